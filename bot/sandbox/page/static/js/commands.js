// The bot's commands as one types them: each with its subcommands spelled out.

const SUBCOMMAND = 1;
const GROUP = 2;

/** Return every command that can be sent, described in a language, sorted by what one types for it. */
export function spelledOut(commands, locale) {
  return commands.flatMap((command) => leaves(command, command.name, locale)).sort((one, other) => one.path.localeCompare(other.path));
}

/** Return the commands that fit what was typed: first those that begin with it. */
export function matching(commands, typed) {
  const wanted = typed.toLowerCase().replace(/\s+/g, " ").trimStart();
  const rank = ({ path, description }) => {
    if (path.startsWith(wanted)) return 0;
    if (path.includes(wanted.trim())) return 1;
    return wanted.length > 2 && description.toLowerCase().includes(wanted.trim()) ? 2 : 3;
  };
  return commands.filter((one) => rank(one) < 3).sort((one, other) => rank(one) - rank(other));
}

/** Split a line into the command it begins with and what follows, or null. */
export function beginning(commands, line) {
  const text = line.replace(/^\//, "");
  const found = commands
    .filter(({ path }) => text.toLowerCase().startsWith(`${path} `))
    .sort((one, other) => other.path.length - one.path.length)[0];
  return found ? { command: found, rest: text.slice(found.path.length + 1) } : null;
}

/** Split `name:value name:value` into pairs; text before the first name is left over. */
export function typedOptions(options, text) {
  const names = options.map((option) => option.name.replace(/[^\w]/g, "\\$&")).join("|");
  if (!names) return { pairs: [], left: text };
  const marks = [...text.matchAll(new RegExp(`(?:^|\\s)(${names}):\\s?`, "g"))];
  const pairs = marks.map((mark, at) => ({
    option: options.find((option) => option.name === mark[1]),
    text: text.slice(mark.index + mark[0].length, marks[at + 1]?.index).trim(),
  }));
  return { pairs, left: text.slice(0, marks[0]?.index) };
}

function leaves(node, path, locale) {
  const options = node.options ?? [];
  const nested = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (nested.length) return nested.flatMap((one) => leaves(one, `${path} ${one.name}`, locale));
  return [{ path, description: said(node, "description", locale), options: options.map((option) => localized(option, locale)) }];
}

function localized(option, locale) {
  const choices = option.choices?.map((choice) => ({ ...choice, name: said(choice, "name", locale) }));
  return { ...option, description: said(option, "description", locale), choices };
}

const said = (node, key, locale) => node[`${key}_localizations`]?.[locale] ?? node[key];
