/** A strip of choices that is wider than the screen opens where the chosen one is. */

/** @param {HTMLElement} strip */
export function bind(strip) {
  const chosen = strip.querySelector("[aria-current]");
  if (!chosen) return;
  const [outer, inner] = [strip.getBoundingClientRect(), chosen.getBoundingClientRect()];
  strip.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
}
