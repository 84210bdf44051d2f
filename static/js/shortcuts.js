/**
 * Keys: `data-shortcut` names the key that clicks an element (“Enter”, “Escape”, a letter), `data-key` the letter that
 * chooses an option; its number in the list does the same. Single characters can be switched off (`data-keys="off"`).
 */

let bound = false;

/**
 * The option that a pressed key means: A is the first, 1 too.
 * @param {string} key
 * @param {readonly string[]} letters
 * @returns {number} its place, or -1
 */
export function optionFor(key, letters) {
  const digit = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
  return digit >= 0 ? (digit < letters.length ? digit : -1) : letters.indexOf(key.toUpperCase());
}

/** @param {EventTarget | null} target */
function takesWords(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "range"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** @param {string} key */
function press(key) {
  const keyed = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-key]")]);
  const options = keyed.filter((option) => !option.closest("[hidden]"));
  const place = key.length === 1 ? optionFor(key, options.map((option) => option.dataset.key ?? "")) : -1;
  const chosen = place >= 0 ? options[place] : undefined;
  if (chosen) {
    chosen.focus();
    chosen.click();
    return true;
  }
  const named = /** @type {HTMLElement | null} */ (document.querySelector(`[data-shortcut="${CSS.escape(key)}" i]`));
  named?.click();
  return named !== null;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || takesWords(event.target)) return;
  if (event.key.length === 1 && document.documentElement.dataset.keys === "off") return;
  const onControl = event.target instanceof HTMLElement && event.target.closest("a, button, summary, input");
  if (event.key === "Enter" && onControl) return; // the control's own Enter comes first
  if (press(event.key)) event.preventDefault();
}

export function bind() {
  if (bound) return;
  bound = true;
  document.addEventListener("keydown", pressed);
}
