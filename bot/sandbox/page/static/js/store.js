// What the page knows, kept up to date by events; views listen for the parts they show.

import { speak } from "./moments.js";

const REQUESTS_KEPT = 200;
const INTERACTIONS_KEPT = 200;
const MESSAGES_KEPT = 200;

/** Compare two of Discord's ids, which are numbers too long for JavaScript. */
export function byAge(one, other) {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}

/** Everything one person sees. It tells of `all` (a new beginning), `look` (another channel),
 * `message`, `interaction`, `unread`, `commands`, `requests`, `world`, `connection`, `threads`, and
 * `moved` when channels, roles, members or languages changed. */
export class Store extends EventTarget {
  me = null;
  bot = null;
  guild = { name: "" };
  languages = [];
  users = new Map();
  roles = new Map();
  channels = new Map();
  channel = null;
  unread = new Set();
  messages = new Map();
  interactions = new Map();
  requests = [];
  world = null;
  isConnected = true;
  #forgotten = new Set();
  #revision = 0;

  /** Begin anew with everything there is. */
  load(snapshot) {
    Object.assign(this, { me: snapshot.me, bot: snapshot.bot, guild: snapshot.guild, languages: snapshot.languages });
    for (const part of ["users", "roles", "channels"]) this[part] = keyed(snapshot[part], (one) => one.id);
    this.messages = this.#kept(snapshot.messages, (entry) => entry.message.id);
    this.interactions = this.#kept(snapshot.interactions, (one) => one.id);
    this.requests = snapshot.requests;
    this.world = { ...snapshot.world, read: Date.now() };
    speak(this.locale);
    if (!this.channels.has(this.channel)) this.channel = snapshot.channels[0].id;
    this.#tell("all");
  }

  /** Take in one change. */
  apply(event) {
    const [subject, how] = event.type.split(/_(?=create$|update$|delete$)/);
    if (subject === "message") this.#message(event, how);
    else if (subject === "interaction") this.#interaction(event.interaction);
    else if (subject === "nadeo_request") this.#request(event.request);
    else if (subject === "world") this.setWorld(event.world);
    else if (subject === "commands") this.#tell("commands");
    else if (event.thread) this.#thread(event.thread, how);
    else if (["channel", "role", "member", "guild", "locale"].includes(subject)) this.#tell("moved");
  }

  /** Take in the state of the world. */
  setWorld(world) {
    const wasOnline = this.world.online;
    this.world = { ...world, read: Date.now() };
    this.#tell("world");
    if (world.online !== wasOnline) this.#tell("commands");
  }

  /** Look at another channel. */
  look(channel) {
    if (!this.channels.has(channel)) return;
    this.channel = channel;
    this.unread.delete(channel);
    this.#tell("look");
  }

  /** Note whether the sandbox can be heard. */
  connected(isConnected) {
    this.isConnected = isConnected;
    this.#tell("connection");
  }

  /** Put away what only this person sees, whatever becomes of it later. */
  forget(id) {
    this.#forgotten.add(id);
    const { channel_id: channel } = this.messages.get(id) ?? this.interactions.get(id) ?? {};
    this.messages.delete(id);
    this.interactions.delete(id);
    this.#tell("message", { id, how: "delete", channel });
  }

  /** Return the language in which one reads, as Discord names it. */
  get locale() {
    return this.users.get(this.me).locale;
  }

  /** Return the world's present moment in milliseconds. */
  now() {
    const { now, speed, read } = this.world;
    return now * 1000 + (Date.now() - read) * speed;
  }

  /** Return the messages of the channel that is looked at, the oldest first; a thread begins with
   * the message that it was opened on. */
  shown() {
    const here = [...this.messages.values()].filter((entry) => entry.channel_id === this.channel || entry.message.id === this.channel);
    return here.sort((one, other) => byAge(one.message.id, other.message.id));
  }

  /** Return the threads in a channel, the newest first. */
  threadsIn(channel) {
    const found = [...this.channels.values()].filter((one) => one.kind === "thread" && one.parent_id === channel);
    return found.sort((one, other) => byAge(other.id, one.id));
  }

  /** Return the thread below a message, if there is one: both have the same id. */
  threadBelow({ channel_id: channel, message: { id } }) {
    const thread = this.channels.get(id);
    return thread?.parent_id === channel ? thread : null;
  }

  #thread(thread, how) {
    const parent = this.channels.get(thread.parent_id);
    if (!parent) return;
    if (how === "delete") this.channels.delete(thread.id);
    else this.channels.set(thread.id, { ...thread, writable: parent.threads_writable && !thread.locked });
    if (!this.channels.has(this.channel)) this.look(parent.id);
    this.#drawAgainAbove(thread.id, parent.id);
    this.#tell("threads", { parent: parent.id });
  }

  /** Count a message in a thread as Discord does: without the one that a forum post begins with. */
  #count(channel, id, step) {
    const thread = this.channels.get(channel);
    if (thread?.kind !== "thread" || id === channel) return;
    thread.messages += step;
    this.#drawAgainAbove(channel, thread.parent_id);
    this.#tell("threads", { parent: thread.parent_id });
  }

  /** Draw the message again that a thread was opened on. */
  #drawAgainAbove(thread, parent) {
    const above = this.messages.get(thread);
    if (above?.channel_id !== parent) return;
    this.messages.set(thread, this.#revised(above));
    this.#tell("message", { id: thread, how: "update", channel: parent });
  }

  #message(entry, how) {
    const { channel_id: channel, message: { id, author } } = entry;
    const isOld = how !== "create" && !this.messages.has(id);
    if (isOld || !this.channels.has(channel) || this.#forgotten.has(id)) return;
    if (how === "delete") this.messages.delete(id);
    else this.messages.set(id, this.#revised(entry));
    if (how === "create") this.#dropOldest(channel);
    if (how !== "update" && !entry.visible_to) this.#count(channel, id, how === "create" ? 1 : -1);
    this.#tell("message", { id, how, channel, author: author.id });
    if (how === "create" && channel !== this.channel) {
      this.unread.add(channel);
      this.#tell("unread");
    }
  }

  #interaction(interaction) {
    if (this.#forgotten.has(interaction.id)) return;
    const isNew = !this.interactions.has(interaction.id);
    this.interactions.set(interaction.id, this.#revised(interaction));
    if (this.interactions.size > INTERACTIONS_KEPT) this.interactions.delete(this.interactions.keys().next().value);
    const pressed = this.messages.get(interaction.message_id);
    if (pressed) this.messages.set(interaction.message_id, this.#revised(pressed));
    this.#tell("interaction", { ...interaction, isNew });
  }

  /** A world that runs fast writes all day long: a channel keeps its latest messages. */
  #dropOldest(channel) {
    const ids = [...this.messages.values()].filter((entry) => entry.channel_id === channel).map((entry) => entry.message.id);
    for (const id of ids.sort(byAge).slice(0, -MESSAGES_KEPT)) this.messages.delete(id);
  }

  #kept(many, key) {
    return keyed(many.filter((one) => !this.#forgotten.has(key(one))).map((one) => this.#revised(one)), key);
  }

  /** Mark a value as another one than before, so that views draw it again. */
  #revised(value) {
    this.#revision += 1;
    return { ...value, revision: this.#revision };
  }

  #request(request) {
    this.requests = [...this.requests, request].slice(-REQUESTS_KEPT);
    this.#tell("requests");
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const keyed = (many, key) => new Map(many.map((one) => [key(one), one]));
