// Records on the Track of the Day, driven at a press by one of a few players.

import { make } from "./dom.js";

/** Make the section; `act(what, body)` carries a press to the sandbox, `show(world)` brings it up to date. */
export function drivesSection(act) {
  const driver = make("select", { class: "driver", "aria-label": "Who drives" });
  const press = (label, past_all, look) => make("button", { type: "button", class: look, onclick: () => act("drive", { account: driver.value, past_all }) }, label);
  const presses = make("div", { class: "presses" }, press("Drive a record", false, "button"), press("…the world record", true, "text-button"));
  const driven = make("p", { class: "driven", role: "status" });
  const element = make("section", {}, make("h3", {}, "On the Track of the Day"), driver, presses, driven);
  const show = ({ drivers, driven: sentence }) => {
    // Who drives never changes; a list that is open must not be redrawn.
    if (!driver.length) driver.append(...drivers.map(({ account, name }) => make("option", { value: account }, name)));
    driven.textContent = sentence;
  };
  return { element, show };
}
