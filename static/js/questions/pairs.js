/** Pairing by two taps: one at the left, one at the right. The plain selects stay underneath and carry the answer. */

/**
 * The pairs after a tap on both sides: one left has one right and the other way round; the same pair again parts it.
 * @param {Readonly<Record<string, string>>} pairs left to right
 * @param {string} left
 * @param {string} right
 * @returns {Record<string, string>}
 */
export function paired(pairs, left, right) {
  const others = Object.entries(pairs).filter(([one, other]) => one !== left && other !== right);
  return Object.fromEntries(pairs[left] === right ? others : [...others, [left, right]]);
}

/** @typedef {{ id: string, words: string, button: HTMLButtonElement }} Side */

/**
 * @param {string} id
 * @param {string} words
 * @returns {Side}
 */
function side(id, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  const key = Object.assign(document.createElement("span"), { className: "key" });
  button.append(key, Object.assign(document.createElement("span"), { textContent: words }));
  return { id, words, button };
}

/**
 * @param {readonly Side[]} sides
 * @param {string} label
 */
function column(sides, label) {
  const list = document.createElement("ol");
  list.setAttribute("aria-label", label);
  for (const { button } of sides) {
    const item = document.createElement("li");
    item.append(button);
    list.append(item);
  }
  return list;
}

/** @param {HTMLElement} box */
export function bind(box) {
  const selects = [...box.querySelectorAll("select")];
  const lefts = selects.map((select) => side(select.name.replace("pair-", ""), select.labels[0]?.textContent?.trim() ?? ""));
  const rights = [...(selects[0]?.options ?? [])].filter((option) => option.value).map((option) => side(option.value, option.text));
  const says = document.querySelector("[data-pairs-says]");
  /** @type {Record<string, string>} */
  let pairs = Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name.replace("pair-", ""), select.value]));
  /** @type {{ left?: Side | undefined, right?: Side | undefined }} */
  let held = {};

  function draw() {
    lefts.forEach(({ id, button }, place) => {
      const right = rights.findIndex((other) => other.id === pairs[id]);
      mark(button, String(place + 1), held.left?.id === id, right >= 0);
      const select = selects[place];
      if (select) select.value = pairs[id] ?? "";
    });
    for (const { id, button } of rights) {
      const left = lefts.findIndex((other) => pairs[other.id] === id);
      mark(button, left >= 0 ? String(left + 1) : "", held.right?.id === id, left >= 0);
    }
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} key
   * @param {boolean} isHeld
   * @param {boolean} isPaired
   */
  function mark(button, key, isHeld, isPaired) {
    button.setAttribute("aria-pressed", String(isHeld));
    button.toggleAttribute("data-paired", isPaired);
    const shown = button.querySelector(".key");
    if (shown) shown.textContent = key;
  }

  /** @param {{ left?: Side, right?: Side }} tapped */
  function tap(tapped) {
    held = { ...held, ...tapped };
    const { left, right } = held;
    if (left && right) {
      pairs = paired(pairs, left.id, right.id);
      held = {};
      const words = (left.id in pairs ? box.dataset.paired : box.dataset.loose) ?? "";
      if (says) says.textContent = words.replace("{left}", left.words).replace("{right}", right.words);
    }
    draw();
  }

  lefts.forEach((left) => left.button.addEventListener("click", () => tap({ left })));
  rights.forEach((right) => right.button.addEventListener("click", () => tap({ right })));
  const columns = Object.assign(document.createElement("div"), { className: "pairs-columns" });
  columns.append(column(lefts, box.dataset.left ?? ""), column(rights, box.dataset.right ?? ""));
  box.append(columns);
  box.dataset.ready = "";
  draw();
}
