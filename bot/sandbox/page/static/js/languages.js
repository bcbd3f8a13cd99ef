// A choice among the bot's languages.

import { make } from "./dom.js";

/** Make the choice; `choose(locale)` carries it on, `show(languages, locale)` brings it up to date. */
export function languageSelect(label, choose) {
  const select = make("select", { onchange: () => choose(select.value) });
  const show = (languages, locale) => {
    const names = languages.map((one) => make("option", { value: one.locale }, one.name));
    if (select.options.length !== names.length) select.replaceChildren(...names);
    select.value = locale;
  };
  return { element: make("label", { class: "language" }, make("span", {}, label), select), show };
}
