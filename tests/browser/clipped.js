// Returns what is cut off at an edge of the page or of its own box.
() => {
  const drawer = innerWidth > 720 ? "#sidebar, #panel" : "#sidebar:not(.open), #panel:not(.open)";

  const isCut = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isHidden = !box.width || style.visibility !== "visible" || element.closest(`svg, ${drawer}`);
    if (isHidden) return false;
    const isTooNarrow = element.scrollWidth > element.clientWidth + 1 && style.overflowX === "hidden";
    return (isTooNarrow && style.textOverflow !== "ellipsis") || box.right > innerWidth + 1 || box.left < -1;
  };

  return [...document.querySelectorAll("body *")]
    .filter(isCut)
    .map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`);
};
