/** A field that narrows a long list of choices to those that hold the typed words. */

/**
 * Whether the words of a choice hold every word that was typed.
 * @param {string} words
 * @param {string} typed
 */
export function holds(words, typed) {
  const lower = words.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every((part) => lower.includes(part));
}

/** @param {HTMLElement} field */
export function bind(field) {
  const input = /** @type {HTMLInputElement} */ (field);
  const list = document.getElementById(input.dataset.narrows ?? "");
  const choices = /** @type {HTMLElement[]} */ ([...(list?.children ?? [])]);
  const count = document.querySelector("[data-count]");
  input.hidden = false;
  input.addEventListener("input", () => {
    for (const choice of choices) choice.hidden = !holds(choice.textContent ?? "", input.value);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it searches; sending the form is the button's
  });
  list?.addEventListener("change", () => {
    const ticked = list.querySelectorAll("input:checked").length;
    if (count) count.textContent = ticked ? String(ticked) : "";
  });
}
