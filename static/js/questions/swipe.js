/** Dragging a card sideways, as a second way to press one of the buttons below it. */

/** Pixels that a card must be dragged to be answered; after less it springs back. */
const FAR = 72;

/**
 * What a swipe answers: far enough to the left the first answer, to the right the last.
 * @param {number} dx pixels to the right
 * @param {number} answers how many there are
 * @returns {number} the place of the answer, or -1
 */
export function swiped(dx, answers) {
  if (Math.abs(dx) < FAR) return -1;
  return dx < 0 ? 0 : answers - 1;
}

/**
 * @param {HTMLElement} card
 * @param {(dx: number) => void} moved the card is so many pixels off; 0 once it is let go
 * @param {(dx: number) => void} released it was let go so many pixels off
 */
export function swipe(card, moved, released) {
  card.addEventListener("pointerdown", (start) => {
    if (start.button !== 0) return;
    card.setPointerCapture(start.pointerId);
    let dx = 0;
    /** @param {PointerEvent} event */
    function follow(event) {
      dx = event.clientX - start.clientX;
      card.style.translate = `${dx}px`;
      moved(dx);
    }
    const decide = () => released(dx);
    function drop() {
      card.style.translate = "";
      card.removeEventListener("pointermove", follow);
      card.removeEventListener("pointerup", decide);
      moved(0);
    }
    card.addEventListener("pointermove", follow);
    card.addEventListener("pointerup", decide);
    card.addEventListener("lostpointercapture", drop, { once: true });
  });
}
