/**
 * A half-made answer outlives the page: switching the language in the middle of a level, a reload or a look at the map
 * loses nothing. It stays in this tab, until the answer is sent. Restored before anything else is bound, so that what
 * builds on the fields finds them filled.
 */

const PREFIX = "draft:";
const HIDDEN = new Set(["hidden", "submit", "button"]);

/** @typedef {Record<string, string[]>} Draft values by field, in the order of the fields */

/**
 * @param {Iterable<readonly [string, unknown]>} entries of a form
 * @returns {Draft}
 */
export function draftOf(entries) {
  /** @type {Draft} */
  const draft = {};
  for (const [name, value] of entries) {
    if (name !== "key" && name !== "question_id") (draft[name] ??= []).push(String(value));
  }
  return draft;
}

/**
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 */
function restore(form, draft) {
  /** @type {Map<string, number>} */
  const used = new Map();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement)) continue;
    const values = draft[field.name];
    if (!values || HIDDEN.has(field.type)) continue;
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) {
      field.checked = values.includes(field.value);
      continue;
    }
    const nth = used.get(field.name) ?? 0;
    used.set(field.name, nth + 1);
    field.value = values[nth] ?? field.value;
  }
  for (const list of form.querySelectorAll("[data-order]")) {
    const items = draft["answer"]?.map((name) => list.querySelector(`[data-item="${CSS.escape(name)}"]`)) ?? [];
    list.append(...items.filter((item) => item !== null));
  }
}

/** Forgets every draft of this tab. */
export function forgetDrafts() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}

/** @param {HTMLElement} element */
export function bind(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  const name = PREFIX + form.dataset.draft;
  const kept = sessionStorage.getItem(name);
  let touched = kept !== null;
  if (kept !== null) restore(form, JSON.parse(kept));
  for (const act of ["input", "change", "pointerdown", "keydown"]) form.addEventListener(act, () => (touched = true));
  form.addEventListener("submit", () => sessionStorage.removeItem(name));
  addEventListener("pagehide", () => {
    const isSent = form.dataset.sending !== undefined || !form.isConnected;
    if (touched && !isSent) sessionStorage.setItem(name, JSON.stringify(draftOf(new FormData(form))));
  });
}
