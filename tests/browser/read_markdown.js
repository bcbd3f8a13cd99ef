// Reads a text as the page does and writes the tree down in one line.
async (text) => {
  const { readBlocks } = await import("/_sandbox/static/js/blocks.js");

  const inside = (node) => {
    if (node.children) return node.children;
    if (node.lines) return node.lines.flatMap((line, at) => (at ? [{ kind: "text", text: "\n" }, ...line] : line));
    if (node.items) return node.items.map((item) => ({ kind: `${item.depth}${item.number ?? "-"}`, children: item.children }));
    return [{ kind: "text", text: node.text ?? "" }];
  };

  const flat = (node) => {
    if (node.kind === "text") return node.text;
    const words = inside(node).map(flat).join("");
    if (node.kind === "paragraph") return words;
    const value = node.url ?? node.name ?? node.id ?? node.moment;
    const name = [`${node.kind}${node.level ?? ""}`, value, node.style].filter(Boolean).join(" ");
    return `<${name}>${words}</>`;
  };

  return readBlocks(text).map(flat).join("|");
};
