// One message, and one press that nothing came of.

import { icon, make } from "./dom.js";
import { embedElement, hex } from "./embed.js";
import { stamp, written } from "./moments.js";
import { attachment } from "./pictures.js";

const CROSSPOSTED = 1 << 0;
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
  #actions;

  /** `actions` are `dismiss(id)` and `look(channel)`. */
  constructor(store, markdown, components, actions) {
    this.#store = store;
    this.#markdown = markdown;
    this.#components = components;
    this.#actions = actions;
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
      follows ? null : this.#head(message.author.id, entry.at, Boolean(message.flags & CROSSPOSTED)),
      this.#content(message),
      message.attachments.map(attachment),
      message.flags & SUPPRESS_EMBEDS ? null : message.embeds.map((embed) => embedElement(embed, this.#markdown, this.#store)),
      this.#components.rows(entry),
      this.#failures(message.id),
      this.#thread(entry),
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
    const title = { direct: `You and ${channel.name}`, thread: channel.name }[channel.kind] ?? `This is #${channel.name}`;
    return make("div", { class: "welcome" },
      make("h2", {}, title),
      channel.writable ? this.#markdown.blocks("Type `/` and choose a command, or begin with </totd:0> or </help:0>.") : null);
  }

  /** Render a face: the bot's sign, or a person's first letter. */
  avatar(userId) {
    if (userId === this.#store.bot) return make("img", { class: "avatar", src: "/_sandbox/static/icon.svg", alt: "" });
    const user = this.#store.users.get(userId);
    return make("span", { class: `avatar face-${user?.part ?? "member"}`, "aria-hidden": "true" }, (user?.name ?? "?").slice(0, 1).toUpperCase());
  }

  /** Render the line that opens the thread below a message, unless one is in it. */
  #thread(entry) {
    const thread = this.#store.threadBelow(entry);
    if (!thread || thread.id === this.#store.channel) return null;
    return make("button", { type: "button", class: "thread-line", onclick: () => this.#actions.look(thread.id) },
      make("span", { "aria-hidden": "true" }, "🧵 "), make("strong", {}, thread.name), ` · ${counted(thread.messages)}`);
  }

  #head(userId, at = null, isPublished = false) {
    const user = this.#store.users.get(userId);
    const name = make("span", { class: "name" }, user?.name ?? "somebody");
    if (user?.color) name.style.color = hex(user.color);
    return make("div", { class: "head" }, name, user?.bot ? make("span", { class: "app" }, "APP") : null,
      at === null ? null : make("time", { class: "when", title: written(at, "F", 0) }, stamp(at, this.#store.now())),
      isPublished ? make("span", { class: "published", title: "Sent to every server that follows this channel" }, "Published") : null);
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
      make("button", { type: "button", class: "text-button", onclick: () => this.#actions.dismiss(id) }, "Dismiss message"));
  }
}

/** Write how many messages a thread has. */
export const counted = (messages) => `${messages}\u00a0${messages === 1 ? "message" : "messages"}`;

function continues(entry, before) {
  if (!before || entry.used || entry.message.flags & CROSSPOSTED) return false;
  const isSame = before.message.author.id === entry.message.author.id;
  return isSame && entry.at - before.at < TOGETHER_FOR && !((before.message.flags ^ entry.message.flags) & EPHEMERAL);
}

const problem = (sentence) => make("p", { class: "problem" }, icon("alert"), sentence);

const dots = () => make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
