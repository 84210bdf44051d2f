/**
 * A hint that costs: asks for it without leaving the page, so that a half-made answer stays. The price stands on the
 * button; without this file the form brings the page again with the hint on it.
 */

/**
 * The hint, unfolded, in place of the form that asked for it.
 * @param {HTMLFormElement} form
 * @param {string} words
 */
function unfold(form, words) {
  const button = /** @type {HTMLElement} */ (form.querySelector("button"));
  const details = document.createElement("details");
  details.className = "hint";
  details.open = true;
  const summary = document.createElement("summary");
  summary.className = button.className;
  summary.dataset.shortcut = button.dataset.shortcut;
  summary.append(...button.childNodes);
  summary.querySelector("small")?.remove();
  const text = document.createElement("p");
  text.setAttribute("role", "status");
  details.append(summary, text);
  form.replaceWith(details);
  text.textContent = words;
  summary.focus();
}

/** @param {HTMLElement} element */
export function bind(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!navigator.onLine) return; // the strip says so, and the hint comes with the network
    try {
      const sent = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
      const response = await fetch(form.action, sent);
      if (!response.ok) throw new Error(String(response.status));
      unfold(form, (await response.json()).hint);
    } catch {
      form.submit();
    }
  });
}
