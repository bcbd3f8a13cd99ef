// Pictures and files: only what this machine serves is loaded.

import { icon, make } from "./dom.js";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Return an address as this page may load it, or null for one that lies elsewhere.
 *
 * As Discord shows pictures by way of its own servers, so does this page those of the sandbox's Nadeo, which it draws itself.
 */
export function local(address) {
  try {
    const url = new URL(address, location.href);
    if (!LOOPBACK.has(url.hostname)) return null;
    return url.port === location.port ? url.pathname + url.search : `/_sandbox/media${url.pathname}`;
  } catch {
    return null;
  }
}

/** Show a picture, or say where it would come from. */
export function picture(address, className, description = "") {
  const source = local(address);
  if (source) return make("img", { src: source, class: className, alt: description, loading: "lazy" });
  return make("div", { class: `${className} elsewhere` }, "A picture from elsewhere, which the sandbox does not load: ", make("code", {}, address));
}

/** Show a file that hangs on a message. */
export function attachment(file) {
  const address = local(file.url) ?? "#";
  if (file.content_type?.startsWith("image/")) return picture(file.url, "attached", file.description ?? file.filename);
  return make("a", { class: "file", href: address, download: file.filename },
    icon("file"), make("span", {}, make("strong", {}, file.filename), make("small", {}, size(file.size))));
}

function size(bytes) {
  const units = ["bytes", "KB", "MB"];
  const step = Math.min(2, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** step).toLocaleString(undefined, { maximumFractionDigits: 2 })} ${units[step]}`;
}
