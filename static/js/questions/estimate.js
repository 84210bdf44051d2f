/** A slider and two buttons beside the number that is typed. The number alone is the answer. */
import { notchesOf, numberAt, shareOf, stepped } from "./scale.js";

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

  const notches = notchesOf(scale);
  const unit = box.querySelector(".unit")?.textContent ?? "";
  const say = () => slider.setAttribute("aria-valuetext", field.value === "" ? "–" : `${field.value} ${unit}`.trim());

  slider.min = "0";
  slider.max = String(notches);
  slider.value = String(Math.round(notches / 2));
  slider.addEventListener("input", () => {
    field.value = String(numberAt(Number(slider.value) / notches, scale));
    say();
  });
  field.addEventListener("input", () => {
    if (field.value !== "") slider.value = String(Math.round(shareOf(field.valueAsNumber, scale) * notches));
    say();
  });
  say();
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (slide.querySelectorAll("[data-step-by]"))) {
    button.addEventListener("click", () => {
      const from = field.value === "" ? numberAt(0.5, scale) : field.valueAsNumber;
      field.value = String(stepped(from, Number(button.dataset.stepBy), scale));
      field.dispatchEvent(new Event("input"));
    });
  }
  slide.hidden = false;
}
