/**
 * The page that stands in while nothing can be loaded: at the address of a level it shows the next kept question, at any
 * other it says so and leads there. A code that was scanned at a booth is kept with its time.
 */
import { keepScanned } from "./checkin.js";
import { player } from "./player.js";
import { nextPage, scanned } from "./reckon.js";
import { arrive } from "./ride.js";
import { rides, waiting } from "./store.js";
import { show, showWait } from "./swap.js";

/**
 * @param {number} who
 * @param {import("./store.js").Ride} ride
 */
async function carryOn(who, ride) {
  const answered = (await waiting(who)).filter((each) => each.attempt === ride.attempt).map((each) => each.question_id);
  const page = nextPage(ride.pages, ride.from, new Set(answered));
  if (page) return show(page.html);
  showWait();
  await arrive(who, ride.attempt);
}

/** @param {HTMLElement} shell */
async function fill(shell) {
  const who = await player();
  const read = scanned(location);
  if (who !== undefined && read) {
    await keepScanned(who, read);
    const words = /** @type {HTMLElement | null} */ (shell.querySelector("[data-shell-kept]"));
    if (words) words.hidden = false;
  }
  const kept = who === undefined ? [] : await rides(who);
  const attempt = Number(/^\/attempts\/(\d+)$/.exec(location.pathname)?.[1]);
  const here = kept.find((each) => each.attempt === attempt);
  if (who !== undefined && here) return carryOn(who, here);
  const latest = kept.at(-1);
  const on = /** @type {HTMLAnchorElement | null} */ (shell.querySelector("[data-shell-on]"));
  if (!latest || !on) return;
  on.href = `/attempts/${latest.attempt}`;
  on.hidden = false;
}

/** @param {HTMLElement} shell */
export function bind(shell) {
  document.dispatchEvent(new CustomEvent("quest:connection", { detail: "reconnecting" }));
  addEventListener("online", () => shell.isConnected && location.reload());
  void fill(shell);
}
