/** Boxes of which only some may be ticked: one too many keeps the form from being sent, and says so. */

/** @param {HTMLElement} box */
export function bind(box) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...box.querySelectorAll("input[type=checkbox]")]);
  const most = Number(box.dataset.most);

  function check() {
    const ticked = boxes.filter((each) => each.checked);
    for (const each of boxes) each.setCustomValidity("");
    if (ticked.length > most) ticked.at(-1)?.setCustomValidity(box.dataset.tooMany ?? "");
  }

  box.addEventListener("change", check);
  check();
}
