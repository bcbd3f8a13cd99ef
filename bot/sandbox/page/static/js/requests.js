// The log of the bot's requests to Nadeo, and how much of its budget they take.

import { make } from "./dom.js";

const SHOWN = 100;
const WINDOW = 10_000;
const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/** Make the log; `show(store)` brings it up to date. */
export function requestLog() {
  const meter = make("meter", { min: "0", "aria-label": "Budget in use" });
  const words = make("p", { class: "budget" });
  const list = make("ol", { class: "log" });
  const element = make("div", {}, meter, words, list);
  const show = (store) => {
    showBudget(meter, words, store);
    showList(list, store.requests.slice(-SHOWN).reverse());
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

function showList(list, requests) {
  list.replaceChildren(...requests.map((one) => make("li", {},
    make("time", {}, CLOCK.format(one.at * 1000)),
    make("span", { class: `status of-${Math.floor(one.status / 100)}` }, one.status || "cut"),
    make("span", { class: "host" }, one.host),
    make("span", { class: "path", title: `${one.method} ${one.path}${one.query ? `?${one.query}` : ""}` },
      one.method === "GET" ? "" : `${one.method} `, one.path, one.query ? make("small", {}, `?${one.query}`) : null))));
}
