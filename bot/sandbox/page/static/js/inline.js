// Discord's markdown within a line, as a tree: {kind, children} or {kind, text, ...}.

const MARKS = [
  ["**", "strong"],
  ["__", "underline"],
  ["~~", "strike"],
  ["||", "spoiler"],
  ["*", "emphasis"],
  ["_", "emphasis"],
];
const DEEPEST = 8;
const WORD = /[\p{L}\p{N}_]/u;
const ESCAPABLE = /[^\p{L}\p{N}\s]/u;
const SPECIAL = /[\\`*_~|[<h]/g;

// Each is tried where its first character stands; the sticky flag keeps a match to that place.
const TOKENS = {
  "<": [
    [/<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y, ([, moment, style]) => ({ kind: "moment", moment: Number(moment), style })],
    [/<\/([-_'\p{L}\p{N} ]{1,100}):(\d+)>/uy, ([, name]) => ({ kind: "command", name })],
    [/<#(\d+)>/y, ([, id]) => ({ kind: "channel", id })],
    [/<@&(\d+)>/y, ([, id]) => ({ kind: "role", id })],
    [/<@!?(\d+)>/y, ([, id]) => ({ kind: "user", id })],
    [/<(https?:\/\/[^\s<>]+)>/y, ([, url]) => linked(url, [plain(url)])],
  ],
  h: [[/https?:\/\/[^\s<>]+/y, ([found]) => bareLink(found)]],
};

/** Read a text; links cannot stand in the label of a link. */
export function readInline(text, depth = 0, isLabel = false) {
  const nodes = [];
  let at = 0;
  let kept = "";
  const flush = () => {
    if (kept) nodes.push(plain(kept));
    kept = "";
  };
  while (at < text.length) {
    const found = depth < DEEPEST ? special(text, at, depth, isLabel) : null;
    if (found === null) {
      const next = nextSpecial(text, at + 1);
      kept += text.slice(at, next);
      at = next;
    } else {
      if (found.node.kind === "text") kept += found.node.text;
      else {
        flush();
        nodes.push(found.node);
      }
      at = found.end;
    }
  }
  flush();
  return nodes;
}

const plain = (text) => ({ kind: "text", text });

function nextSpecial(text, from) {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(text)?.index ?? text.length;
}

/** Return what begins at a place and where it ends, or null where it is plain text. */
function special(text, at, depth, isLabel) {
  const sign = text[at];
  if (sign === "\\") return escaped(text, at);
  if (sign === "`") return code(text, at);
  if (sign === "[") return isLabel ? null : maskedLink(text, at, depth);
  for (const [pattern, build] of TOKENS[sign] ?? []) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && !(isLabel && sign === "h") ? build(match) : null;
    if (node) return { node, end: at + (node.length ?? match[0].length) };
  }
  return marked(text, at, depth, isLabel);
}

function escaped(text, at) {
  const next = text.slice(at + 1, at + 3);
  if (!next || !ESCAPABLE.test(next[0]) || next[0] === "\n") return null;
  return { node: plain(next[0]), end: at + 2 };
}

function code(text, at) {
  const fence = /`+/y;
  fence.lastIndex = at;
  const [open] = fence.exec(text);
  const close = new RegExp(`(?<!\`)${open}(?!\`)`, "g");
  close.lastIndex = at + open.length;
  const found = close.exec(text);
  if (!found) return { node: plain(open), end: at + open.length };
  const inside = text.slice(at + open.length, found.index);
  return { node: { kind: "code", text: inside.replace(/^ (.*`) $|^ (`.*) $/su, "$1$2") }, end: found.index + open.length };
}

function marked(text, at, depth, isLabel) {
  for (const [mark, kind] of MARKS) {
    if (!text.startsWith(mark, at)) continue;
    const end = closing(text, at, mark);
    if (end < 0) continue;
    const children = readInline(text.slice(at + mark.length, end), depth + 1, isLabel);
    return { node: { kind, children }, end: end + mark.length };
  }
  return null;
}

/** Return where the mark that opens at a place closes, or -1. */
function closing(text, at, mark) {
  const start = at + mark.length;
  const isWordy = mark === "_";
  const isSingle = mark.length === 1;
  if (isSingle && /\s/.test(text[start] ?? " ")) return -1;
  if (isWordy && at > 0 && WORD.test(text[at - 1])) return -1;
  for (let place = start; place < text.length; place += 1) {
    if (text[place] === "\\") place += 1;
    else if (isSingle && text.startsWith(mark + mark, place)) place += 1;
    else if (text.startsWith(mark, place) && place > start) {
      // Of three marks in a row the last two close.
      const end = !isSingle && text[place + mark.length] === mark[0] ? place + 1 : place;
      const before = text[end - 1];
      const after = text[end + mark.length] ?? " ";
      if ((!isSingle || !/\s/.test(before)) && !(isWordy && WORD.test(after))) return end;
    }
  }
  return -1;
}

const MASKED = /\[((?:\\.|[^\\[\]\n]|\[[^[\]\n]*\])+)\]\((?:<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<>]+?))(?:\s+"[^"\n]*")?\)/isy;

function maskedLink(text, at, depth) {
  MASKED.lastIndex = at;
  const match = MASKED.exec(text);
  if (!match) return null;
  const [whole, label, quoted, bare] = match;
  const node = linked(quoted ?? bare, readInline(label, depth + 1, true));
  return node && { node, end: at + whole.length };
}

function bareLink(found) {
  const address = found.replace(/[.,:;!?'"*_~|\\]+$|\)+$/u, (tail) => (tail[0] === ")" && found.includes("(") ? tail : ""));
  const node = linked(address, [plain(address)]);
  return node && { ...node, length: address.length };
}

/** Return a link, or null for an address that is none of the web. */
function linked(address, children) {
  try {
    const url = new URL(address.replace(/\\(?=[^\w\s])/g, ""));
    const isWeb = url.protocol === "https:" || url.protocol === "http:";
    return isWeb ? { kind: "link", url: url.href, children } : null;
  } catch {
    return null;
  }
}
