// The list that a menu opens: by mouse, touch or keyboard, one value or several.

import { make } from "./dom.js";

let openOne = null;

/** Open a menu's options at an element; `choose` gets the values. */
export function openMenu(anchor, { options, least, most, choose }) {
  const wasHere = openOne?.anchor === anchor;
  closeMenu();
  if (wasHere) return;
  const list = new Menu(anchor, options, least, most, choose);
  openOne = list;
  list.open();
}

/** Close the open menu, if there is one. */
export function closeMenu() {
  openOne?.close();
  openOne = null;
}

class Menu {
  #options;
  #least;
  #most;
  #choose;
  #chosen;
  #element;
  #items;

  constructor(anchor, options, least, most, choose) {
    this.anchor = anchor;
    this.#options = options;
    this.#least = least;
    this.#most = most;
    this.#choose = choose;
    this.#chosen = new Set(options.filter((option) => option.default).map((option) => option.value));
  }

  open() {
    this.#items = this.#options.map((option, at) => this.#item(option, at));
    this.#element = make("div", { class: "menu", role: "listbox", "aria-multiselectable": this.#most > 1 ? "true" : "false", onkeydown: (event) => this.#key(event) },
      this.#items, this.#most > 1 ? make("button", { type: "button", class: "button primary", onclick: () => this.#done() }, "Done") : null);
    this.anchor.after(this.#element);
    this.anchor.setAttribute("aria-expanded", "true");
    this.#element.scrollIntoView({ block: "nearest" });
    (this.#items.find((item) => item.getAttribute("aria-selected") === "true") ?? this.#items[0])?.focus();
    document.addEventListener("pointerdown", this.#outside, true);
  }

  close() {
    document.removeEventListener("pointerdown", this.#outside, true);
    this.anchor.setAttribute("aria-expanded", "false");
    this.#element.remove();
  }

  #outside = (event) => {
    if (!this.#element.contains(event.target) && !this.anchor.contains(event.target)) closeMenu();
  };

  #item(option) {
    return make("button", {
      type: "button", role: "option", class: "menu-item",
      "aria-selected": this.#chosen.has(option.value) ? "true" : "false",
      onclick: (event) => this.#press(option, event.currentTarget),
    }, option.emoji?.name && !option.emoji.id ? make("span", { class: "emoji" }, option.emoji.name) : null,
    make("span", { class: "texts" }, make("span", {}, option.label), option.description ? make("small", {}, option.description) : null));
  }

  #press(option, item) {
    if (this.#most === 1) {
      const isTakenBack = this.#least === 0 && this.#chosen.has(option.value);
      this.#chosen = new Set(isTakenBack ? [] : [option.value]);
      this.#done();
      return;
    }
    if (!this.#chosen.delete(option.value) && this.#chosen.size < this.#most) this.#chosen.add(option.value);
    item.setAttribute("aria-selected", this.#chosen.has(option.value) ? "true" : "false");
  }

  #done() {
    if (this.#chosen.size < this.#least) return;
    const values = [...this.#chosen];
    this.anchor.focus();
    closeMenu();
    this.#choose(values);
  }

  #key(event) {
    const places = [...this.#element.querySelectorAll("button")];
    const at = places.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: places.length - 1 };
    if (event.key in moves) {
      event.preventDefault();
      places.at(moves[event.key] % places.length)?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      this.anchor.focus();
      closeMenu();
    }
  }
}
