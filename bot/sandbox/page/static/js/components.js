// Buttons and menus below a message.

import { icon, make } from "./dom.js";
import { openMenu } from "./menu.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const KINDS = { 6: "roles", 8: "channels" };

/** Renders components; `act(path, body)` carries a press to the sandbox. */
export class Components {
  #store;
  #act;

  constructor(store, act) {
    this.#store = store;
    this.#act = act;
  }

  /** Render the rows of a message. */
  rows(entry) {
    return entry.message.components.map((row) =>
      make("div", { class: "row" }, (row.components ?? [row]).map((component) => this.#one(component, entry))));
  }

  #one(component, entry) {
    if (component.type === 2) return this.#button(component, entry);
    if (component.type === 3 || component.type in KINDS) return this.#select(component, entry);
    return make("span", { class: "unknown" }, `A component of type ${component.type}, which this page does not show`);
  }

  #button(button, entry) {
    const content = [button.emoji?.name && !button.emoji.id ? make("span", {}, button.emoji.name) : null, button.label];
    if (button.style === 5) {
      const isWeb = /^https?:\/\//i.test(button.url);
      return make("a", { class: "button secondary", href: isWeb ? button.url : "#", target: "_blank", rel: "noopener noreferrer" }, content, icon("link"));
    }
    const isBusy = this.#isBusy(button, entry);
    return make("button", {
      type: "button",
      class: `button ${STYLES[button.style] ?? "secondary"}${isBusy ? " busy" : ""}`,
      disabled: button.disabled,
      "aria-busy": isBusy ? "true" : null,
      "data-custom-id": button.custom_id,
      onclick: () => isBusy || this.#act("click", this.#target(button, entry)),
    }, make("span", { class: "label" }, content));
  }

  #select(select, entry) {
    const chosen = this.#options(select).filter((option) => option.default).map((option) => option.label);
    const isBusy = this.#isBusy(select, entry);
    const open = () => isBusy || openMenu(element, {
      options: this.#options(select),
      least: select.min_values ?? 1,
      most: select.max_values ?? 1,
      choose: (values) => this.#act("select", { ...this.#target(select, entry), values }),
    });
    const element = make("button", {
      type: "button",
      class: `select${isBusy ? " busy" : ""}`,
      disabled: select.disabled,
      "aria-busy": isBusy ? "true" : null,
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "data-custom-id": select.custom_id,
      onclick: open,
      onkeydown: (event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        open();
      },
    }, make("span", { class: chosen.length ? "label" : "label placeholder" }, chosen.join(", ") || select.placeholder || "Make a selection"), icon("down"));
    return element;
  }

  #target(component, entry) {
    return { channel: entry.channel_id, message: entry.message.id, custom_id: component.custom_id };
  }

  #options(select) {
    if (select.type === 3) return select.options;
    const chosen = new Set((select.default_values ?? []).map((value) => value.id));
    return entities(this.#store, KINDS[select.type], select.channel_types)
      .map((option) => ({ ...option, default: chosen.has(option.value) }));
  }

  #isBusy(component, entry) {
    return [...this.#store.interactions.values()].some((one) =>
      one.status === "sent" && one.message_id === entry.message.id && one.name === component.custom_id);
  }
}

/** Return users, roles or channels as options to choose from. */
export function entities(store, kind, channelTypes = []) {
  const users = [...store.users.values()].map(({ id, name }) => ({ label: `@${name}`, value: id }));
  const roles = [...store.roles.values()].map(({ id, name }) => ({ label: `@${name.replace(/^@/, "")}`, value: id }));
  const channels = [...store.channels.values()]
    .filter((one) => one.kind !== "direct" && (!channelTypes?.length || channelTypes.includes(one.type)))
    .map(({ id, name }) => ({ label: `#${name}`, value: id }));
  return { users, roles, channels }[kind];
}
