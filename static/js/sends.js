/**
 * A form that is sent without leaving its page: when no answer comes it says so on the spot. Its key makes another try
 * harmless, so the words can promise that it arrives once.
 */

const PATIENCE_MS = 15_000;

/**
 * What an answer means: it was done, the page has to tell more, or nobody knows.
 * @param {{ type: string, status: number } | null} response null when none came
 * @returns {"done" | "refused" | "unknown"}
 */
export function outcome(response) {
  if (response?.type === "opaqueredirect") return "done";
  return !response || response.status >= 500 ? "unknown" : "refused";
}

/** @param {HTMLElement} element its `data-sends` is where its page goes on */
export function bind(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  const failed = /** @type {HTMLElement | null} */ (form.querySelector("[data-failed]"));
  const first = /** @type {HTMLButtonElement | null} */ (form.querySelector("button"));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const sent = { method: "POST", body: new FormData(form), signal: AbortSignal.timeout(PATIENCE_MS) };
    const response = await fetch(form.action, { ...sent, redirect: "manual" }).catch(() => null);
    form.ariaBusy = null;
    const came = outcome(response);
    if (came === "refused") return form.submit();
    if (came === "done") {
      history.replaceState(null, "", form.dataset.sends);
      return location.reload();
    }
    if (failed) failed.hidden = false;
    if (first) first.hidden = true;
    failed?.querySelector("button")?.focus();
  });
}
