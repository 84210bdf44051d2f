/** Sends the answers that wait, one after the other, each until the server has said what it comes to. */
import { bodyOf, meaning } from "./reckon.js";
import { settle, waiting } from "./store.js";

/** @typedef {import("./store.js").Waiting} Waiting */
/** @typedef {{ meaning: ReturnType<typeof meaning>, location?: string, why?: string }} Result */

const PATIENCE_MS = 10_000;

/**
 * @param {Waiting} answer
 * @returns {Promise<Result>}
 */
async function post(answer) {
  try {
    const response = await fetch(answer.url, {
      method: "POST",
      body: bodyOf(answer, Date.now()),
      headers: { Accept: "application/json" },
      redirect: "error", // a hotspot that wants a sign-in of its own redirects; we never do
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
    const reply = isJson ? await response.json() : undefined;
    return { meaning: meaning(response.status, reply, answer.number), location: reply?.location, why: reply?.detail };
  } catch {
    return { meaning: "away" };
  }
}

/**
 * Only one tab of a browser sends at a time. Where there are no locks, the server still takes each answer once.
 * @template Value
 * @param {() => Promise<Value>} act
 * @returns {Promise<Value>}
 */
async function alone(act) {
  return navigator.locks ? navigator.locks.request("quest-answers", act) : act();
}

/**
 * Sends what waits. The answer that the player has just given, named by its key, leaves no outcome behind where the
 * page itself tells it.
 * @param {number} player
 * @param {string} [own]
 * @returns {Promise<Map<string, Result>>} results by key
 */
export function flush(player, own) {
  return alone(async () => {
    /** @type {Map<string, Result>} */
    const results = new Map();
    // What came too early has its turn once the answer before it was taken.
    while (await pass(player, own, results));
    return results;
  });
}

/**
 * Sends each waiting answer once.
 * @param {number} player
 * @param {string | undefined} own
 * @param {Map<string, Result>} results
 * @returns {Promise<boolean>} whether another pass may bring more
 */
async function pass(player, own, results) {
  let taken = false;
  let early = false;
  for (const answer of await waiting(player)) {
    const result = await post(answer);
    results.set(answer.key, result);
    if (result.meaning === "away" || result.meaning === "stranger") return false;
    taken ||= result.meaning === "taken";
    early ||= result.meaning === "early";
    if (result.meaning !== "early") await settle(player, answer.seq, outcomeOf(answer, result, own));
  }
  return taken && early;
}

/**
 * @param {Waiting} answer
 * @param {Result} result
 * @param {string | undefined} own
 */
function outcomeOf(answer, result, own) {
  const { attempt, prompt, there } = answer;
  if (answer.key === own && result.meaning !== "refused") return undefined;
  const why = result.meaning === "taken" ? null : (result.why ?? "");
  return { attempt, prompt, why, ...(there === undefined ? {} : { there: result.location ?? there }) };
}
