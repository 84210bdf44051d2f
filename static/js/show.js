/**
 * The stage of a hall: shows the scene that the host chose, or one after the other, and tells what has just happened.
 * A scene is a page of the server, fetched again at each turn, so that the stage cannot grow old; before one goes, the
 * event `quest:scene` has it let go of whatever it holds. Keys move this screen alone and change nothing on the server.
 */
import { bindAll } from "./app.js";
import { actOf, after } from "./scenes.js";
import { watch } from "./socket.js";
import { writeWords } from "./standings.js";

/** @typedef {{ nickname: string, what: string, names: Record<string, string> }} Told */
/** @typedef {{ scene: string | null, counts_to: string | null, turn: string[], build: string, told: Told[] }} Stage */

const TURN_MS = 20_000;
const FRESH_MS = 60_000;
const AGAIN_MS = 5_000;
const YOUNG_MS = 30_000;
const PATIENCE_MS = 15_000;

/** @param {HTMLElement} show */
export function bind(show) {
  let scene = show.dataset.show ?? "";
  let chosen = show.dataset.chosen ?? "";
  let rotates = chosen.startsWith(" ");
  let paused = false;
  let away = false;
  /** @type {string[]} */
  let turn = JSON.parse(show.dataset.turn ?? "[]");
  let timer = 0;
  let asked = 0;

  function plan(wait = rotates && !paused ? TURN_MS : FRESH_MS) {
    clearTimeout(timer);
    timer = setTimeout(() => go(rotates && !paused ? step(1) : scene), wait);
  }

  /** @param {number} steps */
  function step(steps) {
    return after(turn, scene, steps);
  }

  /** @param {string} name */
  async function go(name) {
    const mine = ++asked;
    clearTimeout(timer);
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(`/stage?scene=${encodeURIComponent(name)}`, { signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      const fresh = /** @type {HTMLElement | null} */ (page.querySelector("[data-show]"));
      if (fresh?.dataset.build !== show.dataset.build) anew();
      // A board keeps itself up to date, and no train should arrive twice.
      if (name !== scene || ["agenda", "countdown"].includes(scene)) place(page);
      show.dataset.show = scene = name;
      say();
      plan();
    } catch {
      if (mine === asked) plan(AGAIN_MS);
    }
  }

  /** @param {Document} page */
  function place(page) {
    document.dispatchEvent(new Event("quest:scene"));
    document.title = page.title;
    for (const part of [".stage-head", "main"]) {
      const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    }
    const main = document.querySelector("main");
    if (main) bindAll(main);
  }

  /** Loads the page again, but never again and again. */
  function anew() {
    setTimeout(() => location.reload(), Math.max(0, YOUNG_MS - performance.now()));
  }

  function say() {
    const says = document.querySelector("[data-stage-state]");
    const words = away ? show.dataset.reconnecting : paused ? show.dataset.paused : "";
    if (says) says.textContent = words ?? "";
  }

  /** @param {Stage} stage */
  function follow(stage) {
    if (stage.build !== show.dataset.build) return anew();
    turn = stage.turn;
    tell(show, stage.told);
    const mark = `${stage.scene ?? ""} ${stage.counts_to ?? ""}`;
    if (mark === chosen) return;
    chosen = mark;
    rotates = stage.scene === null;
    paused = false;
    go(stage.scene ?? turn[0] ?? scene);
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const root = document.documentElement;
    const act = actOf(event.key, root.dataset.keys !== "off");
    if (!act) return;
    event.preventDefault();
    if (act === "next" || act === "back") go(step(act === "next" ? 1 : -1));
    if (act === "board") go("board:overall");
    if (act === "pause") {
      paused = !paused;
      say();
      plan();
    }
    if (act === "sound") root.dataset.sound = root.dataset.sound === "low" ? "off" : "low";
    if (act === "full") (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()).catch(() => {});
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("quest:connection", (event) => {
    away = /** @type {CustomEvent<string>} */ (event).detail !== "online";
    say();
  });
  watch("stage", "stage", (stage) => follow(/** @type {Stage} */ (/** @type {unknown} */ (stage))));
  plan();
}

/**
 * Writes what has just happened: at most as many rows as the server tells.
 * @param {HTMLElement} show
 * @param {Told[]} told
 */
function tell(show, told) {
  const list = show.querySelector("[data-told-list]");
  const rows = told.map((each) => {
    const template = /** @type {HTMLTemplateElement | null} */ (show.querySelector(`[data-told="${each.what}"]`));
    const row = /** @type {HTMLElement} */ (template?.content.firstElementChild?.cloneNode(true));
    const [name, thing] = [row.querySelector("[data-told-name]"), row.querySelector("[data-told-thing]")];
    if (name) writeWords(/** @type {HTMLElement} */ (name), each.nickname);
    if (thing) thing.textContent = each.names[document.documentElement.lang] ?? each.names.en ?? "";
    return row;
  });
  list?.replaceChildren(...rows);
}
