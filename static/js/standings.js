/** What boards reckon with: shares of the leader, places won, and which rows are whose. Nothing in here draws. */

/**
 * A player's row, or on a board of groups a group's.
 * @typedef {{ rank: number, player_id?: number | null, group_id?: number | null, nickname: string,
 *   names?: Record<string, string> | null, points: number, members?: number | null, line?: string | null }} Row
 */
/** @typedef {{ board: string, version: number, total: number, frozen_at?: string | null, rows: Row[], me?: Row | null }} Board */

const NEAREST = 0.11; // a train never stands on its start

/**
 * Whose row it is: the player's id, or the group's.
 * @param {Row} row
 */
export function idOf(row) {
  return row.group_id ?? row.player_id ?? 0;
}

/**
 * What the row's player or group is called in a language.
 * @param {Row} row
 * @param {string} language
 */
function nameOf(row, language) {
  return row.names?.[language] ?? row.nickname;
}

/**
 * The tag of words that somebody wrote, where their script is not the page's; empty where they are read right.
 * @param {string} words
 * @param {string} language of the page
 */
export function foreign(words, language) {
  const chinese = language !== "en";
  if (/[\u3400-\u9fff]/.test(words)) return chinese ? "" : "zh";
  return chinese && /[A-Za-z]/.test(words) ? "en" : "";
}

/**
 * Writes what a row's player or group is called, with the tag of its language where that is not the page's.
 * @param {HTMLElement | null} shown
 * @param {Row} row
 */
export function writeName(shown, row) {
  const { lang } = document.documentElement;
  if (shown) writeWords(shown, nameOf(row, lang), row.names?.[lang] ? lang : undefined);
}

/**
 * Writes words that somebody chose, with the tag of their language.
 * @param {HTMLElement} shown
 * @param {string} words
 * @param {string} [language] where it is known; else it is told from the script
 */
export function writeWords(shown, words, language) {
  if (shown.textContent === words) return;
  const { lang } = document.documentElement;
  shown.textContent = words;
  shown.lang = language ?? (foreign(words, lang) || lang);
}

/**
 * How far along the track a train stands, 0 to 1: the leader is at the end.
 * @param {number} points
 * @param {number} leader the leader's points
 */
export function share(points, leader) {
  return leader > 0 ? Math.min(1, Math.max(NEAREST, points / leader)) : NEAREST;
}

/**
 * Places won (above 0) and lost since a moment that is a while back, so that a hall has time to see a move.
 * Somebody who was not in sight then came from below the last place in sight.
 */
export class Moves {
  /**
   * @param {Row[]} rows what is in sight now
   * @param {number} now milliseconds
   * @param {number} [window] how long a move stays to be seen, milliseconds
   */
  constructor(rows, now, window = 20_000) {
    this.window = window;
    this.since = now;
    this.then = ranks(rows);
    this.last = this.then;
  }

  /**
   * The places each player has won, by id.
   * @param {Row[]} rows
   * @param {number} now
   * @returns {Map<number, number>}
   */
  update(rows, now) {
    if (now - this.since > this.window) {
      this.then = this.last;
      this.since = now;
    }
    this.last = ranks(rows);
    const below = rows.length + 1;
    const seen = this.then.size > 0;
    return new Map(rows.map((row) => [idOf(row), seen ? (this.then.get(idOf(row)) ?? below) - row.rank : 0]));
  }
}

/**
 * @param {Row[]} rows
 * @returns {Map<number, number>}
 */
function ranks(rows) {
  return new Map(rows.map((row) => [idOf(row), row.rank]));
}

/**
 * The player's row with its neighbours, if the rows at hand tell; null when the server must be asked.
 * @param {Row[]} rows the top of the board, best first
 * @param {number} total how many the whole board has
 * @param {number} me
 * @param {number} [reach] how many on either side
 * @returns {Row[] | null}
 */
export function neighbours(rows, total, me, reach = 2) {
  const place = rows.findIndex((row) => idOf(row) === me);
  if (place < 0 || (place + reach >= rows.length && rows.length < total)) return null;
  return rows.slice(Math.max(0, place - reach), place + reach + 1);
}
