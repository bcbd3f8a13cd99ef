// Returns what is cut off: at an edge of the page, of its own box, or after so many lines.
() => {
  const drawer = innerWidth > 720 ? "#sidebar, #panel" : "#sidebar:not(.open), #panel:not(.open)";
  // What may be cut: the topic is told again on the channel, and one scrolls within what one types.
  const allowed = "#channel-topic, input, textarea";
  const scrolls = "#timeline, #panel, #channels, #suggestions, .menu";

  const isClipping = (overflow) => overflow === "hidden" || overflow === "clip";

  const isCut = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isHidden = !box.width || style.visibility !== "visible" || element.closest(`svg, ${drawer}`);
    if (isHidden) return false;
    if (box.right > innerWidth + 1 || box.left < -1) return true;
    if (element.matches(allowed)) return false;
    const isTooWide = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    const isTooHigh = element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 0;
    if (isTooWide && style.overflowX !== "visible") return true;
    if (isTooHigh && isClipping(style.overflowY)) return true;
    const scrollsByItself = isTooHigh && style.overflowY !== "visible" && !element.matches(scrolls);
    return scrollsByItself || (isTooHigh && style.webkitLineClamp !== "none");
  };

  return [...document.querySelectorAll("body *")]
    .filter(isCut)
    .map((element) => `${element.tagName} ${element.id} ${element.className} ${element.textContent.slice(0, 40)}`);
};
