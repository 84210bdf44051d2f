/**
 * Filling gaps from a bank of words: a word that is tapped goes into the gap that waits. The plain selects stay
 * underneath and carry the answer.
 */

/**
 * The words in the gaps after a tap on a word of the bank; a word that lies in a gap already moves.
 * @param {readonly string[]} gaps the word in each gap, empty for an open one
 * @param {number} waiting the gap that takes the word
 * @param {string} word
 */
export function filled(gaps, waiting, word) {
  return gaps.map((held, place) => (place === waiting ? word : held === word ? "" : held));
}

/**
 * The gap that takes the next word: the first open one from here on, else the first open one, else this one.
 * @param {readonly string[]} gaps
 * @param {number} here
 */
export function waitingAfter(gaps, here) {
  const next = gaps.findIndex((held, place) => !held && place >= here);
  const first = gaps.indexOf("");
  return next >= 0 ? next : first >= 0 ? first : here;
}

/** @param {string} className */
function button(className) {
  return Object.assign(document.createElement("button"), { type: "button", className });
}

/** @param {HTMLElement} box */
export function bind(box) {
  const selects = [...box.querySelectorAll("select")];
  const bank = [...(selects[0]?.options ?? [])].filter((option) => option.value);
  let waiting = waitingAfter(selects.map((select) => select.value), 0);
  const says = Object.assign(document.createElement("p"), { className: "vh" });
  says.setAttribute("role", "status");

  const slots = selects.map((select, place) => {
    const slot = button("gap-slot");
    slot.addEventListener("click", () => {
      waiting = place;
      put(selects.map((each, other) => (other === place ? "" : each.value)), place);
    });
    select.before(slot);
    return slot;
  });
  const words = bank.map((option) => {
    const word = button("gap-word");
    word.textContent = option.text;
    word.addEventListener("click", () => {
      const taken = waiting;
      const gaps = filled(selects.map((select) => select.value), taken, option.value);
      waiting = waitingAfter(gaps, taken);
      put(gaps, taken);
    });
    return word;
  });

  /**
   * Takes over the words in the gaps and says what one of them holds now.
   * @param {readonly string[]} gaps
   * @param {number} changed
   */
  function put(gaps, changed) {
    selects.forEach((select, place) => {
      select.value = gaps[place] ?? "";
    });
    draw();
    says.textContent = slots[changed]?.getAttribute("aria-label") ?? "";
  }

  function draw() {
    const gaps = selects.map((select) => select.value);
    slots.forEach((slot, place) => {
      const word = selects[place]?.selectedOptions[0]?.text ?? "";
      const number = selects[place]?.parentElement?.dataset.gap ?? "";
      const label = (gaps[place] ? box.dataset.filled : box.dataset.empty) ?? "";
      slot.textContent = gaps[place] ? word : number;
      slot.setAttribute("aria-label", label.replace("{gap}", number).replace("{word}", word));
      slot.toggleAttribute("data-filled", Boolean(gaps[place]));
      slot.toggleAttribute("data-waiting", place === waiting && !gaps[place]);
    });
    words.forEach((word, place) => word.setAttribute("aria-pressed", String(gaps.includes(bank[place]?.value ?? ""))));
  }

  const list = document.createElement("ul");
  list.className = "gap-bank";
  list.setAttribute("aria-label", box.dataset.bank ?? "");
  for (const word of words) {
    const item = document.createElement("li");
    item.append(word);
    list.append(item);
  }
  box.append(list, says);
  box.dataset.ready = "";
  draw();
}
