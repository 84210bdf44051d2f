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

/**
 * @param {readonly HTMLElement[]} words
 * @param {string} label
 */
function bankOf(words, label) {
  const list = Object.assign(document.createElement("ul"), { className: "gap-bank" });
  list.setAttribute("aria-label", label);
  for (const word of words) {
    const item = document.createElement("li");
    item.append(word);
    list.append(item);
  }
  return list;
}

/**
 * Shows in a slot what its select holds, or its number while it is open.
 * @param {HTMLButtonElement} slot
 * @param {HTMLSelectElement} select
 * @param {DOMStringMap} says what to say of a gap that is filled or empty
 * @param {boolean} isWaiting
 */
function drawSlot(slot, select, says, isWaiting) {
  const word = select.value ? (select.selectedOptions[0]?.text ?? "") : "";
  const number = select.parentElement?.dataset.gap ?? "";
  const label = (word ? says.filled : says.empty) ?? "";
  slot.textContent = word || number;
  slot.setAttribute("aria-label", label.replace("{gap}", number).replace("{word}", word));
  slot.toggleAttribute("data-filled", word !== "");
  slot.toggleAttribute("data-waiting", isWaiting && word === "");
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
    return { slot, select };
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
    says.textContent = slots[changed]?.slot.getAttribute("aria-label") ?? "";
  }

  function draw() {
    const gaps = selects.map((select) => select.value);
    slots.forEach(({ slot, select }, place) => drawSlot(slot, select, box.dataset, place === waiting));
    words.forEach((word, place) => word.setAttribute("aria-pressed", String(gaps.includes(bank[place]?.value ?? ""))));
  }

  box.append(bankOf(words, box.dataset.bank ?? ""), says);
  box.dataset.ready = "";
  draw();
}
