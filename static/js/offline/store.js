/**
 * What this browser keeps so that a level goes on without a network: the pages of its next questions, the answers that
 * have not reached the server, and what came of those that did. All of it belongs to one player; whoever comes next
 * finds nothing.
 *
 * @typedef {{ question_id: string, number: number, has_turns: boolean, html: string }} Page as the server gave it
 * @typedef {{ attempt: number, language: string, from: number, pages: Page[] }} Ride `from` is the question last shown
 * @typedef {{ attempt: number, question_id: string, number: number, prompt: string, url: string, body: string, key: string, there?: string, read_at?: number }} Given
 *   a check-in is of no attempt: it has the page of its station, and when its code was read, in milliseconds since 1970
 * @typedef {Given & { seq: number }} Waiting in the order in which they were given
 * @typedef {{ attempt: number, prompt: string, why: string | null, there?: string }} Outcome `why` it was refused; null when it was taken
 * @typedef {Outcome & { seq: number }} Told
 */

import { forgetDrafts } from "../draft.js";

const NAME = "quest";
const VERSION = 1;
const STORES = ["owner", "rides", "answers", "outcomes"];
/** Pictures of kept questions, in Cache Storage; the service worker serves them. */
export const PICTURES = "quest-pictures";
/** What Cache Storage has for one person alone; the files of the quest itself are everybody's. */
const PERSONAL = [PICTURES, "quest-language"];

async function emptyCaches() {
  if ("caches" in window) await Promise.all(PERSONAL.map((name) => caches.delete(name)));
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("owner");
      request.result.createObjectStore("rides", { keyPath: "attempt" });
      request.result.createObjectStore("answers", { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore("outcomes", { keyPath: "seq", autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template Value
 * @param {IDBRequest<Value>} request
 * @returns {Promise<Value>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs an act in one transaction over everything.
 * @template Value
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => Promise<Value>} act
 * @returns {Promise<Value>}
 */
async function transact(mode, act) {
  const database = await open();
  try {
    const transaction = database.transaction(STORES, mode);
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = () => reject(transaction.error);
    });
    const value = await act((name) => transaction.objectStore(name));
    await ended;
    return value;
  } finally {
    database.close();
  }
}

/**
 * Runs an act for a player; one to whom the store does not belong (any more) neither reads nor writes.
 * @template Value
 * @param {number} player
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => Promise<Value>} act
 */
function as(player, mode, act) {
  return transact(mode, async (store) => {
    if ((await done(store("owner").get("player"))) !== player) throw new DOMException("not yours", "InvalidStateError");
    return act(store);
  });
}

/** Whose it is; undefined for nobody's. @returns {Promise<number | undefined>} */
export const owner = () => transact("readonly", (store) => done(store("owner").get("player")));

/** Forgets everything. */
export async function wipe() {
  await transact("readwrite", async (store) => {
    for (const name of STORES) await done(store(name).clear());
  });
  await emptyCaches();
  forgetDrafts();
}

/**
 * Makes it this player's; what was another's is forgotten first.
 * @param {number} player
 */
export async function claim(player) {
  const before = await owner();
  if (before === player) return;
  if (before !== undefined) await wipe();
  await transact("readwrite", (store) => done(store("owner").put(player, "player")));
}

/** Forgets what a stranger at this browser must not see. Answers stay, for their player to send after signing in. */
export async function seal() {
  const unsent = await transact("readonly", (store) => done(store("answers").count()));
  if (unsent === 0) return wipe();
  await transact("readwrite", async (store) => {
    await done(store("rides").clear());
    await done(store("outcomes").clear());
  });
  await emptyCaches();
}

/**
 * @param {number} player
 * @param {number} attempt
 * @returns {Promise<Ride | undefined>}
 */
export const ride = (player, attempt) => as(player, "readonly", (store) => done(store("rides").get(attempt)));

/**
 * Everything that can be ridden on without a network.
 * @param {number} player
 * @returns {Promise<Ride[]>}
 */
export const rides = (player) => as(player, "readonly", (store) => done(store("rides").getAll()));

/**
 * Keeps the pages of an attempt; those of other attempts go, unless their answers still wait.
 * @param {number} player
 * @param {Ride} kept
 */
export const keep = (player, kept) =>
  as(player, "readwrite", async (store) => {
    /** @type {Waiting[]} */
    const answers = await done(store("answers").getAll());
    const needed = new Set(answers.map((each) => each.attempt)).add(kept.attempt);
    for (const key of await done(store("rides").getAllKeys())) {
      if (!needed.has(Number(key))) await done(store("rides").delete(key));
    }
    await done(store("rides").put(kept));
  });

/**
 * @param {number} player
 * @param {Given} given
 */
export const add = (player, given) => as(player, "readwrite", (store) => done(store("answers").add(given)));

/**
 * @param {number} player
 * @returns {Promise<Waiting[]>}
 */
export const waiting = (player) => as(player, "readonly", (store) => done(store("answers").getAll()));

/**
 * Takes an answer off the queue, for what came of it; for nothing when the player sees that at once.
 * @param {number} player
 * @param {number} seq
 * @param {Outcome} [outcome]
 */
export const settle = (player, seq, outcome) =>
  as(player, "readwrite", async (store) => {
    await done(store("answers").delete(seq));
    if (outcome) await done(store("outcomes").add(outcome));
  });

/**
 * @param {number} player
 * @returns {Promise<Told[]>}
 */
export const outcomes = (player) => as(player, "readonly", (store) => done(store("outcomes").getAll()));

/**
 * @param {number} player
 * @param {readonly number[]} seqs
 */
export const forget = (player, seqs) =>
  as(player, "readwrite", async (store) => {
    for (const seq of seqs) await done(store("outcomes").delete(seq));
  });
