/** Says since when a board shows a past moment, as the snapshot has it; hidden while the board lives. */

/**
 * A moment as a clock at the campaign's place shows it.
 * @param {string} at ISO 8601
 * @param {string} timeZone
 */
export function clock(at, timeZone) {
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  return parts.format(new Date(at));
}

/**
 * @param {ParentNode} page where the sign may be
 * @param {string | null | undefined} at
 */
export function sayFrozen(page, at) {
  const sign = /** @type {HTMLElement | null} */ (page.querySelector("[data-frozen]"));
  if (!sign) return;
  sign.hidden = !at;
  const words = sign.querySelector("[data-frozen-words]");
  const time = at ? clock(at, sign.dataset.timezone ?? "UTC") : "";
  const said = at ? (sign.dataset.frozen ?? "").replace("{time}", time) : "";
  if (words && words.textContent !== said) words.textContent = said;
}
