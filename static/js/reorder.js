/** Moves rows to their new places, from where they were: as long as `--m-rank` says, at once for reduced motion. */

/**
 * Gives a list its rows in this order and lets each glide there.
 * @param {HTMLElement} list
 * @param {HTMLElement[]} rows
 */
export function reorder(list, rows) {
  const before = new Map([...list.children].map((row) => [row, row.getBoundingClientRect().top]));
  if (rows.length !== list.children.length || rows.some((row, place) => list.children[place] !== row)) {
    list.replaceChildren(...rows);
  }
  const style = getComputedStyle(list);
  const duration = milliseconds(style.getPropertyValue("--m-rank"));
  const easing = style.getPropertyValue("--ease").trim() || "ease";
  if (duration === 0) return;
  for (const row of rows) {
    const top = before.get(row);
    const now = row.getBoundingClientRect().top;
    const moved = top === undefined ? row.offsetHeight : top - now;
    if (Math.abs(moved) < 1) continue;
    const from = { transform: `translateY(${moved}px)`, ...(top === undefined ? { opacity: 0 } : {}) };
    row.animate([from, { transform: "none" }], { duration, easing });
  }
}

/**
 * A duration as CSS writes it.
 * @param {string} written such as `900ms` or `.9s`
 */
export function milliseconds(written) {
  const value = Number.parseFloat(written) || 0;
  return /[^m]s\s*$/.test(written) ? value * 1000 : value;
}
