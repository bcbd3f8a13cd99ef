// One option of the command being typed: its name and a place for its value.

import { make } from "./dom.js";
import { typedValue } from "./values.js";

const SHORTEST = 3;
const LONGEST = 40;

/** An option with what is typed into it; `events` are the input's listeners. */
export class Field {
  #chosen = null;

  constructor(option, events) {
    this.option = option;
    this.input = make("input", {
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "send",
      role: "combobox",
      "aria-label": option.name,
      "aria-controls": "suggestions",
      "aria-autocomplete": "list",
    });
    this.element = make("label", { class: "field-chip", "data-option": option.name }, make("span", { class: "option-name" }, option.name), this.input);
    // First of all what is typed is taken in: the other listeners look at it.
    this.input.addEventListener("input", () => this.type(this.input.value));
    for (const [name, listener] of Object.entries(events)) this.input.addEventListener(name.slice(2), listener);
    this.type("");
  }

  /** Take what is typed, which is not one of the offered values any more. */
  type(text) {
    this.#chosen = null;
    this.#show(text);
  }

  /** Take an offered value. */
  choose({ name, value }) {
    this.#chosen = { value };
    this.#show(name);
  }

  /** Tell whether the value was chosen from those offered. */
  get isChosen() {
    return this.#chosen !== null;
  }

  /** Return {value} to send, or {problem}. */
  result(store) {
    return this.#chosen ?? typedValue(this.option, this.input.value, store);
  }

  /** Tell whether what stands here can be sent. */
  isWhole(store) {
    return !this.result(store).problem;
  }

  /** Show whether the value is one that cannot be sent. */
  mark(isWrong) {
    this.element.classList.toggle("wrong", isWrong);
  }

  #show(text) {
    if (this.input.value !== text) this.input.value = text;
    this.input.size = Math.min(LONGEST, Math.max(SHORTEST, text.length));
    this.mark(false);
  }
}
