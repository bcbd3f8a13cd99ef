// The live connection: everything at first, then each change; it mends itself when it breaks.

import { Refused, get, stream } from "./api.js";

const AGAIN_AFTER = 1000;

/** Keeps the store at what the sandbox shows one person. */
export class Live {
  #store;
  #source = null;
  #waiting = null;
  #turn = 0;
  #user = null;
  #mark = null;

  constructor(store) {
    this.#store = store;
    // A browser opens six connections to one place, which tabs that nobody looks at would use up.
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#rest() : this.#open()));
  }

  /** Show the world as this person sees it, from now on. */
  async follow(user) {
    this.#stop();
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const snapshot = await get("state", { user });
      // Meanwhile somebody else may be meant.
      if (turn !== this.#turn) return;
      this.#store.load(snapshot);
      this.#user = user;
      this.#mark = snapshot.mark;
      this.#open();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (turn === this.#turn) this.#lost(user);
    }
  }

  /** Listen to what follows the mark, unless nobody looks. */
  #open() {
    if (document.hidden || this.#source || this.#mark === null) return;
    const user = this.#user;
    const source = stream(user, this.#mark);
    this.#source = source;
    source.onopen = () => this.#store.connected(true);
    source.onmessage = ({ data, lastEventId }) => {
      const event = JSON.parse(data);
      this.#mark = lastEventId || this.#mark;
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
    this.#mark = null;
    this.#rest();
  }

  #rest() {
    this.#source?.close();
    this.#source = null;
  }
}
