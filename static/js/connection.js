/** The strip that tells a player that the line is down, that nothing is lost, and what is being done about it. */

const RETRY_AFTER_S = 30;

/** @typedef {"online" | "offline" | "reconnecting"} State */
/** @typedef {{ offline: string, reconnecting: string, one: string, many: string }} Words */

/**
 * What the strip says.
 * @param {State} state
 * @param {number} seconds how long it has been so
 * @param {number} waiting answers that are not sent yet
 * @param {Words} words
 */
export function message(state, seconds, waiting, words) {
  if (state === "online") return "";
  const said = state === "offline" ? words.offline : words.reconnecting.replace("{seconds}", String(seconds));
  const count = (waiting === 1 ? words.one : words.many).replace("{count}", String(waiting));
  return waiting > 0 ? `${said} ${count}` : said;
}

/** @param {HTMLElement} strip */
export function bind(strip) {
  const { offline = "", reconnecting = "", one = "", many = "" } = strip.dataset;
  const words = { offline, reconnecting, one, many };
  const shown = strip.querySelector("[data-connection-words]");
  const retry = /** @type {HTMLButtonElement | null} */ (strip.querySelector("[data-connection-retry]"));
  const says = document.querySelector("[data-connection-says]");
  /** @type {State} */
  let state = "online";
  let since = 0;
  let waiting = 0;
  let ticking = 0;

  function draw() {
    const seconds = Math.round((Date.now() - since) / 1000);
    strip.hidden = state === "online";
    if (shown) shown.textContent = message(state, seconds, waiting, words);
    if (retry) retry.hidden = seconds < RETRY_AFTER_S;
  }

  /** Tells a screen reader, once a change: a ticking live region would never stop talking. */
  function say() {
    if (says) says.textContent = message(state, 0, waiting, words);
  }

  /** @param {State} next */
  function turn(next) {
    if (next === state) return;
    state = next;
    since = Date.now();
    clearInterval(ticking);
    if (state !== "online") ticking = setInterval(draw, 1000);
    draw();
    say();
  }

  addEventListener("offline", () => turn("offline"));
  addEventListener("online", () => turn("online"));
  document.addEventListener("quest:connection", (event) => {
    const told = /** @type {CustomEvent<"online" | "reconnecting">} */ (event).detail;
    turn(navigator.onLine ? told : "offline");
  });
  document.addEventListener("quest:answers", (event) => {
    const count = /** @type {CustomEvent<number>} */ (event).detail;
    if (count === waiting) return;
    waiting = count;
    draw();
    say();
  });
  retry?.addEventListener("click", () => {
    since = Date.now();
    draw();
    document.dispatchEvent(new Event("quest:retry"));
  });
  if (!navigator.onLine) turn("offline");
}
