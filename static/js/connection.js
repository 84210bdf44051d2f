/** The strip that tells a player that the line is down, that nothing is lost, and what is being done about it. */

const RETRY_AFTER_S = 30;

/**
 * What the strip says.
 * @param {"online" | "offline" | "reconnecting"} state
 * @param {number} seconds how long it has been so
 * @param {{ offline: string, reconnecting: string }} words
 */
export function message(state, seconds, words) {
  if (state === "offline") return words.offline;
  return state === "reconnecting" ? words.reconnecting.replace("{seconds}", String(seconds)) : "";
}

/** @param {HTMLElement} strip */
export function bind(strip) {
  const words = { offline: strip.dataset.offline ?? "", reconnecting: strip.dataset.reconnecting ?? "" };
  const shown = strip.querySelector("[data-connection-words]");
  const retry = /** @type {HTMLButtonElement | null} */ (strip.querySelector("[data-connection-retry]"));
  const says = document.querySelector("[data-connection-says]");
  /** @type {"online" | "offline" | "reconnecting"} */
  let state = "online";
  let since = 0;
  let ticking = 0;

  function draw() {
    const seconds = Math.round((Date.now() - since) / 1000);
    strip.hidden = state === "online";
    if (shown) shown.textContent = message(state, seconds, words);
    if (retry) retry.hidden = seconds < RETRY_AFTER_S;
  }

  /** @param {"online" | "offline" | "reconnecting"} next */
  function turn(next) {
    if (next === state) return;
    state = next;
    since = Date.now();
    clearInterval(ticking);
    if (state !== "online") ticking = setInterval(draw, 1000);
    draw();
    if (says) says.textContent = message(state, 0, words); // once a change: a ticking live region would never stop talking
  }

  addEventListener("offline", () => turn("offline"));
  addEventListener("online", () => turn("online"));
  document.addEventListener("quest:connection", (event) => {
    const told = /** @type {CustomEvent<"online" | "reconnecting">} */ (event).detail;
    turn(navigator.onLine ? told : "offline");
  });
  retry?.addEventListener("click", () => location.reload());
  if (!navigator.onLine) turn("offline");
}
