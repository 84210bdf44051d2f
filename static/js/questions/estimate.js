/** A slider and two buttons beside the number that is typed. The number alone is the answer. */
import { numberAt, shareOf, stepped } from "./scale.js";

const NOTCHES = 1000;

/** @param {HTMLElement} box */
export function bind(box) {
  const field = /** @type {HTMLInputElement | null} */ (box.querySelector("input[name=answer]"));
  const slider = /** @type {HTMLInputElement | null} */ (box.querySelector("input[type=range]"));
  const slide = /** @type {HTMLElement | null} */ (box.querySelector(".estimate-slide"));
  if (!field || !slider || !slide) return;
  const scale = {
    min: Number(field.min),
    max: Number(field.max),
    step: Number(field.dataset.step),
    log: box.dataset.scale === "log",
  };

  slider.min = "0";
  slider.max = String(NOTCHES);
  slider.value = String(NOTCHES / 2);
  slider.addEventListener("input", () => {
    field.value = String(numberAt(Number(slider.value) / NOTCHES, scale));
    slider.setAttribute("aria-valuetext", field.value);
  });
  field.addEventListener("input", () => {
    if (field.value !== "") slider.value = String(Math.round(shareOf(field.valueAsNumber, scale) * NOTCHES));
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (slide.querySelectorAll("[data-step-by]"))) {
    button.addEventListener("click", () => {
      const from = field.value === "" ? numberAt(0.5, scale) : field.valueAsNumber;
      field.value = String(stepped(from, Number(button.dataset.stepBy), scale));
      field.dispatchEvent(new Event("input"));
    });
  }
  slide.hidden = false;
}
