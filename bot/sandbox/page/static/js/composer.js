// The command line: completes commands, options and values, by keyboard, mouse or touch.

import { Refused, get, post } from "./api.js";
import { beginning, spelledOut, typedOptions } from "./commands.js";
import { Line } from "./line.js";
import { commandOffers, loadingOffers, optionOffers, valueOffers } from "./offers.js";
import { Suggestions } from "./suggestions.js";

const TYPING_PAUSE = 120;

/** Lets a person write and use commands in the channel that is looked at. */
export class Composer {
  #store;
  #line;
  #suggestions;
  #problem;
  #commands = [];
  #last = null;
  #question = 0;
  #pause = null;

  constructor({ box, chips, suggestions, problem, send }, store) {
    this.#store = store;
    this.#problem = problem;
    this.#suggestions = new Suggestions(suggestions);
    this.#line = new Line(chips, {
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#typed(),
      onfocus: () => this.#offer(),
    });
    send.addEventListener("pointerdown", (event) => event.preventDefault());
    send.addEventListener("click", () => this.#send());
    box.addEventListener("focusout", ({ relatedTarget }) => box.contains(relatedTarget) || this.#close());
    box.addEventListener("click", (event) => isForItself(event) || this.#line.input.focus());
    for (const type of ["all", "look", "commands"]) store.addEventListener(type, () => this.#refresh());
  }

  /** Put a command into the line, as a pressed mention does. */
  choose(path) {
    const command = this.#commands.find((one) => one.path === path);
    if (command) this.#begin(command);
    else this.#say(`/${path} is not available to you here.`);
  }

  /** Put the cursor into the line. */
  focus() {
    this.#line.focus();
  }

  async #refresh() {
    const { me, channel } = this.#store;
    this.#placeholder();
    try {
      const commands = await get("commands", { user: me, channel });
      if (me !== this.#store.me || channel !== this.#store.channel) return;
      this.#commands = spelledOut(commands, this.#store.locale);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#commands = [];
    }
    const { command } = this.#line;
    if (command && !this.#commands.some((one) => one.path === command.path)) this.#line.clear();
    if (this.#line.inputs.includes(document.activeElement)) this.#offer();
  }

  #placeholder() {
    const channel = this.#store.channels.get(this.#store.channel);
    // A quick hand types before the page knows where it is.
    if (!channel) return;
    const { command, unused, input } = this.#line;
    const name = `${{ direct: "@", thread: "" }[channel.kind] ?? "#"}${channel.name}`;
    input.disabled = !channel.writable;
    if (channel.kind === "forum") input.placeholder = "Open a post to write in it";
    else if (!channel.writable) input.placeholder = `Nobody can write in ${name}`;
    else if (!command) input.placeholder = `Message ${name}, or / for commands`;
    else input.placeholder = unused.length ? `+ ${unused.length} optional` : "";
  }

  #begin(command) {
    this.#line.begin(command);
    this.#changed();
  }

  #take(option) {
    this.#line.add(option).input.focus();
    this.#changed();
  }

  #fill(field, choice) {
    field.choose(choice);
    this.#line.focus();
    this.#changed();
  }

  /** What is in the line changed by itself or by a choice. */
  #changed() {
    this.#say("");
    this.#placeholder();
    this.#offer();
  }

  #typed() {
    const { input } = this.#line;
    this.#say("");
    if (!this.#line.command) {
      const found = input.value.startsWith("/") ? beginning(this.#commands, input.value) : null;
      if (found) {
        this.#line.begin(found.command);
        this.#line.input.value = found.rest;
        this.#typeOptions(found.rest);
      }
    } else this.#typeOptions(this.#line.focused?.input.value ?? input.value, this.#line.focused);
    this.#placeholder();
    this.#offer();
  }

  /** Take options written out as `name:value`, at the end of the line or behind a field's value. */
  #typeOptions(text, field = null) {
    const open = this.#line.command.options.filter((option) => {
      const used = this.#line.fieldOf(option);
      return !used?.input.value || used === field;
    });
    const { pairs, left } = typedOptions(open, text);
    if (!pairs.length) return;
    if (field) field.type(left.trim());
    else this.#line.input.value = left.trimStart();
    for (const { option, text: value } of pairs) {
      const named = this.#line.fieldOf(option) ?? this.#line.add(option);
      named.type(value);
      named.input.focus();
    }
  }

  async #offer() {
    clearTimeout(this.#pause);
    this.#question += 1;
    const question = this.#question;
    const { command, focused, input } = this.#line;
    if (focused) {
      if (focused.option.autocomplete) {
        // What was offered for another text must not be taken for this one.
        this.#suggestions.show(focused.input, loadingOffers(focused));
        await this.#pauseFor(focused);
        if (question !== this.#question) return;
      }
      const offers = await valueOffers(this.#line, focused, this.#store, (field, choice) => this.#fill(field, choice));
      if (question === this.#question) this.#suggestions.show(focused.input, offers);
    } else if (command) {
      this.#suggestions.show(input, optionOffers(this.#line, (option) => this.#take(option)));
    } else if (input.value.startsWith("/")) {
      this.#suggestions.show(input, commandOffers(this.#commands, input.value, (one) => this.#begin(one)));
    } else this.#suggestions.close();
  }

  /** Ask the bot only once a hand has come to rest, and once where several things changed. */
  #pauseFor({ input }) {
    return new Promise((resolve) => {
      this.#pause = setTimeout(resolve, input.value ? TYPING_PAUSE : 0);
    });
  }

  #close() {
    this.#question += 1;
    clearTimeout(this.#pause);
    this.#suggestions.close();
  }

  #key(event) {
    const actions = {
      ArrowDown: () => this.#suggestions.isOpen && this.#moved(1),
      ArrowUp: () => (this.#suggestions.isOpen && this.#moved(-1)) || this.#again(),
      ArrowLeft: () => this.#line.step(event.target, -1),
      ArrowRight: () => this.#line.step(event.target, 1),
      Backspace: () => this.#back(event.target),
      Escape: () => this.#escape(),
      Tab: () => !event.shiftKey && this.#suggestions.take(true),
      Enter: () => this.#enter(),
    };
    if (event.isComposing || !(event.key in actions)) return;
    if (actions[event.key]()) event.preventDefault();
  }

  #moved(step) {
    this.#suggestions.move(step);
    return true;
  }

  /** Take the offer that was moved to; else send what is whole, or lead to what is missing; else complete. */
  #enter() {
    const { command, focused, input } = this.#line;
    const typed = input.value.trim().toLowerCase();
    const named = command ? null : this.#commands.find(({ path }) => typed === `/${path}`);
    if (this.#suggestions.isMovedTo) this.#suggestions.take();
    else if (named) {
      this.#line.begin(named);
      this.#sendOrLead();
    } else if (focused?.isWhole(this.#store)) this.#sendOrLead();
    else if (!this.#suggestions.take()) this.#send();
    return true;
  }

  /** Send the command, or where a value is missing put the cursor there. */
  #sendOrLead() {
    if (!this.#line.missing) this.#send();
    else {
      this.#line.focus();
      this.#changed();
    }
  }

  #escape() {
    if (this.#suggestions.isOpen) this.#close();
    else if (this.#line.command) {
      this.#line.clear();
      this.#line.input.focus();
      this.#changed();
    } else return false;
    return true;
  }

  #back(input) {
    if (input.selectionEnd !== 0 || !this.#line.command) return false;
    const { focused, fields } = this.#line;
    if (focused && !focused.input.value) this.#line.remove(focused);
    else if (!focused && fields.length) fields.at(-1).input.focus();
    else if (!focused) {
      const { path } = this.#line.command;
      this.#line.clear();
      this.#line.input.value = `/${path}`;
    } else return false;
    this.#changed();
    return true;
  }

  /** Bring the last command back into an empty line. */
  #again() {
    if (!this.#last || this.#line.command || this.#line.input.value) return false;
    const command = this.#commands.find((one) => one.path === this.#last.path);
    if (!command) return false;
    this.#line.begin(command);
    for (const { name, text, chosen } of this.#last.values) {
      const option = command.options.find((one) => one.name === name);
      const field = this.#line.fieldOf(option) ?? this.#line.add(option);
      if (chosen) field.choose({ name: text, value: chosen.value });
      else field.type(text);
    }
    this.#line.input.focus();
    this.#changed();
    return true;
  }

  async #send() {
    const { command, input } = this.#line;
    if (!command && !input.value.trim()) return;
    this.#close();
    try {
      if (command) await this.#use(command);
      else if (input.value.startsWith("/")) throw new Refused(`There is no command ${input.value}`);
      else await this.#post("say", { content: input.value });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#close();
      this.#say(error.message);
    }
  }

  async #use(command) {
    const options = {};
    for (const field of this.#line.fields) {
      const { value, problem } = field.result(this.#store);
      if (problem) {
        field.mark(true);
        field.input.focus();
        throw new Refused(problem);
      }
      options[field.option.name] = value;
    }
    if (this.#line.input.value.trim()) throw new Refused(`/${command.path} has no option ${this.#line.input.value.trim()}`);
    const values = this.#line.fields.map((field) => ({
      name: field.option.name,
      text: field.input.value,
      chosen: field.isChosen ? field.result(this.#store) : null,
    }));
    this.#last = { path: command.path, values };
    await this.#post("command", { name: command.path, options });
  }

  /** The line is free for what comes next at once; what was refused comes back unless something did. */
  async #post(what, body) {
    const { me, channel } = this.#store;
    const sent = this.#line.lift();
    this.#line.input.focus();
    this.#placeholder();
    try {
      await post(what, { user: me, channel, ...body });
    } catch (error) {
      if (error instanceof Refused && this.#line.isEmpty) this.#line.put(sent);
      this.#placeholder();
      throw error;
    }
  }

  #say(sentence) {
    this.#problem.textContent = sentence;
    this.#problem.hidden = !sentence;
  }
}

/** Tell whether a press means what it hit; an offer that was taken is gone from the page by now. */
function isForItself(event) {
  return event.composedPath().some((one) => one.matches?.("input, button, label, #suggestions"));
}
