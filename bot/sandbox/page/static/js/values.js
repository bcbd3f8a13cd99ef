// The values of a command's options: what is offered for each kind, and what may be sent.

import { entities } from "./components.js";

const INTEGER = 4;
const BOOLEAN = 5;
const NUMBER = 10;
const ENTITIES = { 6: "users", 7: "channels", 8: "roles" };
const YES_NO = [{ name: "True", value: true }, { name: "False", value: false }];
const MOST_OFFERED = 25;

/** Return the choices that an option has by itself, or null where anything may be typed. */
export function fixedChoices(option, store) {
  if (option.choices?.length) return option.choices;
  if (option.type === BOOLEAN) return YES_NO;
  if (!(option.type in ENTITIES)) return null;
  return entities(store, ENTITIES[option.type], option.channel_types).map(({ label, value }) => ({ name: label, value }));
}

/** Return the choices that fit what is typed. */
export function fitting(choices, typed) {
  const wanted = typed.trim().toLowerCase();
  return choices.filter(({ name }) => name.toLowerCase().includes(wanted)).slice(0, MOST_OFFERED);
}

/** Return {value} for what was typed into an option, or {problem}. */
export function typedValue(option, typed, store) {
  const text = typed.trim();
  if (!text) return { problem: `${option.name} is empty` };
  const choices = fixedChoices(option, store);
  if (choices) {
    const chosen = choices.find(({ name, value }) => name.toLowerCase() === text.toLowerCase() || String(value) === text);
    return chosen ? { value: chosen.value } : { problem: `Choose one of the values for ${option.name}` };
  }
  if (option.type === INTEGER || option.type === NUMBER) return numberOf(option, text);
  if (option.min_length && text.length < option.min_length) return { problem: `${option.name} needs at least ${option.min_length} characters` };
  if (option.max_length && text.length > option.max_length) return { problem: `${option.name} takes at most ${option.max_length} characters` };
  return { value: text };
}

function numberOf(option, text) {
  const form = option.type === INTEGER ? /^-?\d{1,15}$/ : /^-?\d+(\.\d+)?$/;
  const number = Number(text);
  if (!form.test(text)) return { problem: `${option.name} must be a ${option.type === INTEGER ? "whole " : ""}number` };
  if (number < (option.min_value ?? -Infinity)) return { problem: `${option.name} must be at least ${option.min_value}` };
  if (number > (option.max_value ?? Infinity)) return { problem: `${option.name} must be at most ${option.max_value}` };
  return { value: number };
}
