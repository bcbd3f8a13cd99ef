// The list above the command line: what fits what is being typed.

import { icon, make } from "./dom.js";

/** Shows offers {name, note, description, take} and which of them is meant. */
export class Suggestions {
  #element;
  #offers = [];
  #at = -1;
  #input = null;
  #isMovedTo = false;

  constructor(element) {
    this.#element = element;
    // A press here must not take the keyboard away from the line.
    element.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Show offers for an input; `first` is the one that Enter takes, -1 for none. Without offers
   * there is `empty` to read: why there are none, which may be a problem. */
  show(input, { heading, offers, first = -1, empty = "", isProblem = false }) {
    this.close();
    if (!offers.length && !empty) return;
    this.#input = input;
    this.#offers = offers;
    const list = offers.map((offer, at) => this.#item(offer, at));
    this.#element.replaceChildren(
      make("div", { class: "suggestions-heading" }, heading),
      ...(list.length ? list : [make("div", { class: `suggestions-empty${isProblem ? " problem" : ""}` }, isProblem ? icon("alert") : null, empty)]),
    );
    this.#element.hidden = false;
    this.#element.scrollTop = 0;
    input.setAttribute("aria-expanded", "true");
    this.#mark(Math.min(first, offers.length - 1));
  }

  /** Show nothing. */
  close() {
    this.#element.hidden = true;
    this.#offers = [];
    this.#at = -1;
    this.#isMovedTo = false;
    this.#input?.setAttribute("aria-expanded", "false");
    this.#input?.removeAttribute("aria-activedescendant");
    this.#input = null;
  }

  /** Tell whether anything is shown. */
  get isOpen() {
    return !this.#element.hidden;
  }

  /** Tell whether somebody moved to the offer that is meant. */
  get isMovedTo() {
    return this.#isMovedTo;
  }

  /** Mean the next offer, or with -1 the one before. */
  move(step) {
    const count = this.#offers.length;
    this.#isMovedTo = count > 0;
    if (count) this.#mark(this.#at < 0 && step < 0 ? count - 1 : (this.#at + step + count) % count);
  }

  /** Take the offer that is meant, or with `orFirst` the first one; tell whether there was one. */
  take(orFirst = false) {
    const offer = this.#offers[this.#at] ?? (orFirst ? this.#offers[0] : undefined);
    offer?.take();
    return offer !== undefined;
  }

  #item(offer, at) {
    return make("div", { class: "suggestion", role: "option", id: `suggestion-${at}`, onclick: () => offer.take() },
      make("span", { class: "suggestion-name" }, offer.name),
      offer.note ? make("span", { class: "suggestion-note" }, offer.note) : null,
      offer.description ? make("span", { class: "suggestion-description" }, offer.description) : null);
  }

  #mark(at) {
    this.#at = at;
    const items = [...this.#element.querySelectorAll(".suggestion")];
    for (const [place, item] of items.entries()) item.setAttribute("aria-selected", place === at ? "true" : "false");
    if (at < 0) this.#input.removeAttribute("aria-activedescendant");
    else {
      this.#input.setAttribute("aria-activedescendant", `suggestion-${at}`);
      items[at].scrollIntoView({ block: "nearest" });
    }
  }
}
