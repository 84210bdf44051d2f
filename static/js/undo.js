/** The seconds in which an act can be undone with one tap; afterwards the button is gone. The server decides, not this. */

/**
 * Whole seconds left until a moment; both in milliseconds of the same clock.
 * @param {number} until
 * @param {number} now
 */
export function secondsLeft(until, now) {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** @param {HTMLElement} form */
export function bind(form) {
  const shown = form.querySelector("[data-undo-seconds]");
  const until = performance.now() + 1000 * Number(form.dataset.undo); // no two clocks agree, so only the span counts
  const words = /** @type {HTMLElement | null} */ (shown)?.dataset.undoSeconds ?? "";
  function draw() {
    const left = secondsLeft(until, performance.now());
    if (shown) shown.textContent = words.replace("{seconds}", String(left));
    if (left > 0) return;
    clearInterval(ticking);
    if (!form.contains(document.activeElement)) form.hidden = true;
  }
  const ticking = setInterval(draw, 500);
  draw();
}
