/** Counts a question's time down. It only shows: the server's clock decides. */
import { play } from "./sound.js";

const TICKING_S = 5;

/**
 * Whole seconds left.
 * @param {string} closesAt ISO 8601
 * @param {number} now milliseconds since 1970
 */
export function secondsLeft(closesAt, now) {
  return Math.max(0, Math.ceil((Date.parse(closesAt) - now) / 1000));
}

/** @param {HTMLElement} clock */
export function bind(clock) {
  const words = clock.querySelector("[data-clock-words]");
  const pattern = words?.textContent ?? "";
  function draw() {
    const left = secondsLeft(clock.dataset.clock ?? "", Date.now());
    if (words) words.textContent = pattern.replace(/\d+/, String(left));
    if (left > 0 && left <= TICKING_S) play("tick");
    if (left === 0) clearInterval(ticking);
  }
  const ticking = setInterval(draw, 1000);
  draw();
}
