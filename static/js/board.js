/** A board on a phone: the top rows and the player's own neighbourhood follow what the server says. */
import { sayFrozen } from "./frozen.js";
import { reorder } from "./reorder.js";
import { watch } from "./socket.js";
import { idOf, neighbours, writeName } from "./standings.js";

/** @typedef {import("./standings.js").Row} Row */
/** @typedef {import("./standings.js").Board} Board */

const SOONEST_MS = 2000; // a hall of phones that ask for their neighbours does not ask all at once
const SPREAD_MS = 4000;
const numbers = new Intl.NumberFormat(document.documentElement.lang);

/** @param {HTMLElement} page */
export function bind(page) {
  const top = /** @type {HTMLElement | null} */ (page.querySelector("[data-board-rows]"));
  const around = /** @type {HTMLElement | null} */ (page.querySelector("[data-board-around]"));
  const board = page.dataset.board ?? "overall";
  const me = Number(page.dataset.me ?? 0);
  let drawn = Number(page.dataset.version ?? -1);
  let asking = 0;

  /** @param {Row[]} rows */
  function drawAround(rows) {
    const near = /** @type {HTMLElement | null} */ (page.querySelector("[data-board-near]"));
    if (near) near.hidden = rows.length === 0; // whoever chose to leave the boards has no neighbours
    if (!around) return;
    drawRows(page, around, rows, me);
    sayRank(page, rows.find((row) => idOf(row) === me)?.rank);
  }

  async function askAround() {
    asking = 0;
    const answer = await fetch(`/api/v1/boards/${encodeURIComponent(board)}?around=me&limit=5`);
    if (answer.ok) drawAround(/** @type {Board} */ (await answer.json()).rows);
  }

  /** @param {Board} snapshot */
  function draw(snapshot) {
    if (snapshot.version === drawn) return;
    drawn = snapshot.version;
    sayFrozen(page, snapshot.frozen_at);
    if (!top || (me && !around && snapshot.rows.some((row) => idOf(row) === me))) {
      location.reload(); // the first row of a board brings parts that the page does not have yet
      return;
    }
    drawRows(page, top, snapshot.rows, me);
    const total = page.querySelector('[data-field="total"]');
    if (total) total.textContent = numbers.format(snapshot.total);
    const near = neighbours(snapshot.rows, snapshot.total, me);
    if (near) drawAround(near);
    else if (around && !asking) asking = window.setTimeout(askAround, SOONEST_MS + Math.random() * SPREAD_MS);
  }

  watch(
    `board:${board}`,
    "standings",
    (snapshot) => draw(/** @type {Board} */ (/** @type {unknown} */ (snapshot))),
    (snapshot) => snapshot.board === board,
  );
}

/**
 * @param {HTMLElement} page
 * @param {HTMLElement} list
 * @param {Row[]} rows
 * @param {number} me
 */
function drawRows(page, list, rows, me) {
  const elements = rows.map((row, place) => {
    const element = rowFor(page, list, idOf(row), me);
    write(element, "rank", numbers.format(row.rank));
    writeName(element.querySelector('[data-field="nickname"]'), row);
    if (row.members) write(element, "members", numbers.format(row.members));
    write(element, "points", numbers.format(row.points));
    element.querySelector("[data-tied]")?.toggleAttribute("hidden", rows[place - 1]?.points !== row.points);
    return element;
  });
  reorder(list, elements);
}

/**
 * @param {HTMLElement} page
 * @param {HTMLElement} list
 * @param {number} player
 * @param {number} me
 */
function rowFor(page, list, player, me) {
  const old = /** @type {HTMLElement | null} */ (list.querySelector(`[data-player="${player}"]`));
  if (old) return old;
  const kind = player === me ? "mine" : "other";
  const template = /** @type {HTMLTemplateElement | null} */ (page.querySelector(`[data-board-row="${kind}"]`));
  const made = /** @type {HTMLElement} */ (template?.content.firstElementChild?.cloneNode(true));
  made.dataset.player = String(player);
  return made;
}

/**
 * Tells a screen reader the player's rank, once for each change.
 * @param {HTMLElement} page
 * @param {number | undefined} rank
 */
function sayRank(page, rank) {
  const says = /** @type {HTMLElement | null} */ (page.querySelector("[data-board-says]"));
  if (!says || rank === undefined) return;
  const words = (says.dataset.boardSays ?? "").replace("{rank}", numbers.format(rank));
  if (says.textContent !== words) says.textContent = words;
}

/**
 * @param {HTMLElement} element
 * @param {string} field
 * @param {string} words
 */
function write(element, field, words) {
  const shown = element.querySelector(`[data-field="${field}"]`);
  if (shown && shown.textContent !== words) shown.textContent = words;
}
