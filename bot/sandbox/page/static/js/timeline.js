// The messages of a channel, in order, following the newest as long as one looks at it.

import { make } from "./dom.js";
import { written } from "./moments.js";
import { byAge } from "./store.js";

const NEAR = 80;
const HAND_MOVES_FOR = 1000;

/** Shows the channel that is looked at. */
export class Timeline {
  #store;
  #frame;
  #list;
  #messages;
  #forum;
  #newer;
  #follows = true;
  #touched = 0;

  constructor({ frame, list, newer }, store, messages, forum) {
    this.#store = store;
    this.#frame = frame;
    this.#list = list;
    this.#newer = newer;
    this.#messages = messages;
    this.#forum = forum;
    newer.addEventListener("click", () => this.#jump());
    frame.addEventListener("scroll", () => this.#scrolled());
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      frame.addEventListener(type, () => (this.#touched = Date.now()), { passive: true });
    }
    // Pictures arrive late and grow what is above the newest message.
    const grown = new ResizeObserver(() => this.#keepUp());
    grown.observe(list);
    grown.observe(frame);
    for (const type of ["all", "look"]) store.addEventListener(type, () => this.#begin());
    store.addEventListener("message", ({ detail }) => this.#message(detail));
    for (const type of ["threads", "unread"]) store.addEventListener(type, () => this.#showsForum && this.#draw());
    store.addEventListener("interaction", ({ detail }) => this.#interaction(detail));
  }

  #message({ id, how, channel, author }) {
    if (this.#store.channel !== channel && this.#store.channel !== id) return;
    if (how === "create" && author === this.#store.me) this.#follow();
    this.#newer.hidden = this.#follows || (this.#newer.hidden && how !== "create");
    this.#draw();
  }

  /** Whoever uses a command wants to see what comes of it; a press changes what is looked at. */
  #interaction({ isNew, channel_id: channel, message_id: pressed }) {
    if (isNew && !pressed && channel === this.#store.channel) this.#follow();
    this.#draw();
  }

  #jump() {
    this.#follow();
    this.#keepUp();
    this.#frame.focus({ preventScroll: true });
  }

  /** Follow what comes, whatever a hand did a moment ago. */
  #follow() {
    this.#follows = true;
    this.#touched = 0;
    this.#newer.hidden = true;
  }

  /** Only a hand ends the following: messages that grow move the end away by themselves. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#frame;
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.#follow();
    else if (Date.now() - this.#touched < HAND_MOVES_FOR) this.#follows = false;
  }

  #begin() {
    this.#list.replaceChildren();
    this.#list.classList.toggle("posts", this.#showsForum);
    this.#follow();
    this.#draw();
    if (this.#showsForum) this.#frame.scrollTop = 0;
  }

  /** Draw what changed; what has not keeps its element, and with it whatever is open in it. */
  #draw() {
    const focus = this.#focused();
    const hold = this.#held();
    const known = new Map([...this.#list.children].map((element) => [element.dataset.key, element]));
    const elements = this.#parts().map(({ key, build }) => known.get(key) ?? this.#built(key, build));
    const wanted = new Set(elements);
    for (const element of known.values()) if (!wanted.has(element)) element.remove();
    elements.forEach((element, at) => {
      if (this.#list.children[at] !== element) this.#list.insertBefore(element, this.#list.children[at] ?? null);
    });
    this.#refocus(focus);
    hold();
    this.#keepUp();
  }

  /** Return what keeps the messages that are read in place when older ones above are dropped. */
  #held() {
    if (this.#follows) return () => {};
    const top = (element) => element.getBoundingClientRect().top;
    const edge = top(this.#frame);
    const seen = [...this.#list.children].filter((one) => one.getBoundingClientRect().bottom > edge).map((one) => [one, top(one)]);
    return () => {
      const [still, was] = seen.find(([one]) => one.isConnected) ?? [];
      if (still) this.#frame.scrollTop += top(still) - was;
    };
  }

  #built(key, build) {
    const element = build();
    element.dataset.key = key;
    // Pictures that are here already are taken over: new ones would flicker.
    const old = element.dataset.id && this.#list.querySelector(`[data-id="${element.dataset.id}"]`);
    for (const image of old ? element.querySelectorAll("img") : []) {
      const same = [...old.querySelectorAll("img")].find((one) => one.src === image.src && one.className === image.className);
      if (same) image.replaceWith(same);
    }
    return element;
  }

  get #showsForum() {
    return this.#store.channels.get(this.#store.channel)?.kind === "forum";
  }

  #parts() {
    if (this.#showsForum) return this.#forum.parts();
    const parts = [];
    const items = [...this.#store.shown(), ...this.#waiting()].sort((one, other) => byAge(idOf(one), idOf(other)));
    let before = null;
    for (const item of items) {
      const above = before;
      const day = item.at && new Date(item.at * 1000).toDateString();
      if (day && (!above?.at || day !== new Date(above.at * 1000).toDateString())) {
        parts.push({ key: `day:${day}`, build: () => make("div", { class: "day" }, make("span", {}, written(item.at, "D", 0))) });
      }
      const key = `${idOf(item)}:${item.revision}:${above?.message ? idOf(above) : ""}`;
      const build = () => (item.message ? this.#messages.element(item, above?.message ? above : null) : this.#messages.waiting(item));
      parts.push({ key, build });
      before = item;
    }
    if (!parts.length) parts.push({ key: `empty:${this.#store.channel}`, build: () => this.#messages.welcome() });
    return parts;
  }

  /** Return what was typed here and has no answer to show. */
  #waiting() {
    return [...this.#store.interactions.values()].filter((one) =>
      one.channel_id === this.#store.channel && !one.message_id && !one.answer_id && (one.status === "sent" || one.status === "failed"));
  }

  #keepUp() {
    if (this.#follows && !this.#showsForum) this.#frame.scrollTop = this.#frame.scrollHeight;
  }

  /** Return the pressed component by its place: an answer may give it another id. */
  #focused() {
    const component = document.activeElement?.closest("[data-custom-id]");
    const message = component?.closest(".message");
    if (!message || !this.#list.contains(message)) return null;
    return { component, id: message.dataset.id, place: [...message.querySelectorAll("[data-custom-id]")].indexOf(component) };
  }

  #refocus(focus) {
    if (!focus || focus.component.isConnected) return;
    const message = this.#list.querySelector(`[data-id="${focus.id}"]`);
    message?.querySelectorAll("[data-custom-id]")[focus.place]?.focus({ preventScroll: true });
  }
}

const idOf = (item) => item.message?.id ?? item.id;
