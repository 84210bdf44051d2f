/**
 * Keeps a part of a page fresh: at the moment that `data-refresh` names, the page is fetched again and the part with the
 * same id takes this one's place. While the server is out of reach the old part stays, and the page says so.
 */
import { bindAll } from "./app.js";

const AGAIN_MS = 3_000;

/**
 * How long to wait, milliseconds: never less than a moment, so that a clock that is wrong asks no server to death.
 * @param {string} moment ISO 8601
 * @param {number} now milliseconds since 1970
 */
export function wait(moment, now) {
  return Math.max(AGAIN_MS / 3, Math.min(Date.parse(moment) - now, 2 ** 31 - 1));
}

/** @param {HTMLElement} part */
export function bind(part) {
  const state = document.querySelector("[data-stage-state]");
  /** @param {number} after milliseconds */
  const later = (after) => setTimeout(refresh, after);

  async function refresh() {
    try {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout(AGAIN_MS * 3) });
      if (answer.redirected) return location.reload(); // signed out
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      if (!fresh) return location.reload();
      if (state) state.textContent = "";
      part.replaceWith(document.adoptNode(fresh));
      if (fresh.parentElement) bindAll(fresh.parentElement);
    } catch {
      if (state) state.textContent = part.dataset.reconnecting ?? "";
      later(AGAIN_MS);
    }
  }

  later(wait(part.dataset.refresh ?? "", Date.now()));
}
