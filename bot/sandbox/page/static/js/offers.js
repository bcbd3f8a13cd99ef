// What to offer for what is being typed: commands, options, values.

import { Refused, post } from "./api.js";
import { matching } from "./commands.js";
import { fitting, fixedChoices } from "./values.js";

const MOST_COMMANDS = 50;

/** Return offers for a text that begins with a slash. */
export function commandOffers(commands, text, take) {
  const found = matching(commands, text.slice(1)).slice(0, MOST_COMMANDS);
  return {
    heading: text.length > 1 ? `Commands matching ${text}` : "Commands",
    offers: found.map((command) => ({
      name: `/${command.path}`,
      note: command.options.map((option) => (option.required ? option.name : `${option.name}?`)).join(" "),
      description: command.description,
      take: () => take(command),
    })),
    first: 0,
    empty: commands.length ? `No command matches ${text}` : "Pitwall has no commands yet: it is still starting.",
  };
}

/** Return offers for the options that a command has left. */
export function optionOffers(line, take) {
  const typed = line.input.value.trim().toLowerCase();
  const found = line.unused.filter((option) => option.name.includes(typed));
  return {
    heading: `/${line.command.path}: options`,
    offers: found.map((option) => ({ name: option.name, description: option.description, take: () => take(option) })),
    first: typed ? 0 : -1,
    empty: typed ? `No option matches ${typed}` : "",
  };
}

/** Return what is shown until the bot has told what fits. */
export function loadingOffers({ option }) {
  return { heading: headingOf(option), offers: [], empty: "Loading options …" };
}

/** Return offers for a value; the bot is asked where the option wants that. */
export async function valueOffers(line, field, store, take) {
  const { option } = field;
  const typed = field.isChosen ? "" : field.input.value;
  const fixed = fixedChoices(option, store);
  const heading = headingOf(option);
  if (!fixed && !option.autocomplete) return { heading, offers: [], empty: " " };
  try {
    const choices = fixed ? fitting(fixed, typed) : await suggested(line, field, store);
    const offers = choices.map((choice) => ({ name: choice.name, take: () => take(field, choice) }));
    // Where anything may be typed, an offer is taken only by whoever moves to it.
    return { heading, offers, first: fixed && !field.isChosen ? 0 : -1, empty: "No options match your search." };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { heading, offers: [], empty: error.message, isProblem: true };
  }
}

const headingOf = (option) => `${option.name}: ${option.description}`;

async function suggested(line, field, store) {
  const options = {};
  for (const other of line.fields) {
    if (other === field) options[field.option.name] = field.input.value;
    else {
      const { value } = other.result(store);
      if (value !== undefined) options[other.option.name] = value;
    }
  }
  const body = { user: store.me, channel: store.channel, name: line.command.path, options, focused: field.option.name };
  return (await post("autocomplete", body)).choices;
}
