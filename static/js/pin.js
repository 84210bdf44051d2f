/** Six digits in six boxes: the one field below them keeps typing, pasting and reading aloud as they are. */

/**
 * The digits of what was typed or pasted, at most six.
 * @param {string} typed
 */
export function digits(typed) {
  return typed.replace(/\D/g, "").slice(0, 6);
}

/** @param {HTMLElement} pin */
export function bind(pin) {
  const field = /** @type {HTMLInputElement | null} */ (pin.querySelector("input"));
  const boxes = [...pin.querySelectorAll("b")];
  if (!field) return;

  function draw() {
    const typed = digits(field?.value ?? "");
    boxes.forEach((box, place) => {
      box.textContent = typed[place] ?? "";
      box.classList.toggle("next", place === Math.min(typed.length, 5) && typed.length < 6);
    });
  }

  field.removeAttribute("placeholder");
  field.removeAttribute("maxlength"); // a pasted “PIN 482 917” is cut here, to its digits
  field.addEventListener("input", () => {
    field.value = digits(field.value);
    draw();
  });
  pin.dataset.ready = "";
  draw();
}
