/** What the stage decides by: which scene follows, what a key means, how a countdown is written. Nothing in here draws. */

/**
 * The scene so many steps on, or back, in a turn that begins again at its end; its first for one that left it.
 * @param {readonly string[]} turn
 * @param {string} scene
 * @param {number} step
 */
export function after(turn, scene, step) {
  const place = turn.indexOf(scene);
  return place < 0 ? (turn[0] ?? scene) : (turn[(place + step + turn.length) % turn.length] ?? scene);
}

/** @typedef {"next" | "back" | "pause" | "board" | "full" | "sound"} Act */

/** @type {Record<string, Act>} */
const ACTS = { ArrowRight: "next", ArrowLeft: "back", " ": "next", p: "pause", b: "board", f: "full", m: "sound" };

/**
 * What a key on the stage means; nothing for a single character where those are switched off.
 * @param {string} key
 * @param {boolean} single whether single characters count
 * @returns {Act | undefined}
 */
export function actOf(key, single) {
  return key.length > 1 || single ? ACTS[key.length > 1 ? key : key.toLowerCase()] : undefined;
}

/**
 * The time left as a countdown shows it: “4:05”, “1:04:05”.
 * @param {number} until milliseconds since 1970
 * @param {number} now
 */
export function left(until, now) {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
