// The line itself: free text, or a command with its options, and where the cursor stands.

import { make } from "./dom.js";
import { Field } from "./field.js";

/** Holds what is typed; `events` are the listeners of every input in it. */
export class Line extends EventTarget {
  command = null;
  fields = [];
  #chips;
  #events;

  constructor(chips, events) {
    super();
    this.#chips = chips;
    this.#events = events;
    this.input = make("input", {
      id: "line",
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "send",
      maxlength: "2000",
      role: "combobox",
      "aria-label": "Message or command",
      "aria-controls": "suggestions",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      ...events,
    });
    chips.append(this.input);
  }

  /** Return every input in the order of reading. */
  get inputs() {
    return [...this.fields.map((field) => field.input), this.input];
  }

  /** Return the field that is typed into, if it is one. */
  get focused() {
    return this.fields.find((field) => field.input === document.activeElement) ?? null;
  }

  /** Return the options that have no field yet. */
  get unused() {
    const used = new Set(this.fields.map((field) => field.option.name));
    return this.command?.options.filter((option) => !used.has(option.name)) ?? [];
  }

  /** Return the field of an option, if it has one. */
  fieldOf(option) {
    return this.fields.find((field) => field.option === option);
  }

  /** Begin a command, with a place for each value that it needs. */
  begin(command) {
    this.clear();
    this.command = command;
    this.#chips.prepend(make("span", { class: "command-chip" }, `/${command.path}`));
    for (const option of command.options.filter((one) => one.required)) this.add(option);
    this.focus();
  }

  /** Add a place for a value. */
  add(option) {
    const field = new Field(option, this.#events);
    this.fields.push(field);
    this.#chips.insertBefore(field.element, this.input);
    this.input.value = "";
    return field;
  }

  /** Remove an option again. */
  remove(field) {
    this.fields = this.fields.filter((one) => one !== field);
    field.element.remove();
    this.input.focus();
  }

  /** Tell whether nothing is typed. */
  get isEmpty() {
    return !this.command && !this.input.value;
  }

  /** Take everything out of the line; `put` brings it back. */
  lift() {
    const { command, fields } = this;
    const lifted = { command, fields, text: this.input.value, chips: [...this.#chips.childNodes] };
    this.clear();
    return lifted;
  }

  /** Bring back what was lifted out. */
  put({ command, fields, text, chips }) {
    Object.assign(this, { command, fields });
    this.input.value = text;
    this.#chips.replaceChildren(...chips);
    this.focus();
  }

  /** Begin with an empty line. */
  clear() {
    this.command = null;
    this.fields = [];
    this.input.value = "";
    this.#chips.replaceChildren(this.input);
  }

  /** Return the first field that needs a value and has none. */
  get missing() {
    return this.fields.find((field) => field.option.required && !field.input.value) ?? null;
  }

  /** Put the cursor where something is missing, or at the end. */
  focus() {
    (this.missing?.input ?? this.input).focus();
  }

  /** Step out of an input to the one beside it, when the cursor stands at that end of it. */
  step(input, direction) {
    const isAtEnd = direction > 0 ? input.selectionStart === input.value.length : input.selectionEnd === 0;
    const beside = this.inputs[this.inputs.indexOf(input) + direction];
    if (!isAtEnd || !beside || input.selectionStart !== input.selectionEnd) return false;
    beside.focus();
    const place = direction > 0 ? 0 : beside.value.length;
    beside.setSelectionRange(place, place);
    return true;
  }
}
