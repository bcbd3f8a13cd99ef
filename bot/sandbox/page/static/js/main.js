// Puts the page together.

import { Refused, get, post } from "./api.js";
import { Components } from "./components.js";
import { Composer } from "./composer.js";
import { byId, icon } from "./dom.js";
import { Drawers } from "./drawers.js";
import { Forum } from "./forum.js";
import { Live } from "./live.js";
import { Markdown } from "./markdown.js";
import { Messages } from "./message.js";
import { keepTime } from "./moments.js";
import { Panel } from "./panel.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { Timeline } from "./timeline.js";

const REMEMBERED = "pitwall-user";
const SENTENCE_STAYS = 6000;

const store = new Store();
const live = new Live(store);

const drawers = new Drawers({ "open-sidebar": "sidebar", "open-panel": "panel" });

function look(channel) {
  drawers.close();
  store.look(channel);
  composer.focus();
}

function be(user) {
  sessionStorage.setItem(REMEMBERED, user);
  live.follow(user);
}

let silence = null;

function say(sentence) {
  const problem = byId("problem");
  problem.textContent = sentence;
  problem.hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => (problem.hidden = true), SENTENCE_STAYS);
}

async function act(path, body) {
  try {
    await post(path, { user: store.me, ...body });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message);
  }
}

function dismiss(id) {
  const message = store.messages.get(id);
  store.forget(id);
  act("dismiss", message ? { channel: message.channel_id, message: id } : { interaction: id });
}

/** Tell who cannot hear whom. */
function tellOfConnection() {
  const banner = byId("connection");
  const isOffline = store.isConnected && store.world?.online === false;
  banner.hidden = store.isConnected && !isOffline;
  banner.textContent = isOffline ? "Pitwall is not connected yet …" : "The connection to the sandbox is lost. Trying again …";
}

for (const [id, name] of [["open-sidebar", "menu"], ["open-panel", "world"], ["send", "send"]]) byId(id).append(icon(name));

const markdown = new Markdown(store, { onCommand: (path) => composer.choose(path), onChannel: look });
const messages = new Messages(store, markdown, new Components(store, act), { dismiss, look });
new Timeline({ frame: byId("timeline"), list: byId("messages"), newer: byId("newer") }, store, messages, new Forum(store, look));
new Sidebar(store, { look, be, read: (locale) => act("locale", { locale }), leave: () => drawers.close() });
new Panel(byId("panel"), store, () => drawers.close());
const composer = new Composer({
  box: byId("composer"), chips: byId("chips"), suggestions: byId("suggestions"), problem: byId("problem"), send: byId("send"),
}, store);

for (const type of ["connection", "all", "world"]) store.addEventListener(type, tellOfConnection);
store.addEventListener("moved", () => live.follow(store.me));
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=range]):not([type=radio]), textarea, select, dialog");
  if (event.key === "Escape") drawers.close();
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) composer.focus();
});

/** Find out who can be played; the sandbox may still be starting. */
async function people() {
  try {
    return await get("people");
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    store.connected(false);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return people();
  }
}

const everybody = await people();
const remembered = everybody.find((one) => one.id === sessionStorage.getItem(REMEMBERED));
await live.follow((remembered ?? everybody.find((one) => one.part === "member")).id);
keepTime(store);
composer.focus();
