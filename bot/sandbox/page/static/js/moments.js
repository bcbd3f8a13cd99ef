// Discord's timestamps: in the reader's own zone, and those that count alive.

import { make } from "./dom.js";

const FORMATS = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
const LIVE_EVERY = 1000;
const FARTHEST = 8_640_000_000_000;

let locale;

/** Write from now on in the language of a locale: as the browser does where it is its own, else as is usual for it. */
export function speak(read) {
  const own = navigator.languages.find((one) => languageOf(one) === languageOf(read));
  locale = own ?? read;
}

const languageOf = (one) => one.split("-")[0];

/** Write a moment (in seconds) in one of Discord's styles; `now` is in milliseconds. */
export function written(moment, style, now) {
  if (Math.abs(moment) > FARTHEST) return "Invalid Date";
  if (style === "R") return relative(moment - now / 1000);
  return new Intl.DateTimeFormat(locale, FORMATS[style] ?? FORMATS.f).format(moment * 1000);
}

/** Write how far away something is. */
export function relative(seconds) {
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, span]) => size >= span * 0.95) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "always" }).format(Math.round(seconds / length), unit);
}

/** Write when a message came, as short as it can be understood. */
export function stamp(moment, now) {
  const day = (time) => new Date(time).toDateString();
  const clock = written(moment, "t", now);
  if (day(moment * 1000) === day(now)) return clock;
  if (day(moment * 1000) === day(now - 86_400_000)) return `${yesterday()} ${clock}`;
  return `${written(moment, "d", now)} ${clock}`;
}

function yesterday() {
  const word = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-1, "day");
  return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
}

/** Make a timestamp that keeps itself right. */
export function timeElement(moment, style, store) {
  return make("time", {
    class: "moment",
    "data-moment": moment,
    "data-style": style ?? "f",
    title: written(moment, "F", 0),
  }, written(moment, style, store.now()));
}

/** Keep all relative timestamps of the page right. */
export function keepTime(store) {
  const look = () => {
    for (const element of document.querySelectorAll('time[data-style="R"]')) {
      const text = written(Number(element.dataset.moment), "R", store.now());
      if (element.textContent !== text) element.textContent = text;
    }
    setTimeout(look, Math.max(100, LIVE_EVERY / Math.max(1, store.world?.speed ?? 1)));
  };
  look();
}
