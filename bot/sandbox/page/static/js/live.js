// The live connection: everything at first, then each change; it mends itself when it breaks.

import { Refused, get, stream } from "./api.js";

const AGAIN_AFTER = 1000;

/** Keeps the store at what the sandbox shows one person. */
export class Live {
  #store;
  #source = null;
  #waiting = null;

  constructor(store) {
    this.#store = store;
  }

  /** Show the world as this person sees it, from now on. */
  async follow(user) {
    this.#stop();
    try {
      const snapshot = await get("state", { user });
      this.#store.load(snapshot);
      this.#open(user, snapshot.mark);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#lost(user);
    }
  }

  #open(user, mark) {
    const source = stream(user, mark);
    this.#source = source;
    source.onopen = () => this.#store.connected(true);
    source.onmessage = ({ data }) => {
      const event = JSON.parse(data);
      if (event.type === "reset") this.follow(user);
      else this.#store.apply(event);
    };
    source.onerror = () => {
      this.#store.connected(false);
      // A browser tries again by itself unless it was refused outright.
      if (source.readyState === EventSource.CLOSED) this.#lost(user);
    };
  }

  #lost(user) {
    this.#stop();
    this.#store.connected(false);
    this.#waiting = setTimeout(() => this.follow(user), AGAIN_AFTER);
  }

  #stop() {
    clearTimeout(this.#waiting);
    this.#source?.close();
    this.#source = null;
  }
}
