/** A picture to tap: it chooses in the list of spots below, and shows what is chosen there. */

/** Pixels around a spot that still count for it, so that a small one can be hit with a thumb. */
const NEAR = 22;

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */

/**
 * How far a point lies from a box, in pixels; 0 inside.
 * @param {number} x
 * @param {number} y
 * @param {Box} box
 */
function distance(x, y, box) {
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

/**
 * The box that a tap means: the nearest one, unless it lies too far away.
 * @param {number} x
 * @param {number} y
 * @param {readonly Box[]} boxes
 * @returns {number} its place, or -1
 */
export function spotAt(x, y, boxes) {
  const distances = boxes.map((box) => distance(x, y, box));
  const nearest = Math.min(...distances);
  return nearest <= NEAR ? distances.indexOf(nearest) : -1;
}

/** @param {HTMLElement} box */
export function bind(box) {
  const picture = /** @type {HTMLElement | null} */ (box.querySelector(".marked"));
  const spots = [...box.querySelectorAll("[data-spot]")];
  const choices = /** @type {HTMLInputElement[]} */ ([...box.querySelectorAll("input[type=radio]")]);
  if (!picture) return;

  function draw() {
    spots.forEach((spot, place) => {
      const choice = choices[place];
      spot.toggleAttribute("data-chosen", choice?.checked === true);
      spot.toggleAttribute("data-focused", choice === document.activeElement && choice?.matches(":focus-visible"));
    });
  }

  picture.addEventListener("click", (event) => {
    const place = spotAt(
      event.clientX,
      event.clientY,
      spots.map((spot) => (spot.querySelector("rect") ?? spot).getBoundingClientRect()),
    );
    const choice = choices[place];
    if (!choice) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
  for (const name of ["change", "focusin", "focusout"]) box.addEventListener(name, () => setTimeout(draw));
  picture.dataset.ready = "";
  draw();
}
