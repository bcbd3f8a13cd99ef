// A forum: its posts as a list, each of which can be opened.

import { icon, make } from "./dom.js";
import { counted } from "./message.js";
import { timeElement } from "./moments.js";

/** Renders the posts of a forum; `look(channel)` opens one. */
export class Forum {
  #store;
  #look;

  constructor(store, look) {
    this.#store = store;
    this.#look = look;
  }

  /** Return the posts to draw, the open ones first and the newest of them on top, each under a key of what is shown of it. */
  parts() {
    const { channel, unread } = this.#store;
    const posts = this.#store.threadsIn(channel).sort((one, other) => one.archived - other.archived);
    if (!posts.length) return [{ key: `empty:${channel}`, build: () => this.#empty() }];
    return posts.map((post) => ({
      key: `post:${JSON.stringify(post)}:${unread.has(post.id)}`,
      build: () => this.#post(post, unread.has(post.id)),
    }));
  }

  #post(post, isUnread) {
    const title = [post.name, isUnread ? make("span", { class: "dot", title: "New messages" }) : null];
    return make("button", { type: "button", class: `post${post.archived ? " archived" : ""}`, "data-id": post.id, onclick: () => this.#look(post.id) },
      post.tags.length ? make("span", { class: "tags" }, post.tags.map((tag) => make("span", { class: "tag" }, tag))) : null,
      make("strong", { class: "post-title" }, title),
      make("span", { class: "post-facts" },
        timeElement(post.opened_at, "R", this.#store), ` · ${counted(post.messages)}`,
        post.locked ? " · locked" : null, post.archived ? " · archived" : null));
  }

  #empty() {
    const { name } = this.#store.channels.get(this.#store.channel);
    return make("div", { class: "welcome" }, make("h2", {}, icon("forum"), name),
      make("p", {}, "No posts yet. What is announced here becomes a post of its own."));
  }
}
