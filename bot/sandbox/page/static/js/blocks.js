// Discord's markdown line by line, as a tree: headings, quotes, lists, code blocks and paragraphs.

import { readInline } from "./inline.js";

const HEADING = /^(#{1,3})\s+(\S.*)$/;
const SMALL = /^-#\s+(\S.*)$/;
const QUOTE = /^>(?: (.*))?$/;
const ITEM = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;
const FENCE = /```(?:([\w+.-]+)\n)?\n*([\s\S]*?)\n*```/g;

/** Read a text of several lines. */
export function readBlocks(text) {
  const blocks = [];
  let at = 0;
  for (const match of text.matchAll(FENCE)) {
    if (!match[2].trim() || text[match.index - 1] === "\\") continue;
    blocks.push(...readLines(text.slice(at, match.index).replace(/\n$/, "")));
    blocks.push({ kind: "codeblock", text: match[2] });
    at = match.index + match[0].length;
  }
  return [...blocks, ...readLines(text.slice(at).replace(at ? /^\n/ : /^$/, ""))];
}

function readLines(text) {
  if (!text) return [];
  const lines = text.split("\n");
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    const { block, used } = readOne(lines, at);
    const last = blocks.at(-1);
    if (block.kind === "paragraph" && last?.kind === "paragraph") last.lines.push(...block.lines);
    else blocks.push(block);
    at += used;
  }
  return blocks;
}

function readOne(lines, at) {
  const line = lines[at];
  const heading = HEADING.exec(line);
  if (heading) return { block: { kind: "heading", level: heading[1].length, children: readInline(heading[2]) }, used: 1 };
  const small = SMALL.exec(line);
  if (small) return { block: { kind: "small", children: readInline(small[1]) }, used: 1 };
  if (line.startsWith(">>> ")) {
    const rest = [line.slice(4), ...lines.slice(at + 1)];
    return { block: { kind: "quote", children: readLines(rest.join("\n")) }, used: rest.length };
  }
  if (QUOTE.test(line) && line.length > 1) return quote(lines, at);
  if (ITEM.test(line)) return list(lines, at);
  return { block: { kind: "paragraph", lines: [readInline(line)] }, used: 1 };
}

function quote(lines, at) {
  const inside = [];
  while (at + inside.length < lines.length && QUOTE.test(lines[at + inside.length])) {
    inside.push(QUOTE.exec(lines[at + inside.length])[1] ?? "");
  }
  const children = inside.map((line) => ({ kind: "paragraph", lines: [readInline(line)] }));
  return { block: { kind: "quote", children }, used: inside.length };
}

function list(lines, at) {
  const items = [];
  while (at + items.length < lines.length) {
    const match = ITEM.exec(lines[at + items.length]);
    if (!match) break;
    const [, indent, sign, text] = match;
    const number = /\d/.test(sign) ? Number.parseInt(sign, 10) : null;
    items.push({ depth: Math.min(3, Math.floor(indent.length / 2)), number, children: readInline(text) });
  }
  return { block: { kind: "list", items }, used: items.length };
}
