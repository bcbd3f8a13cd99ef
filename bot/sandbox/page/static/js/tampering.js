// What can be taken away from the bot in its server: rights in the channel in sight, channels, a role; and its language.

import { make } from "./dom.js";
import { languageSelect } from "./languages.js";

const RIGHTS = {
  view: "View Channel",
  send: "Send Messages",
  "send-in-threads": "Send in Threads",
  "create-threads": "Create Public Threads",
  connect: "Connect",
  embed: "Embed Links",
  history: "Read History",
};
const TALKING = ["voice", "stage"];

/** Make the section; `act(what, body)` carries a press to the sandbox, `show(store)` brings it up to date. */
export function tamperingSection(act) {
  const heading = make("h3");
  const rights = Object.keys(RIGHTS).map((right) => rightSwitch(right, act));
  const switches = make("div", { class: "modes rights" }, rights.map((one) => one.element));
  const presses = make("div", { class: "presses" });
  const language = languageSelect("The server prefers", (locale) => act("locale", { locale }));
  const element = make("section", {}, heading, switches, language.element, presses);
  let drawn = "";
  const show = ({ world: { server }, channels, channel: here, languages }) => {
    language.show(languages, server.locale);
    const channel = ownChannel(channels, here);
    heading.textContent = channel ? `Pitwall in #${channel.name}` : "Pitwall's server";
    switches.hidden = !channel;
    for (const one of rights) one.show(channel, server.denied[channel?.id] ?? []);
    const wanted = JSON.stringify([channel, server.deleted, server.role]);
    // Redrawn only where it is another: whoever stands on a button is not thrown off it.
    if (wanted !== drawn) presses.replaceChildren(...pressesOf(server, channel, act));
    drawn = wanted;
  };
  return { element, show };
}

/** Return the channel whose rights hold in the one in sight: a thread follows the one it is in. */
function ownChannel(channels, here) {
  const seen = channels.get(here);
  if (!seen || seen.kind === "direct") return null;
  return channels.get(seen.parent_id) ?? seen;
}

function rightSwitch(right, act) {
  let channel = null;
  const input = make("input", { type: "checkbox", name: `right-${right}`, onchange: () => act("right", { channel, right, given: input.checked }) });
  const state = make("small");
  const element = make("label", {}, input, make("span", {}, make("strong", {}, RIGHTS[right]), state));
  const show = (shown, denied) => {
    channel = shown?.id;
    element.hidden = right === "connect" && !TALKING.includes(shown?.kind);
    input.checked = !denied.includes(right);
    state.textContent = input.checked ? "given" : "taken away";
  };
  return { element, show };
}

function pressesOf({ deleted, role }, channel, act) {
  const press = (label, what, body) => make("button", { type: "button", class: "text-button", onclick: () => act(what, body) }, label);
  return [
    channel && press(`Delete #${channel.name}`, "channel", { channel: channel.id, exists: false }),
    ...deleted.map((one) => press(`Make #${one.name} again`, "channel", { channel: one.id, exists: true })),
    press(`${role.exists ? "Delete" : "Make"} @${role.name}${role.exists ? "" : " again"}`, "role", { exists: !role.exists }),
  ].filter(Boolean);
}
