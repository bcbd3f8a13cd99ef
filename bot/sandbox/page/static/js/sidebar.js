// The left side: the server's channels, and who one is.

import { byId, icon, make } from "./dom.js";
import { languageSelect } from "./languages.js";

const PARTS = {
  member: "an ordinary member",
  admin: "manages the server",
  operator: "runs bot and server",
};

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Shows channels and people; `actions` are `look(channel)`, `be(user)`, `read(locale)` and `leave()`. */
export class Sidebar {
  #store;
  #actions;
  #language;

  constructor(store, actions) {
    this.#store = store;
    this.#actions = actions;
    byId("faces").addEventListener("keydown", (event) => this.#turn(event));
    this.#language = languageSelect("You read", actions.read);
    byId("people").append(this.#language.element);
    byId("back").append(icon("back"));
    byId("back").addEventListener("click", () => actions.look(this.#parent().id));
    for (const type of ["all", "look", "unread", "threads"]) store.addEventListener(type, () => this.#draw());
  }

  #draw() {
    const focus = document.activeElement?.closest("#sidebar [data-id]")?.dataset.id;
    this.#rebuild();
    if (focus) document.querySelector(`#sidebar [data-id="${focus}"]`)?.focus();
  }

  #rebuild() {
    const { guild, channels } = this.#store;
    byId("server").textContent = guild.name;
    const all = [...channels.values()];
    const tops = all.filter((one) => !one.parent_id && one.kind !== "direct").sort((one, other) => one.position - other.position);
    const inServer = tops.flatMap((one) => [one, ...this.#threads(one)]);
    byId("channels").replaceChildren(
      make("h2", {}, "Channels"), ...inServer.map((one) => this.#channel(one)),
      make("h2", {}, "Direct messages"), ...all.filter((one) => one.kind === "direct").map((one) => this.#channel(one)));
    byId("faces").replaceChildren(...[...this.#store.users.values()].filter((user) => user.part).sort(byPart).map((user) => this.#face(user)));
    this.#language.show(this.#store.languages, this.#store.locale);
    this.#heading(channels.get(this.#store.channel));
  }

  /** Return the threads to list below a channel: the open ones, of a forum only what is looked at. */
  #threads(channel) {
    const isShown = (one) => one.id === this.#store.channel || (channel.kind !== "forum" && !one.archived);
    return this.#store.threadsIn(channel.id).filter(isShown).reverse();
  }

  /** Return the channel that the thread in sight is in. */
  #parent() {
    const { channels, channel } = this.#store;
    return channels.get(channels.get(channel).parent_id);
  }

  #channel(channel) {
    const isHere = channel.id === this.#store.channel;
    const isUnread = this.#isUnread(channel);
    return make("button", {
      type: "button",
      class: `channel${isUnread ? " unread" : ""}${channel.kind === "thread" ? " thread" : ""}`,
      "data-id": channel.id,
      "data-first": isHere,
      "aria-current": isHere ? "true" : null,
      onclick: () => this.#actions.look(channel.id),
    }, icon(channel.kind), make("span", {}, channel.name), isUnread ? make("span", { class: "dot", title: "New messages" }) : null);
  }

  /** A forum is read in its posts. */
  #isUnread(channel) {
    const { unread } = this.#store;
    return unread.has(channel.id) || (channel.kind === "forum" && this.#store.threadsIn(channel.id).some((post) => unread.has(post.id)));
  }

  #face(user) {
    const isMe = user.id === this.#store.me;
    return make("button", {
      type: "button", role: "radio", class: "face", "aria-checked": isMe ? "true" : "false", "data-part": user.part, "data-id": user.id,
      tabindex: isMe ? "0" : "-1",
      onclick: () => {
        this.#actions.leave();
        this.#actions.be(user.id);
      },
    }, make("span", { class: `avatar face-${user.part}`, "aria-hidden": "true" }, user.name.slice(0, 1).toUpperCase()),
    make("span", { class: "texts" }, make("span", {}, user.name), make("small", {}, PARTS[user.part])));
  }

  /** Arrows choose among the people, as in every group of which one is chosen. */
  #turn(event) {
    const faces = [...byId("faces").children];
    const at = faces.indexOf(event.target.closest(".face"));
    if (!(event.key in STEPS) || at < 0) return;
    event.preventDefault();
    const next = faces.at((at + STEPS[event.key]) % faces.length);
    next.focus();
    this.#actions.be(next.dataset.id);
  }

  #heading(channel) {
    const parent = this.#parent();
    byId("back").hidden = !parent;
    byId("back").setAttribute("aria-label", parent ? `Back to ${parent.name}` : "Back");
    byId("channel-icon").replaceChildren(icon(channel.kind));
    byId("channel-name").textContent = channel.name;
    byId("channel-topic").textContent = channel.topic;
    document.title = `${["direct", "thread"].includes(channel.kind) ? "" : "#"}${channel.name} · Pitwall sandbox`;
  }
}

const byPart = (one, other) => Object.keys(PARTS).indexOf(one.part) - Object.keys(PARTS).indexOf(other.part);
