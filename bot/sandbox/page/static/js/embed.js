// One embed.

import { make } from "./dom.js";
import { stamp } from "./moments.js";
import { local, picture } from "./pictures.js";

const FIELDS_IN_A_ROW = 3;

/** Render an embed as Discord lays it out. */
export function embedElement(embed, markdown, store) {
  const element = make("article", { class: "embed" },
    make("div", { class: "embed-text" }, author(embed, markdown), title(embed, markdown), description(embed, markdown), fields(embed, markdown)),
    embed.thumbnail ? picture(embed.thumbnail.url, "thumbnail", embed.thumbnail.description) : null,
    embed.image ? picture(embed.image.url, "image", embed.image.description) : null,
    footer(embed, store));
  if (embed.color) element.style.setProperty("--bar", hex(embed.color));
  return element;
}

/** Write a colour that Discord gives as a number. */
export const hex = (color) => `#${color.toString(16).padStart(6, "0")}`;

function author({ author: one }) {
  if (!one) return null;
  return make("div", { class: "author" }, littlePicture(one.icon_url), one.url ? outside(one.url, one.name) : one.name);
}

function title(embed, markdown) {
  if (!embed.title) return null;
  const text = markdown.inline(embed.title);
  return make("div", { class: "title" }, embed.url ? outside(embed.url, text) : text);
}

function description(embed, markdown) {
  return embed.description ? make("div", { class: "description" }, markdown.blocks(embed.description)) : null;
}

function fields(embed, markdown) {
  if (!embed.fields?.length) return null;
  return make("div", { class: "fields" }, rows(embed.fields).flatMap((row) => row.map((field) =>
    make("div", { class: `field of-${row.length}` },
      make("div", { class: "field-name" }, markdown.inline(field.name)), make("div", { class: "field-value" }, markdown.blocks(field.value))))));
}

/** Put inline fields side by side, three at most; the others stand alone. */
function rows(many) {
  const result = [];
  for (const field of many) {
    const last = result.at(-1);
    const fits = field.inline && last?.[0].inline && last.length < FIELDS_IN_A_ROW;
    if (fits) last.push(field);
    else result.push([field]);
  }
  return result;
}

function footer(embed, store) {
  const moment = embed.timestamp ? stamp(Date.parse(embed.timestamp) / 1000, store.now()) : "";
  const text = [embed.footer?.text, moment].filter(Boolean).join(" • ");
  return text ? make("div", { class: "footer" }, littlePicture(embed.footer?.icon_url), make("span", {}, text)) : null;
}

function littlePicture(address) {
  const source = address && local(address);
  return source ? make("img", { src: source, alt: "", class: "little" }) : null;
}

function outside(address, children) {
  const isWeb = /^https?:\/\//i.test(address);
  return isWeb ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, children) : make("span", {}, children);
}
