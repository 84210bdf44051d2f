/** The projector: eight trains that follow the board by themselves. What it shows stays until there is something newer. */
import { sayFrozen } from "./frozen.js";
import { reorder } from "./reorder.js";
import { watch } from "./socket.js";
import { play } from "./sound.js";
import { idOf, Moves, share, writeName } from "./standings.js";

/** @typedef {import("./standings.js").Row} Row */
/** @typedef {import("./standings.js").Board} Board */

const SHOWN = 8;
const numbers = new Intl.NumberFormat(document.documentElement.lang);

/** @param {HTMLElement} stage */
export function bind(stage) {
  const list = /** @type {HTMLElement | null} */ (stage.querySelector("[data-stage-rows]"));
  if (!list) return;
  const board = stage.dataset.stage ?? "overall";
  const moves = new Moves(rowsOf(list), Date.now());
  let first = Number(/** @type {HTMLElement | null} */ (list.firstElementChild)?.dataset.player ?? 0);

  /** @param {Board} snapshot */
  function draw(snapshot) {
    if (!list) return;
    if (stage.dataset.over !== undefined && !snapshot.frozen_at) return location.reload(); // what was revealed is final
    sayFrozen(document, snapshot.frozen_at);
    const rows = snapshot.rows.slice(0, SHOWN);
    const won = moves.update(rows, Date.now());
    const moved = [...won.values()].some((places) => places !== 0); // until then nobody is told of “no change”
    const leader = rows[0]?.points ?? 0;
    if (rows[0] && idOf(rows[0]) !== first) {
      first = idOf(rows[0]);
      play("arrival");
    }
    const move = (/** @type {Row} */ row) => (moved ? String(won.get(idOf(row)) ?? 0) : "none");
    reorder(list, rows.map((row) => fill(rowFor(stage, list, row), row, leader, move(row), stage)));
    const empty = /** @type {HTMLElement | null} */ (stage.querySelector("[data-stage-empty]"));
    if (empty) empty.hidden = rows.length > 0;
    const total = document.querySelector('.stage-head [data-field="total"]');
    if (total) total.textContent = numbers.format(snapshot.total);
  }

  const state = document.querySelector("[data-show]") ? null : document.querySelector("[data-stage-state]");
  const ended = new AbortController();
  document.addEventListener(
    "quest:connection",
    (event) => {
      const told = /** @type {CustomEvent<string>} */ (event).detail;
      if (state) state.textContent = told === "online" ? "" : (stage.dataset.reconnecting ?? "");
    },
    { signal: ended.signal },
  );
  const unwatch = watch(
    `board:${board}`,
    "standings",
    (snapshot) => draw(/** @type {Board} */ (/** @type {unknown} */ (snapshot))),
    (snapshot) => snapshot.board === board,
  );
  document.addEventListener("quest:scene", () => (unwatch(), ended.abort()), { once: true });
}

/**
 * The rows that the server drew, as far as moves need them.
 * @param {HTMLElement} list
 * @returns {Row[]}
 */
function rowsOf(list) {
  const drawn = /** @type {HTMLElement[]} */ ([...list.children]);
  return drawn.map((row, place) => ({ rank: place + 1, player_id: Number(row.dataset.player), nickname: "", points: 0 }));
}

/**
 * The player's row; a new one for somebody who came into sight or changed to another line.
 * @param {HTMLElement} stage
 * @param {HTMLElement} list
 * @param {Row} row
 */
function rowFor(stage, list, row) {
  const old = /** @type {HTMLElement | null} */ (list.querySelector(`[data-player="${idOf(row)}"]`));
  if (old && (!row.line || old.dataset.line === row.line)) return old;
  const templates = /** @type {HTMLTemplateElement[]} */ ([...stage.querySelectorAll("[data-stage-row]")]);
  const line = row.group_id ? "" : row.line;
  const template = templates.find((each) => each.dataset.stageRow === line) ?? templates[0];
  const made = /** @type {HTMLElement} */ (template?.content.firstElementChild?.cloneNode(true));
  made.dataset.player = String(idOf(row));
  return made;
}

/**
 * @param {HTMLElement} element
 * @param {Row} row
 * @param {number} leader
 * @param {string} won places, or "none"
 * @param {HTMLElement} stage
 */
function fill(element, row, leader, won, stage) {
  write(element, "rank", numbers.format(row.rank));
  writeName(element.querySelector('[data-field="nickname"]'), row);
  if (row.members) write(element, "members", numbers.format(row.members));
  write(element, "points", numbers.format(row.points));
  const at = `${(share(row.points, leader) * 100).toFixed(2)}%`;
  for (const part of element.querySelectorAll("[data-train]")) {
    part.setAttribute(/** @type {HTMLElement} */ (part).dataset.train ?? "x", at);
  }
  const template = /** @type {HTMLTemplateElement | null} */ (stage.querySelector(`[data-stage-move="${won}"]`));
  const move = template?.content.firstElementChild?.cloneNode(true);
  if (move) element.querySelector('[data-field="move"]')?.replaceWith(move);
  return element;
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
