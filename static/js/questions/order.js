/** Ordering by buttons and by dragging; each item carries its place into the form as a hidden `answer`. */

/**
 * The list with one item moved to another place.
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} from
 * @param {number} to
 */
export function moved(items, from, to) {
  const rest = items.filter((_, place) => place !== from);
  const item = items[from];
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** @param {HTMLElement} list */
export function bind(list) {
  const says = document.querySelector("[data-order-says]");

  /** @returns {HTMLElement[]} */
  const items = () => [...list.querySelectorAll("[data-item]")].filter((each) => each instanceof HTMLElement);

  function drawButtons() {
    const all = items();
    all.forEach((item, place) => {
      const [up, down] = /** @type {HTMLButtonElement[]} */ ([...item.querySelectorAll("[data-move]")]);
      if (up) up.disabled = place === 0;
      if (down) down.disabled = place === all.length - 1;
    });
  }

  /**
   * @param {HTMLElement} item
   * @param {number} to
   */
  function put(item, to) {
    const all = items();
    const place = Math.max(0, Math.min(all.length - 1, to));
    list.append(...moved(all, all.indexOf(item), place));
    drawButtons();
    if (!says) return;
    says.textContent = (list.dataset.moved ?? "")
      .replace("{item}", item.querySelector("[data-words]")?.textContent ?? "")
      .replace("{place}", String(place + 1))
      .replace("{total}", String(all.length));
  }

  for (const item of items()) {
    const answer = Object.assign(document.createElement("input"), { type: "hidden", name: "answer" });
    answer.value = item.dataset.item ?? "";
    item.append(answer);
    item.querySelector("select")?.remove();
    const moves = /** @type {HTMLElement} */ (item.querySelector(".order-moves"));
    moves.hidden = false;
    moves.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("[data-move]");
      if (!(button instanceof HTMLButtonElement)) return;
      put(item, items().indexOf(item) + Number(button.dataset.move));
      const again = button.disabled ? moves.querySelector("button:not([disabled])") : button;
      if (again instanceof HTMLElement) again.focus(); // moving an element takes its focus away
    });
    item.addEventListener("pointerdown", (event) => drag(event, item));
  }

  /**
   * @param {PointerEvent} start
   * @param {HTMLElement} item
   */
  function drag(start, item) {
    if (start.button !== 0 || /** @type {HTMLElement} */ (start.target).closest("button")) return;
    list.setPointerCapture(start.pointerId); // the list stays where it is; an item that is moved would lose the capture
    item.classList.add("lifted");
    /** @param {PointerEvent} event */
    function follow(event) {
      const to = items().findIndex((other) => {
        const box = other.getBoundingClientRect();
        return other !== item && event.clientY > box.top && event.clientY < box.bottom;
      });
      if (to >= 0) put(item, to);
    }
    function drop() {
      item.classList.remove("lifted");
      list.removeEventListener("pointermove", follow);
    }
    list.addEventListener("pointermove", follow);
    list.addEventListener("lostpointercapture", drop, { once: true });
  }

  list.dataset.ready = "";
  drawButtons();
}
