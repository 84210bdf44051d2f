/** Counts down to the moment that `data-countdown` names, by the server's clock, until the scene changes. */
import { left } from "./scenes.js";

const TICK_MS = 250;

/** @param {HTMLElement} element */
export function bind(element) {
  const until = Date.parse(element.dataset.countdown ?? "");
  const ahead = Date.parse(element.dataset.now ?? "") - Date.now();
  const ticking = setInterval(draw, TICK_MS);
  document.addEventListener("quest:scene", () => clearInterval(ticking), { once: true });

  function draw() {
    const words = left(until, Date.now() + ahead);
    if (element.textContent !== words) element.textContent = words;
  }
  draw();
}
