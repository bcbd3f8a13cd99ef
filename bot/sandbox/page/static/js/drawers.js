// The outer columns where there is no room for them: drawers, one open at a time.

import { byId } from "./dom.js";

const FIRST = "[data-first], button:not(:disabled)";

/** Opens and closes drawers; whatever is no part of the open one cannot be reached meanwhile. */
export class Drawers {
  #open = null;
  #opener = null;
  #others;

  constructor(openers) {
    const elements = Object.values(openers).map((name) => byId(name));
    this.#others = [...elements, byId("talk")];
    for (const [opener, name] of Object.entries(openers)) {
      byId(opener).addEventListener("click", () => this.open(byId(name), byId(opener)));
    }
    byId("shade").addEventListener("click", () => this.close());
    // With more room a drawer becomes a column beside the others again.
    addEventListener("resize", () => this.#open && !isDrawer(this.#open) && this.close());
  }

  /** Open a drawer and step into it. */
  open(drawer, opener) {
    this.#open = drawer;
    this.#opener = opener;
    drawer.classList.add("open");
    byId("shade").hidden = false;
    for (const other of this.#others) other.inert = other !== drawer;
    drawer.querySelector(FIRST)?.focus();
  }

  /** Close the open drawer, if there is one, and step back to where it was opened. */
  close() {
    if (!this.#open) return;
    this.#open.classList.remove("open");
    byId("shade").hidden = true;
    for (const other of this.#others) other.inert = false;
    this.#opener.focus();
    this.#open = null;
  }
}

const isDrawer = (element) => getComputedStyle(element).position === "fixed";
