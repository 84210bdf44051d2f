/**
 * A hosted round on a phone, on the projector and on the host's console. The server draws each view; this puts it in its
 * place, fills in what is the player's own, counts down on the server's clock, and sends an answer until it is kept.
 */
import { bindAll } from "./app.js";
import { send, watch } from "./socket.js";
import { writeWords } from "./standings.js";

/**
 * @typedef {{ answered?: boolean, correct?: boolean, fraction?: number } & Record<string, unknown>} Own
 * @typedef {{ id: number, version: number, phase: string, position: number, paused: boolean, now: string, html?: string,
 *   me?: Own, removed?: boolean } & Record<string, unknown>} Round
 * @typedef {{ question_id: string, fields: Record<string, string[]>, key: string }} Answer
 */

const TICK_MS = 250;
const SLOW_MS = 1500;
const SEATS_MS = 1000;
const numbers = new Intl.NumberFormat(document.documentElement.lang);

/**
 * Which of the page's own parts are to be seen.
 * @param {Own | undefined} me
 * @returns {"" | "none" | "sent" | "right" | "partly" | "wrong"}
 */
export function ownState(me) {
  if (!me || me.answered === undefined) return "";
  if (!me.answered) return "none";
  if (me.correct === undefined) return "sent";
  return me.correct ? "right" : me.fraction ? "partly" : "wrong";
}

/**
 * Whole seconds until a moment, on the server's clock.
 * @param {string} until ISO 8601
 * @param {number} now milliseconds since 1970
 */
export function secondsUntil(until, now) {
  return Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
}

/**
 * The fields of a form, each with all of its values.
 * @param {Iterable<[string, unknown]>} entries
 */
export function fieldsOf(entries) {
  /** @type {Record<string, string[]>} */
  const fields = {};
  for (const [name, value] of entries) (fields[name] ??= []).push(String(value));
  return fields;
}

/** @param {HTMLElement} root */
export function bind(root) {
  const { audience, key } = root.dataset;
  const id = Number(root.dataset.round);
  let ahead = Date.parse(root.dataset.now ?? "") - Date.now();
  let shown = "";
  /** @type {Answer | undefined} */
  let pending;

  /** @param {Round} round */
  function draw(round) {
    if (round.removed) return location.reload();
    ahead = Date.parse(round.now) - Date.now();
    for (const count of document.querySelectorAll("[data-count]")) {
      const value = round[/** @type {HTMLElement} */ (count).dataset.count ?? ""];
      if (typeof value === "number") count.textContent = numbers.format(value);
    }
    const rest = audience === "player" ? "" : `${round.version}/${round.phase === "lobby" ? round.players : ""}`;
    const moment = [round.phase, round.position, round.paused, rest].join();
    if (moment !== shown && round.html !== undefined) place(round.html);
    shown = moment;
    const step = document.querySelector("[data-step]");
    if (step) step.textContent = numbers.format(round.position + 1);
    if (audience === "player") drawOwn(round.me);
    if (audience === "host") seatsChanged();
    if (round.phase !== "open") pending = undefined;
    tick();
  }

  /** @param {string} markup */
  function place(markup) {
    const drawn = document.createElement("template");
    drawn.innerHTML = markup;
    const held = document.activeElement?.closest("[data-slot]");
    for (const slot of [...drawn.content.children]) {
      const name = /** @type {HTMLElement} */ (slot).dataset.slot;
      document.querySelector(`[data-slot="${name}"]`)?.replaceWith(slot);
      bindAll(slot);
    }
    if (audience !== "player") return;
    const heading = /** @type {HTMLElement | null} */ (root.querySelector("h1, h2"));
    const says = root.querySelector("[data-round-says]");
    if (says) says.textContent = heading?.textContent ?? "";
    if (held) document.getElementById("main")?.focus();
    scrollTo({ top: 0 });
    fault("");
  }

  /** @param {Own | undefined} me */
  function drawOwn(me) {
    const state = ownState(me);
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-own-state]"))) {
      each.hidden = !(each.dataset.ownState ?? "").split(" ").includes(state);
    }
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-own-if]"))) {
      each.hidden = me?.[each.dataset.ownIf ?? ""] === undefined;
    }
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-own]"))) {
      const value = me?.[each.dataset.own ?? ""];
      if (typeof value === "number") each.textContent = numbers.format(value);
      else if (typeof value === "string") writeWords(each, value);
    }
  }

  /** @param {string} words */
  function fault(words) {
    const said = /** @type {HTMLElement | null} */ (root.querySelector("[data-round-fault]"));
    if (!said) return;
    said.hidden = words === "";
    said.textContent = words;
  }

  async function deliver() {
    const answer = pending;
    if (!answer) return;
    const slow = setTimeout(() => fault(root.dataset.again ?? ""), SLOW_MS);
    const reply = await send("answer", { round_id: id, ...answer }).catch(() => undefined);
    clearTimeout(slow);
    if (answer !== pending || !reply) return; // the reconnect sends it again
    pending = undefined;
    const code = /** @type {string | undefined} */ (reply.code);
    if (reply.accepted || code === "already_answered") {
      fault("");
      drawOwn({ answered: true });
      const sent = /** @type {HTMLElement | null} */ (root.querySelector('[data-own-state="sent"]'));
      sent?.focus();
    } else {
      fault(code === "bad_answer" ? (root.dataset.unread ?? "") : (root.dataset.late ?? ""));
    }
  }

  let seatsAt = 0;
  function seatsChanged() {
    clearTimeout(seatsAt);
    seatsAt = setTimeout(async () => {
      const page = await fetch(location.href).then((response) => response.text()).catch(() => "");
      const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("[data-round-seats]");
      const old = document.querySelector("[data-round-seats]");
      if (fresh && old && !old.contains(document.activeElement)) old.replaceWith(fresh);
    }, SEATS_MS);
  }

  function tick() {
    const now = Date.now() + ahead;
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-until]"))) {
      const left = secondsUntil(each.dataset.until ?? "", now);
      if (each instanceof HTMLProgressElement) each.value = Math.max(0, (Date.parse(each.dataset.until ?? "") - now) / 1000);
      else if (each.textContent !== numbers.format(left)) each.textContent = numbers.format(left);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.roundAnswer === undefined) return;
    event.preventDefault();
    if (pending) return;
    const { question_id: [question = ""] = [], key: _, ...fields } = fieldsOf(new FormData(form));
    pending = { question_id: question, fields, key: crypto.randomUUID() };
    deliver();
  });
  document.addEventListener("quest:connection", (event) => {
    if (/** @type {CustomEvent<string>} */ (event).detail === "online") deliver();
  });
  setInterval(tick, TICK_MS);
  tick();
  const asks = { html: true, language: document.documentElement.lang, ...(key ? { key } : {}), ...(audience === "host" ? { as: "host" } : {}) };
  watch(
    `round:${id}`,
    "round",
    (snapshot) => draw(/** @type {Round} */ (/** @type {unknown} */ (snapshot))),
    (snapshot) => snapshot.id === id,
    { asks, repeats: true },
  );
}
