/**
 * A question whose answer does not get lost: it is kept here first, then sent. While the server is out of reach, the
 * next kept question comes, and the verdicts later. Where nothing can be kept the plain form goes out.
 */
import { keepAhead } from "./keeping.js";
import { player } from "./player.js";
import { nextPage } from "./reckon.js";
import { changed, isAway, send } from "./sending.js";
import { add, ride, waiting } from "./store.js";
import { show, showWait } from "./swap.js";

const SLOW_MS = 2000;

/** @param {HTMLFormElement} form */
const attemptOf = (form) => Number(form.dataset.attempt);

/**
 * What the form would send, with all that is needed to send it later from elsewhere.
 * @param {HTMLFormElement} form
 * @returns {import("./store.js").Given}
 */
function givenBy(form) {
  const fields = /** @type {[string, string][]} */ ([...new FormData(form)]);
  const field = (/** @type {string} */ name) => fields.find(([each]) => each === name)?.[1] ?? "";
  return {
    attempt: attemptOf(form),
    question_id: field("question_id"),
    number: Number(form.dataset.number),
    prompt: document.getElementById("prompt")?.textContent ?? "",
    url: new URL(form.action).pathname,
    body: new URLSearchParams(fields).toString(),
    key: field("key"),
  };
}

/**
 * The next kept question, or that there is none.
 * @param {number} who
 * @param {import("./store.js").Given} given
 */
async function goOn(who, given) {
  const kept = await ride(who, given.attempt);
  const answered = new Set((await waiting(who)).filter((each) => each.attempt === given.attempt).map((each) => each.question_id));
  const turns = kept?.pages.find((each) => each.question_id === given.question_id)?.has_turns;
  const page = turns ? undefined : nextPage(kept?.pages ?? [], given.number + 1, answered);
  if (page) return show(page.html);
  showWait();
  await arrive(who, given.attempt);
}

/**
 * Leaves the page that waits, once nothing waits any more.
 * @param {number} who
 * @param {number} attempt
 */
export async function arrive(who, attempt) {
  const unsent = (await waiting(who)).filter((each) => each.attempt === attempt);
  if (unsent.length === 0) location.assign(`/attempts/${attempt}/answers`);
  else document.addEventListener("quest:answers", () => void arrive(who, attempt), { once: true });
}

/**
 * @param {HTMLFormElement} form
 * @param {string} words
 */
function sayFault(form, words) {
  const template = /** @type {HTMLTemplateElement | null} */ (form.querySelector("template[data-fault]"));
  const fault = /** @type {HTMLElement} */ (template?.content.firstElementChild?.cloneNode(true));
  fault.querySelector("span")?.replaceChildren(words);
  form.querySelector("[role=alert]")?.remove();
  template?.before(fault);
  delete form.dataset.sending;
}

/**
 * @param {number} who
 * @param {HTMLFormElement} form
 */
async function give(who, form) {
  const given = givenBy(form);
  await add(who, given);
  if (isAway()) {
    await changed();
    void send();
    return goOn(who, given);
  }
  const slow = setTimeout(() => document.dispatchEvent(new CustomEvent("quest:connection", { detail: "reconnecting" })), SLOW_MS);
  const results = await send(given.key);
  clearTimeout(slow);
  const own = results.get(given.key);
  if (own?.meaning === "away" || !own) return goOn(who, given);
  if (own.meaning === "unreadable") return sayFault(form, own.why ?? "");
  const alone = results.size === 1;
  location.assign(own.meaning !== "taken" ? `/attempts/${given.attempt}` : alone ? own.location : `/attempts/${given.attempt}/answers`);
}

/** @param {HTMLElement} element */
export function bind(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  addEventListener("pageshow", (event) => event.persisted && location.reload()); // it may be answered already
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending !== undefined) return;
    form.dataset.sending = "";
    const who = await player();
    try {
      if (who === undefined) form.submit();
      else await give(who, form);
    } catch {
      form.submit();
    }
  });
  void player().then((who) => (who === undefined ? undefined : keepAhead(who, givenBy(form)))).catch(() => undefined);
}
