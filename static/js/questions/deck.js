/**
 * One thing at a time: a card, and a button for each answer it can get. The plain rows of answers stay underneath and
 * carry them; they come back when every thing has one, to be looked over.
 */
import { swipe, swiped } from "./swipe.js";

/** @typedef {{ words: string, radios: HTMLInputElement[] }} Row a thing and the fields of its answers */

/**
 * The thing to ask about next: the first unanswered one after this one, else the first unanswered one.
 * @param {readonly boolean[]} answered
 * @param {number} here
 * @returns {number} its place, or -1 when all are answered
 */
export function nextAfter(answered, here) {
  const after = answered.findIndex((done, place) => !done && place > here);
  return after >= 0 ? after : answered.indexOf(false);
}

/** @param {Row} row */
const isAnswered = (row) => row.radios.some((radio) => radio.checked);

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {string} words
 */
function make(tag, className, words = "") {
  return Object.assign(document.createElement(tag), { className, textContent: words });
}

/** @param {HTMLElement} element */
function mute(element) {
  element.setAttribute("aria-hidden", "true");
  return element;
}

/**
 * A button for an answer, with the number that presses it and room for the things that got it.
 * @param {string} words
 * @param {number} place
 */
function answerButton(words, place) {
  const number = String(place + 1);
  const button = Object.assign(make("button", "deck-answer"), { type: "button" });
  button.dataset.key = number;
  button.append(mute(make("span", "key", number)), make("b", "", words), mute(make("span", "deck-held")));
  return button;
}

/**
 * Everything that is built beside the rows.
 * @param {HTMLElement} box
 * @param {readonly string[]} answers
 */
function partsOf(box, answers) {
  const parts = {
    deck: make("div", "deck"),
    place: make("p", "deck-place"),
    card: make("p", "deck-card"),
    buttons: answers.map(answerButton),
    back: Object.assign(make("button", "button quiet", box.dataset.back), { type: "button" }),
    done: Object.assign(make("p", "deck-done", box.dataset.done), { tabIndex: -1 }),
    says: make("p", "vh"),
  };
  const choices = make("div", "deck-answers");
  choices.append(...parts.buttons);
  parts.says.setAttribute("role", "status");
  parts.deck.append(parts.place, parts.card, choices, parts.back);
  box.prepend(parts.deck, parts.done, parts.says);
  return parts;
}

/**
 * Shows a thing with its answers; without one, that all are done.
 * @param {HTMLElement} box
 * @param {ReturnType<typeof partsOf>} parts
 * @param {readonly Row[]} rows
 * @param {Row | undefined} row
 */
function show(box, parts, rows, row) {
  parts.deck.hidden = !row;
  parts.done.hidden = Boolean(row);
  box.toggleAttribute("data-asking", Boolean(row));
  if (!row) return;
  const number = rows.filter((each) => each === row || isAnswered(each)).length;
  const words = box.dataset.place ?? "";
  parts.place.textContent = words.replace("{place}", String(number)).replace("{total}", String(rows.length));
  parts.card.textContent = row.words;
  parts.buttons.forEach((button, nth) => {
    button.setAttribute("aria-pressed", String(row.radios[nth]?.checked === true));
    const held = "holds" in box.dataset ? rows.filter(({ radios }) => radios[nth]?.checked) : [];
    button.querySelector(".deck-held")?.replaceChildren(...held.map((each) => make("span", "", each.words)));
  });
}

/** @param {HTMLElement} box */
export function bind(box) {
  /** @type {Row[]} */
  const rows = [...box.querySelectorAll("fieldset")].map((row) => ({
    words: row.querySelector("legend")?.textContent?.trim() ?? "",
    radios: [...row.querySelectorAll("input")],
  }));
  const answers = (rows[0]?.radios ?? []).map((radio) => radio.labels?.[0]?.textContent?.trim() ?? "");
  const parts = partsOf(box, answers);
  /** The places of the things that were shown, the present one last; “Back” goes along it. */
  let way = [-1];
  const here = () => rows[way.at(-1) ?? -1];

  /** @param {number[]} further */
  function go(further) {
    way = further;
    parts.back.hidden = way.length < 2;
    show(box, parts, rows, here());
  }

  /** @param {number} nth */
  function answer(nth) {
    const row = here();
    const radio = row?.radios[nth];
    if (!row || !radio) return;
    radio.checked = true;
    go([...way, nextAfter(rows.map(isAnswered), rows.indexOf(row))]);
    const said = (box.dataset.said ?? "").replace("{thing}", row.words).replace("{answer}", answers[nth] ?? "");
    parts.says.textContent = `${said} ${here()?.words ?? ""}`;
    if (!here()) parts.done.focus();
  }

  parts.back.addEventListener("click", () => {
    go(way.slice(0, -1));
    parts.says.textContent = parts.card.textContent;
  });
  parts.buttons.forEach((button, nth) => button.addEventListener("click", () => answer(nth)));
  if ("swipe" in box.dataset) {
    const point = (/** @type {number} */ dx) =>
      parts.buttons.forEach((button, nth) => button.toggleAttribute("data-swiped", nth === swiped(dx, answers.length)));
    swipe(parts.card, point, (dx) => answer(swiped(dx, answers.length)));
  }
  // A form that is sent too early goes to the rows, where the browser shows which one is open.
  box.addEventListener("invalid", () => go([-1]), true);
  go([nextAfter(rows.map(isAnswered), -1)]);
}
