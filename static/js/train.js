/** The player's train on the map: comes along the track from the stop that was just done. */

import { milliseconds } from "./reorder.js";

const LAST = "train";
const STEPS = 24;

/**
 * Where the train is seen on its way, as shifts from where it stands in the end.
 * @param {(share: number) => { x: number, y: number }} at a place on the track, from 0 to 1 of its length
 * @param {number} steps how many places besides the first
 */
export function hops(at, steps) {
  const end = at(1);
  return Array.from({ length: steps + 1 }, (_, step) => {
    const { x, y } = at(step / steps);
    return `translate(${(x - end.x).toFixed(1)}px, ${(y - end.y).toFixed(1)}px)`;
  });
}

/**
 * Notes where the train stands; if it stood one stop before when the map was last seen, it travels.
 * @param {SVGElement} here the stop at which it stands
 */
export function arrive(here) {
  const stop = here.dataset.stop ?? "";
  const before = sessionStorage.getItem(LAST);
  sessionStorage.setItem(LAST, stop);
  const ways = /** @type {SVGPathElement[]} */ ([...here.querySelectorAll("[data-from]")]);
  const way = ways.find((each) => each.dataset.from === before);
  const train = here.querySelector(".train");
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const duration = milliseconds(style.getPropertyValue("--m-hop"));
  if (!way || !train || !duration || root.hasAttribute("data-calm")) return;
  const length = way.getTotalLength();
  const frames = hops((share) => way.getPointAtLength(share * length), STEPS);
  train.animate({ transform: frames }, { duration, easing: style.getPropertyValue("--ease").trim() || "ease" });
}
