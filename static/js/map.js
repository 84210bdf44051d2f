/** The wide map on a small screen: starts where the train stands, and shows in the overview what is in view. */

import { arrive } from "./train.js";

/**
 * How far to scroll so that a place lies in the middle.
 * @param {number} share where the place lies, 0 to 1 of the whole width
 * @param {number} whole the width of all there is
 * @param {number} view the width in view
 */
export function centred(share, whole, view) {
  return Math.max(0, Math.min(whole - view, share * whole - view / 2));
}

/** @param {HTMLElement} box */
export function bind(box) {
  const drawing = /** @type {SVGSVGElement | null} */ (box.querySelector("svg"));
  const frame = /** @type {SVGRectElement | null} */ (document.querySelector("[data-frame]"));
  const here = /** @type {SVGElement | null} */ (box.querySelector("[data-here]"));
  if (!drawing) return;

  function drawFrame() {
    const room = frame?.ownerSVGElement?.viewBox.baseVal.width;
    if (!frame || !room || !box.scrollWidth) return;
    const left = (box.scrollLeft / box.scrollWidth) * room;
    const wide = Math.min(1, box.clientWidth / box.scrollWidth) * room;
    frame.setAttribute("x", String(Math.round(Math.max(3, left))));
    frame.setAttribute("width", String(Math.round(Math.min(wide, room - 3 - left))));
  }

  /** @param {SVGSVGElement} map */
  function centre(map) {
    if (!here) return;
    const [x = 0, y = 0] = (here.dataset.here ?? "").split(" ").map(Number);
    const { width, height } = map.viewBox.baseVal;
    box.scrollLeft = centred(x / width, box.scrollWidth, box.clientWidth);
    box.scrollTop = centred(y / height, box.scrollHeight, box.clientHeight);
  }

  // Fonts that arrive late make the map larger: the train stays in the middle until somebody moves the map.
  let untouched = true;
  for (const act of ["pointerdown", "wheel", "keydown"]) {
    box.addEventListener(act, () => (untouched = false), { passive: true });
  }
  const sized = new ResizeObserver(() => {
    if (untouched) centre(drawing);
    drawFrame();
  });
  sized.observe(box);
  sized.observe(drawing);
  box.addEventListener("scroll", drawFrame, { passive: true });
  if (here) arrive(here);
}
