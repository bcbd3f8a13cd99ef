// The log of the bot's requests to Nadeo, and how much of its budget they take.

import { make } from "./dom.js";

const SHOWN = 100;
const LONGEST_PATH = 120;
const LONGEST_QUERY = 80;
const WINDOW = 10_000;
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/** Make the log; `show(store)` brings it up to date. */
export function requestLog() {
  const meter = make("meter", { min: "0", "aria-label": "Budget in use" });
  const words = make("p", { class: "budget" });
  const list = make("ol", { class: "log" });
  let newest = null;
  const element = make("div", {}, meter, words, list);
  const show = (store) => {
    showBudget(meter, words, store);
    newest = showList(list, store.requests.slice(-SHOWN), newest);
  };
  return { element, show, tick: (store) => showBudget(meter, words, store) };
}

function showBudget(meter, words, { requests, world }) {
  if (!world?.budget) return;
  const { rate, waiting, held_for: held } = world.budget;
  const recent = requests.filter((one) => one.really_at * 1000 > Date.now() - WINDOW).length;
  meter.max = rate * (WINDOW / 1000);
  meter.value = recent;
  const parts = [`${recent} of ${meter.max} in 10 s`, `${world.asked} in all`];
  if (waiting) parts.push(`${waiting} waiting`);
  if (held > 0) parts.push(`held back for ${Math.ceil(held)} s`);
  words.textContent = world.asked ? parts.join(" · ") : "Nothing asked yet.";
}

/** Put new requests on top; the others keep their elements. Return the newest one. */
function showList(list, requests, newest) {
  const known = requests.lastIndexOf(newest);
  if (known < 0) list.replaceChildren();
  list.prepend(...requests.slice(known + 1).map(item).reverse());
  while (list.children.length > SHOWN) list.lastChild.remove();
  return requests.at(-1) ?? null;
}

function item(one) {
  const query = one.query && `?${one.query}`;
  return make("li", {},
    make("time", {}, CLOCK.format(one.at * 1000)),
    make("span", { class: `status of-${Math.floor(one.status / 100)}` }, one.status || "cut"),
    make("span", { class: "host" }, one.host),
    make("span", { class: "path", title: `${one.method} ${one.path}${query}` },
      one.method === "GET" ? "" : `${one.method} `, shortened(one.path, LONGEST_PATH), query ? make("small", {}, shortened(query, LONGEST_QUERY)) : null));
}

/** Leave out the middle of what is long: its two ends tell what it is. */
function shortened(text, longest) {
  if (text.length <= longest) return text;
  const half = Math.floor((longest - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
