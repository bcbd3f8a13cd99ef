// Returns the labels in a message that need more than one line: of buttons, menus and fields of embeds.
(message) => {
  const isBroken = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const boxes = [...range.getClientRects()].filter((box) => box.width);
    return Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top)) > 1.8 * Math.max(...boxes.map((box) => box.height));
  };
  return [...message.querySelectorAll(".components button, .select, .field-name")].filter((one) => one.textContent).filter(isBroken).map((one) => one.textContent);
};
