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

/** @param {HTMLElement} box */
export function bind(box) {
  /** @type {Row[]} */
  const rows = [...box.querySelectorAll("fieldset")].map((row) => ({
    words: row.querySelector("legend")?.textContent?.trim() ?? "",
    radios: [...row.querySelectorAll("input")],
  }));
  const answers = (rows[0]?.radios ?? []).map((radio) => radio.labels?.[0]?.textContent?.trim() ?? "");
  const buttons = answers.map(answerButton);
  const deck = make("div", "deck");
  const place = make("p", "deck-place");
  const card = make("p", "deck-card");
  const choices = make("div", "deck-answers");
  const back = Object.assign(make("button", "button quiet", box.dataset.back), { type: "button" });
  const done = Object.assign(make("p", "deck-done", box.dataset.done), { tabIndex: -1 });
  const says = make("p", "vh");
  says.setAttribute("role", "status");
  /** The places of the things that were shown, the present one last; “Back” goes along it. */
  let way = [nextAfter(rows.map(isAnswered), -1)];
  const here = () => rows[way.at(-1) ?? -1];

  /** @param {number} nth */
  function answer(nth) {
    const row = here();
    const radio = row?.radios[nth];
    if (!row || !radio) return;
    radio.checked = true;
    way = [...way, nextAfter(rows.map(isAnswered), rows.indexOf(row))];
    draw();
    const said = (box.dataset.said ?? "").replace("{thing}", row.words).replace("{answer}", answers[nth] ?? "");
    says.textContent = `${said} ${here()?.words ?? ""}`;
    if (!here()) done.focus();
  }

  function draw() {
    const row = here();
    deck.hidden = !row;
    done.hidden = Boolean(row);
    box.toggleAttribute("data-asking", Boolean(row));
    if (!row) return;
    const number = rows.filter((each) => each === row || isAnswered(each)).length;
    place.textContent = (box.dataset.place ?? "").replace("{place}", `${number}`).replace("{total}", `${rows.length}`);
    card.textContent = row.words;
    back.hidden = way.length < 2;
    buttons.forEach((button, nth) => {
      button.setAttribute("aria-pressed", String(row.radios[nth]?.checked === true));
      const held = "holds" in box.dataset ? rows.filter(({ radios }) => radios[nth]?.checked) : [];
      button.querySelector(".deck-held")?.replaceChildren(...held.map(({ words }) => make("span", "", words)));
    });
  }

  back.addEventListener("click", () => {
    way = way.slice(0, -1);
    draw();
    says.textContent = card.textContent;
  });
  buttons.forEach((button, nth) => button.addEventListener("click", () => answer(nth)));
  if ("swipe" in box.dataset) {
    const point = (/** @type {number} */ dx) =>
      buttons.forEach((button, nth) => button.toggleAttribute("data-swiped", nth === swiped(dx, buttons.length)));
    swipe(card, point, (dx) => answer(swiped(dx, buttons.length)));
  }
  // A form that is sent too early goes to the rows, where the browser shows which one is open.
  box.addEventListener("invalid", () => {
    way = [-1];
    draw();
  }, true);
  choices.append(...buttons);
  deck.append(place, card, choices, back);
  box.prepend(deck, done, says);
  draw();
}
