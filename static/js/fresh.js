/**
 * Keeps a part of a page as the server has it, by asking for the page again every few seconds while somebody can see
 * it. What cannot be had now is asked for again; a half-typed field or an open fold is left alone.
 */
import { bindAll } from "./app.js";

const PATIENCE_MS = 10_000;

/**
 * Whether somebody is about to do something in it.
 * @param {Element} part
 */
export function isInUse(part) {
  return part.querySelector("details[open]") !== null || part.querySelector("input:focus, textarea:focus, select:focus") !== null;
}

/** @returns {Promise<Document | undefined>} */
async function ask() {
  try {
    const response = await fetch(location.pathname, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : undefined;
  } catch {
    return undefined;
  }
}

/** @param {HTMLElement} part */
export function bind(part) {
  const every = Number(part.dataset.fresh) * 1000;
  if (!every) return;
  const names = [`#${part.id}`, part.dataset.freshWith].filter((name) => name !== undefined);
  const state = document.querySelector("[data-stage-state]");

  async function turn() {
    if (document.visibilityState === "visible" && !isInUse(part)) await follow();
    setTimeout(turn, every);
  }

  async function follow() {
    const page = await ask();
    if (state) state.textContent = page ? "" : (part.dataset.reconnecting ?? "");
    const next = page?.getElementById(part.id);
    if (!page || isInUse(part)) return;
    // What the page is about has changed: it has other parts, and another title.
    if (!next || next.dataset.fresh !== part.dataset.fresh) return location.replace(location.pathname);
    for (const name of names) swap(document.querySelector(name), page.querySelector(name));
  }

  setTimeout(turn, every);
}

/**
 * @param {Element | null} old
 * @param {Element | null} next
 */
function swap(old, next) {
  if (!old || !next || old.innerHTML === next.innerHTML) return;
  const focused = /** @type {HTMLElement | null} */ (old.contains(document.activeElement) ? document.activeElement : null);
  const place = focused ? [...old.querySelectorAll("a, button, summary")].indexOf(focused) : -1;
  old.replaceChildren(...next.childNodes);
  void bindAll(old);
  /** @type {HTMLElement | undefined} */ ([...old.querySelectorAll("a, button, summary")][place])?.focus({ preventScroll: true });
}
