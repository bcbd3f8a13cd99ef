// The world behind the bot: its time, its queues, Nadeo's health, and what the bot asked of it.

import { Refused, post } from "./api.js";
import { byId, icon, make } from "./dom.js";
import { drivesSection } from "./drives.js";
import { requestLog } from "./requests.js";
import { tamperingSection } from "./tampering.js";

const MODES = {
  fine: ["Fine", "everything answers"],
  down: ["Down", "503 to everything"],
  slow: ["Slow", "answers after a minute"],
  unauthorized: ["401", "no token is accepted"],
  "too-many": ["429", "too many requests"],
  html: ["HTML", "a web page instead of JSON"],
};
const QUEUES = { totd: "Track of the Day", "weekly-shorts": "Weekly Shorts" };
const LONGEST_QUEUE = 100;
const MINUTES_PER_MAP = 3;
const TICK = 250;
const NEXT_TOTD = "Next TOTD now";

/** Shows the panel and carries its controls to the sandbox. */
export class Panel {
  #store;
  #parts;
  #underWay = 0;

  constructor(root, store, close) {
    this.#store = store;
    this.#parts = this.#build(root, close);
    for (const type of ["all", "look", "world"]) store.addEventListener(type, () => this.#show());
    for (const type of ["all", "requests", "world"]) store.addEventListener(type, () => this.#parts.log.show(store));
    setInterval(() => this.#tick(), TICK);
  }

  #build(root, close) {
    const clock = make("time", { class: "clock" });
    const date = make("span", { class: "date" });
    const paris = make("span", { class: "paris" });
    const next = make("button", { type: "button", class: "button primary", id: "next-totd", onclick: () => this.#do("next-totd") }, NEXT_TOTD);
    const until = make("small", { class: "until" });
    const queues = Object.keys(QUEUES).map((name) => this.#queue(name));
    const modes = Object.keys(MODES).map((mode) => this.#mode(mode));
    const problem = make("p", { class: "problem", role: "alert", hidden: true });
    const log = requestLog();
    const drives = drivesSection((what, body) => this.#do(what, body));
    const tampering = tamperingSection((what, body) => this.#do(what, body));
    root.replaceChildren(
      make("header", {}, make("h2", {}, "The world"), make("button", { type: "button", class: "icon-button only-small", "aria-label": "Close", onclick: close }, icon("close"))),
      problem,
      make("section", { class: "time" }, make("div", {}, clock, date), paris, make("div", { class: "next" }, next, until)),
      drives.element,
      make("section", {}, make("h3", {}, "Review queue"), queues.map((one) => one.element)),
      make("section", {}, make("h3", {}, "Nadeo"), make("div", { class: "modes", role: "radiogroup", "aria-label": "Nadeo" }, modes)),
      tampering.element,
      make("section", { class: "requests" }, make("h3", {}, "The bot's requests to Nadeo"), log.element));
    return { clock, date, paris, next, until, queues, modes, drives, tampering, problem, log };
  }

  #queue(name) {
    const number = make("output", { class: "queue-number" });
    const slider = make("input", {
      type: "range", min: "0", max: String(LONGEST_QUEUE), step: "1", name: `queue-${name}`, "aria-label": `${QUEUES[name]}: maps ahead`,
      oninput: () => this.#showQueue(number, Number(slider.value)),
      onchange: () => this.#do("queue", { type: name, maps: Number(slider.value) }),
    });
    const drift = make("button", { type: "button", class: "text-button", onclick: () => this.#do("queue", { type: name, maps: null }) }, "let it drift");
    const outlook = make("small", { class: "outlook" });
    const element = make("div", { class: "queue" }, make("div", { class: "queue-head" }, make("span", {}, QUEUES[name]), number), slider, outlook, drift);
    return { name, element, number, slider, outlook, drift };
  }

  #showQueue(number, maps) {
    const minutes = maps * MINUTES_PER_MAP;
    const wait = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    number.textContent = `${maps} ${maps === 1 ? "map" : "maps"} · ${wait}`;
  }

  #mode(mode) {
    const [name, meaning] = MODES[mode];
    const input = make("input", { type: "radio", name: "mode", value: mode, onchange: () => this.#do("nadeo", { mode }) });
    return make("label", {}, input, make("span", {}, make("strong", {}, name), make("small", {}, meaning)));
  }

  #show() {
    const { world } = this.#store;
    for (const { name, number, slider, outlook, drift } of this.#parts.queues) {
      if (document.activeElement !== slider || !slider.matches(":active")) {
        slider.value = world.queue[name];
        this.#showQueue(number, world.queue[name]);
      }
      outlook.textContent = world.outlooks[name];
      drift.hidden = !world.set_queues.includes(name);
    }
    this.#parts.next.textContent = world.reminder_at ? `${NEXT_TOTD} · reminder first` : NEXT_TOTD;
    this.#parts.drives.show(world);
    this.#showChosen();
    byId("open-panel").classList.toggle("warning", world.mode !== "fine");
    this.#tick();
  }

  /** Show mode and rights, unless one was chosen just now: an older word of the world must not undo that. */
  #showChosen() {
    if (this.#underWay > 0) return;
    const { mode } = this.#store.world;
    this.#parts.tampering.show(this.#store);
    for (const input of byId("panel").querySelectorAll('input[name="mode"]')) input.checked = input.value === mode;
  }

  #tick() {
    const { world } = this.#store;
    if (!world) return;
    const now = this.#store.now();
    const { clock, date, paris, until } = this.#parts;
    clock.textContent = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" }).format(now);
    date.textContent = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "long", year: "numeric" }).format(now);
    const inParis = new Intl.DateTimeFormat(undefined, { timeStyle: "short", timeZone: "Europe/Paris" }).format(now);
    paris.textContent = `${inParis} in Paris${world.speed === 1 ? "" : ` · ${world.speed} times as fast`}`;
    this.#parts.log.tick(this.#store);
    until.textContent = `otherwise in ${span(world.next_totd_at - now / 1000)}`;
  }

  async #do(what, body = {}) {
    const { problem } = this.#parts;
    problem.hidden = true;
    this.#underWay += 1;
    try {
      this.#store.setWorld(await post(`world/${what}`, body));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      this.#underWay -= 1;
      this.#showChosen();
    }
  }
}

function span(seconds) {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
