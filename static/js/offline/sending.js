/**
 * Sees to it that answers which wait go out as soon as they can, on whatever page their player is, and tells what came
 * of them. Signing out waits for them and leaves nothing behind.
 */
import { player } from "./player.js";
import { flush } from "./queue.js";
import { pause } from "./reckon.js";
import { forget, outcomes, owner, waiting, wipe } from "./store.js";

/** @typedef {import("./store.js").Told} Told */

const tabs = "BroadcastChannel" in window ? new BroadcastChannel("quest-answers") : undefined;
let away = false;
let tries = 0;
let timer = 0;

/** Whether the server was out of reach when it was last needed. */
export const isAway = () => away;

/** @param {boolean} next */
function turn(next) {
  if (next === away) return;
  away = next;
  document.dispatchEvent(new CustomEvent("quest:connection", { detail: away ? "reconnecting" : "online" }));
}

/**
 * Sends what waits now, and what cannot go out again later.
 * @param {string} [own] the key of an answer whose page waits for the result
 */
export async function send(own) {
  const who = await player();
  if (who === undefined || (await waiting(who)).length === 0) return new Map();
  clearTimeout(timer);
  const results = await flush(who, own);
  turn([...results.values()].some((result) => result.meaning === "away"));
  tries = away ? tries + 1 : 0;
  if (away) timer = window.setTimeout(send, pause(tries, Math.random()));
  changed();
  return results;
}

/** Tells this page and the other tabs that answers were added, sent or refused. */
export function changed() {
  tabs?.postMessage("changed");
  return draw();
}

/** Says how many answers wait, and what came of others. */
async function draw() {
  const who = await player();
  if (who === undefined) return;
  const unsent = await waiting(who);
  const answers = unsent.filter((each) => each.there === undefined);
  document.dispatchEvent(new CustomEvent("quest:answers", { detail: answers.length }));
  drawOutcomes(who, await outcomes(who));
}

/**
 * @param {number} who
 * @param {readonly Told[]} told
 */
function drawOutcomes(who, told) {
  const list = document.querySelector("[data-toasts]");
  if (!list) return;
  for (const old of list.querySelectorAll("[data-told-of]")) old.remove();
  const seen = Number(/** @type {HTMLElement | null} */ (document.querySelector("[data-seen]"))?.dataset.seen);
  for (const each of told) if (each.there) list.append(toast(who, each.why === null ? "checked-in" : "not-checked-in", [each], each.there));
  const ofAnswers = told.filter((each) => each.there === undefined);
  const taken = ofAnswers.filter((each) => each.why === null);
  void forget(who, taken.filter((each) => each.attempt === seen).map((each) => each.seq));
  for (const attempt of new Set(taken.map((each) => each.attempt))) {
    const ours = taken.filter((each) => each.attempt === attempt);
    if (attempt !== seen) list.append(toast(who, "taken", ours, `/attempts/${attempt}/answers`));
  }
  for (const each of ofAnswers) if (each.why !== null) list.append(toast(who, "refused", [each], `/attempts/${each.attempt}`));
}

/**
 * @param {number} who
 * @param {"taken" | "refused" | "checked-in" | "not-checked-in"} kind
 * @param {readonly Told[]} told
 * @param {string} href
 */
function toast(who, kind, told, href) {
  const template = /** @type {HTMLTemplateElement | null} */ (document.querySelector(`template[data-told="${kind}"]`));
  const made = /** @type {HTMLElement} */ (template?.content.firstElementChild?.cloneNode(true));
  made.dataset.toldOf = kind;
  const words = /** @type {HTMLElement | null} */ (made.querySelector("[data-words]"));
  const pattern = (told.length === 1 ? words?.dataset.one : words?.dataset.many) ?? "";
  const first = told[0];
  if (words) words.textContent = pattern.replace("{count}", String(told.length)).replace("{prompt}", first?.prompt ?? "");
  const why = made.querySelector("[data-why]");
  if (why) why.textContent = first?.why ?? "";
  made.querySelector("a")?.setAttribute("href", href);
  made.querySelector("button")?.addEventListener("click", async () => {
    await forget(who, told.map((each) => each.seq));
    await changed();
  });
  return made;
}

/**
 * Sends first, then forgets, then signs out. Where answers cannot go out the first press only says so.
 * @param {HTMLFormElement} form
 */
async function leave(form) {
  await send();
  const who = await player();
  const unsent = who === undefined ? [] : await waiting(who);
  if (unsent.length > 0 && form.dataset.warned === undefined) {
    form.dataset.warned = "";
    return;
  }
  await wipe();
  tabs?.postMessage("changed");
  form.submit();
}

/** What waited from an earlier page changes what this one says of points and stops; a half-filled form stays, though. */
async function catchUp() {
  await draw();
  const results = await send();
  const taken = [...results.values()].some((result) => result.meaning === "taken");
  if (taken && !document.querySelector("main :is(input:not([type=hidden]), select, textarea)")) location.reload();
}

export function bind() {
  tabs?.addEventListener("message", draw);
  addEventListener("online", () => void send());
  document.addEventListener("quest:retry", () => void send());
  document.addEventListener("quest:connection", (event) => {
    if (/** @type {CustomEvent<string>} */ (event).detail === "online" && !away) void send(); // a socket is back
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void send());
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.dataset.leaves === undefined) return;
    event.preventDefault();
    void leave(event.target);
  });
  addEventListener("pageshow", async (event) => {
    if (event.persisted && (await owner()) !== (await player())) location.reload(); // somebody else came meanwhile
  });
  void catchUp();
}
