// The form that a bot opens in a window of its own.

import { Refused, post } from "./api.js";
import { entities } from "./components.js";
import { make } from "./dom.js";

const ROW = 1;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const TEXT = 10;
const LABEL = 18;
const PARAGRAPH = 2;
const KINDS = { 5: "users", 6: "roles", 7: "mentionables", 8: "channels" };

/** Opens forms; what is filled in goes to the bot. */
export class Forms {
  #store;
  #dialog;

  constructor(dialog, store, markdown) {
    this.#dialog = dialog;
    this.#store = store;
    this.markdown = markdown;
    store.addEventListener("interaction", ({ detail }) => {
      if (detail.modal && detail.user_id === store.me) this.#open(detail);
    });
    store.addEventListener("all", () => dialog.close());
  }

  #open(interaction) {
    const problem = make("p", { class: "problem", role: "alert", hidden: true });
    const form = make("form", { onsubmit: (event) => this.#submit(event, interaction, problem) },
      make("h2", {}, interaction.modal.title),
      interaction.modal.components.map((one) => this.#part(one)),
      problem,
      make("div", { class: "form-buttons" },
        make("button", { type: "button", class: "button link", onclick: () => this.#dialog.close() }, "Cancel"),
        make("button", { type: "submit", class: "button primary" }, "Submit")));
    this.#dialog.replaceChildren(form);
    this.#dialog.showModal();
    form.querySelector("input, textarea, select")?.focus();
  }

  #part(component, label = component.label, description = "") {
    if (component.type === ROW) return component.components.map((one) => this.#part(one));
    if (component.type === LABEL) return this.#part(component.component, component.label, component.description);
    if (component.type === TEXT) return make("div", {}, this.markdown.blocks(component.content));
    const isNeeded = component.required !== false;
    return make("label", { class: "form-field" },
      make("span", { class: "form-label" }, label, isNeeded ? make("span", { class: "needed" }, " *") : null),
      description ? make("small", {}, description) : null,
      component.type === TEXT_INPUT ? textInput(component, isNeeded) : this.#select(component, isNeeded));
  }

  #select(component, isNeeded) {
    const options = component.type === STRING_SELECT ? component.options : entities(this.#store, KINDS[component.type], component.channel_types);
    const isMany = (component.max_values ?? 1) > 1;
    return make("select", { name: component.custom_id, required: isNeeded, multiple: isMany, "data-many": "" },
      isMany ? null : make("option", { value: "" }, component.placeholder ?? "Make a selection"),
      options.map((option) => make("option", { value: option.value, selected: option.default ?? false }, option.label)));
  }

  async #submit(event, interaction, problem) {
    event.preventDefault();
    const values = {};
    for (const field of event.target.querySelectorAll("[name]")) {
      const isList = "many" in field.dataset;
      values[field.name] = isList ? [...field.selectedOptions].map((one) => one.value).filter(Boolean) : field.value;
    }
    try {
      await post("modal", { user: this.#store.me, interaction: interaction.id, values });
      this.#dialog.close();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problem.textContent = error.message;
      problem.hidden = false;
    }
  }
}

function textInput(component, isNeeded) {
  const attributes = {
    name: component.custom_id,
    required: isNeeded,
    minlength: component.min_length,
    maxlength: component.max_length ?? 4000,
    placeholder: component.placeholder,
  };
  if (component.style === PARAGRAPH) return make("textarea", { ...attributes, rows: 4 }, component.value ?? "");
  return make("input", { ...attributes, type: "text", value: component.value ?? "" });
}
