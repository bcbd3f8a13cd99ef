// Building the page's elements. Texts become text nodes: nothing that comes from outside is markup.

/** Make an element; attributes may be listeners (`onclick`), children are nodes or texts. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Find an element of the page by its id. */
export const byId = (id) => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  text: "M9 4 7 20M17 4l-2 16M4.5 9H20M4 15h15.5",
  news: "M4 10v4h3l9 5V5L7 10H4zM19 9.5v5",
  thread: "M4 5h16v10H10l-5 4v-4H4zM8 10h8",
  voice: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  stage: "M12 4a3 3 0 0 1 3 3v4a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v3M8 20h8",
  forum: "M4 5h12v8H9l-4 3v-3H4zM18.5 9H20v9h-1v3l-4-3h-5",
  direct: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0",
  back: "M15 6l-6 6 6 6",
  menu: "M4 7h16M4 12h16M4 17h16",
  world: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  close: "M6 6l12 12M18 6 6 18",
  send: "M4 12 20 4l-4 16-4-6zM12 14l8-10",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  reply: "M9 6 4 11l5 5M4.5 11H15a5 5 0 0 1 5 5v2",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  down: "M6 9l6 6 6-6",
  link: "M13 5h6v6M19 5l-8 8M16 13v6H5V8h6",
  alert: "M12 4 2.5 20h19zM12 10v4M12 17v.5",
};

/** Draw one of the page's icons. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("icon");
  drawing.append(path);
  return drawing;
}
