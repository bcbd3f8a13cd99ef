// Discord's markdown as elements of the page.

import { readBlocks } from "./blocks.js";
import { make } from "./dom.js";
import { readInline } from "./inline.js";
import { timeElement } from "./moments.js";

const TAGS = { strong: "strong", underline: "u", strike: "s", emphasis: "em" };

/** Turns texts into elements; `onCommand` and `onChannel` are called when a mention is pressed. */
export class Markdown {
  #store;
  #actions;

  constructor(store, actions) {
    this.#store = store;
    this.#actions = actions;
  }

  /** Render a text with everything a message may hold. */
  blocks(text) {
    return readBlocks(text ?? "").map((block) => this.#block(block));
  }

  /** Render a text of one line, such as a title. */
  inline(text) {
    return this.#nodes(readInline(text ?? ""));
  }

  #block(block) {
    switch (block.kind) {
      case "heading":
        return make("div", { class: `heading heading-${block.level}` }, this.#nodes(block.children));
      case "small":
        return make("div", { class: "small" }, this.#nodes(block.children));
      case "quote":
        return make("blockquote", {}, block.children.map((child) => this.#block(child)));
      case "codeblock":
        return make("pre", {}, make("code", {}, block.text));
      case "list":
        return make("div", { class: "list", role: "list" }, block.items.map((item) => this.#item(item)));
      default:
        return make("p", {}, block.lines.flatMap((line, at) => [at ? make("br") : null, ...this.#nodes(line)]));
    }
  }

  #item(item) {
    const sign = item.number === null ? "•" : `${item.number}.`;
    return make("div", { role: "listitem", class: `item depth-${item.depth}` },
      make("span", { class: "sign" }, sign), make("span", {}, this.#nodes(item.children)));
  }

  #nodes(nodes) {
    return nodes.map((node) => this.#node(node));
  }

  #node(node) {
    switch (node.kind) {
      case "text":
        return node.text;
      case "code":
        return make("code", {}, node.text);
      case "link":
        return make("a", { href: node.url, target: "_blank", rel: "noopener noreferrer", title: node.url }, this.#nodes(node.children));
      case "spoiler":
        return spoiler(this.#nodes(node.children));
      case "moment":
        return timeElement(node.moment, node.style, this.#store);
      case "command":
        return this.#mention(`/${node.name}`, () => this.#actions.onCommand(node.name));
      case "channel":
        return this.#channel(node.id);
      case "user":
        return make("span", { class: "mention" }, `@${this.#store.users.get(node.id)?.name ?? "unknown-user"}`);
      case "role":
        return make("span", { class: "mention" }, `@${this.#store.roles.get(node.id)?.name.replace(/^@/, "") ?? "unknown-role"}`);
      default:
        return make(TAGS[node.kind], {}, this.#nodes(node.children));
    }
  }

  #channel(id) {
    const channel = this.#store.channels.get(id);
    if (!channel) return make("span", { class: "mention" }, "#unknown");
    return this.#mention(`#${channel.name}`, () => this.#actions.onChannel(id));
  }

  #mention(text, action) {
    return make("button", { type: "button", class: "mention", onclick: action }, text);
  }
}

function spoiler(children) {
  const open = () => element.classList.add("open");
  const element = make("span", {
    class: "spoiler", role: "button", tabindex: "0", title: "Spoiler", onclick: open,
    onkeydown: (event) => event.key === "Enter" && open(),
  }, make("span", {}, children));
  return element;
}
