// One message, and one press that nothing came of.

import { icon, make } from "./dom.js";
import { embedElement, hex } from "./embed.js";
import { stamp, written } from "./moments.js";
import { attachment } from "./pictures.js";

const SUPPRESS_EMBEDS = 1 << 2;
const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const REPLY = 19;
const TOGETHER_FOR = 420;

/** Renders messages with what hangs on them. */
export class Messages {
  #store;
  #markdown;
  #components;
  #dismiss;

  constructor(store, markdown, components, dismiss) {
    this.#store = store;
    this.#markdown = markdown;
    this.#components = components;
    this.#dismiss = dismiss;
  }

  /** Render a message; `before` is the one above it. */
  element(entry, before) {
    const { message } = entry;
    const isEphemeral = Boolean(message.flags & EPHEMERAL);
    const follows = continues(entry, before);
    return make("div", {
      class: `message${follows ? " follows" : ""}${isEphemeral ? " ephemeral" : ""}`,
      "data-id": message.id,
    },
    this.#used(entry),
    follows ? make("span", { class: "side-time" }, written(entry.at, "t", 0)) : this.avatar(message.author.id),
    make("div", { class: "body" },
      follows ? null : this.#head(message.author.id, entry.at),
      this.#content(message),
      message.attachments.map(attachment),
      message.flags & SUPPRESS_EMBEDS ? null : message.embeds.map((embed) => embedElement(embed, this.#markdown, this.#store)),
      this.#components.rows(entry),
      this.#failures(message.id),
      isEphemeral ? this.#onlyYou(message.id) : null));
  }

  /** Render what stands in place of an answer that has not come, or never will. */
  waiting(interaction) {
    const isFailed = interaction.status === "failed";
    return make("div", { class: `message${isFailed ? " ephemeral failed" : " pending"}`, "data-id": interaction.id },
      this.#origin({ user_id: interaction.user_id, text: `used /${interaction.name}` }),
      this.avatar(this.#store.bot),
      make("div", { class: "body" },
        this.#head(this.#store.bot),
        isFailed ? problem(interaction.failed) : make("p", { class: "thinking" }, "Sending command", dots()),
        isFailed ? this.#onlyYou(interaction.id) : null));
  }

  /** Render what an empty channel says. */
  welcome() {
    const channel = this.#store.channels.get(this.#store.channel);
    const isDirect = channel.kind === "direct";
    return make("div", { class: "welcome" },
      make("h2", {}, isDirect ? `You and ${channel.name}` : `This is #${channel.name}`),
      channel.writable ? this.#markdown.blocks("Type `/` and choose a command, or begin with </totd:0> or </help:0>.") : null);
  }

  /** Render a face: the bot's sign, or a person's first letter. */
  avatar(userId) {
    if (userId === this.#store.bot) return make("img", { class: "avatar", src: "/_sandbox/static/icon.svg", alt: "" });
    const user = this.#store.users.get(userId);
    return make("span", { class: `avatar face-${user?.part ?? "member"}`, "aria-hidden": "true" }, (user?.name ?? "?").slice(0, 1).toUpperCase());
  }

  #head(userId, at = null) {
    const user = this.#store.users.get(userId);
    const name = make("span", { class: "name" }, user?.name ?? "somebody");
    if (user?.color) name.style.color = hex(user.color);
    return make("div", { class: "head" }, name, user?.bot ? make("span", { class: "app" }, "APP") : null,
      at === null ? null : make("time", { class: "when", title: written(at, "F", 0) }, stamp(at, this.#store.now())));
  }

  #used(entry) {
    return entry.used ? this.#origin(entry.used) : null;
  }

  #origin(used) {
    const user = this.#store.users.get(used.user_id);
    return make("div", { class: "used" }, icon("reply"), make("strong", {}, user?.name ?? "Somebody"), " ", used.text);
  }

  #content(message) {
    if (message.flags & LOADING) return make("p", { class: "thinking" }, "Pitwall is thinking", dots());
    if (!message.content) return null;
    const edited = message.edited_timestamp && message.type !== REPLY && !message.interaction_metadata;
    return make("div", { class: "content" }, this.#markdown.blocks(message.content), edited ? make("span", { class: "edited" }, "(edited)") : null);
  }

  #failures(messageId) {
    const last = [...this.#store.interactions.values()].filter((one) => one.message_id === messageId).at(-1);
    return last?.status === "failed" ? problem(last.failed) : null;
  }

  #onlyYou(id) {
    return make("div", { class: "only-you" }, icon("eye"), "Only you can see this · ",
      make("button", { type: "button", class: "text-button", onclick: () => this.#dismiss(id) }, "Dismiss message"));
  }
}

function continues(entry, before) {
  if (!before || entry.used) return false;
  const isSame = before.message.author.id === entry.message.author.id;
  return isSame && entry.at - before.at < TOGETHER_FOR && !((before.message.flags ^ entry.message.flags) & EPHEMERAL);
}

const problem = (sentence) => make("p", { class: "problem" }, icon("alert"), sentence);

const dots = () => make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
