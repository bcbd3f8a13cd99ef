// Draws embeds as the page does and returns those of their rows that need more than one line; rows begin with a number.
async (embeds) => {
  const { embedElement } = await import("/_sandbox/static/js/embed.js");
  const { Markdown } = await import("/_sandbox/static/js/markdown.js");
  const store = { now: () => 1787000000, users: new Map(), roles: new Map(), channels: new Map() };
  const markdown = new Markdown(store, {});
  const HALF_A_LINE = 10;

  const rowsOf = (paragraph) => {
    const rows = [[]];
    for (const node of paragraph.childNodes) {
      if (node.nodeName === "BR") rows.push([]);
      else rows.at(-1).push(node);
    }
    return rows.filter((row) => row.length);
  };

  const isWrapped = (row) => {
    const range = document.createRange();
    range.setStartBefore(row[0]);
    range.setEndAfter(row.at(-1));
    const tops = [...range.getClientRects()].filter((box) => box.width).map((box) => box.top);
    return Math.max(...tops) - Math.min(...tops) > HALF_A_LINE;
  };

  const body = document.createElement("div");
  body.className = "body";
  const message = document.createElement("div");
  message.className = "message";
  message.append(document.createElement("span"), body);
  document.querySelector("#messages").append(message);
  const wrapped = [];
  const widths = new Set();
  let count = 0;
  for (const embed of embeds) {
    const element = embedElement(embed, markdown, store);
    body.replaceChildren(element);
    widths.add(Math.round(element.getBoundingClientRect().width));
    for (const paragraph of element.querySelectorAll(".description p, .field-value p")) {
      for (const row of rowsOf(paragraph).filter(([first]) => first.nodeName === "CODE")) {
        count += 1;
        if (isWrapped(row)) wrapped.push(row.map((node) => node.textContent).join(""));
      }
    }
  }
  message.remove();
  return { wrapped, count, widest: Math.max(...widths) };
};
