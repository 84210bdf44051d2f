/** Puts a kept page in the place of the one that is shown, where only the network could bring it otherwise. */
import { bindAll } from "../app.js";

/** Parts that belong to the window and not to a page. */
const STAYS = ".skip, template, [data-connection], [data-connection-says], [data-toasts]";

/** @param {string} html */
export function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const parts = [...page.body.children].filter((part) => !part.matches(STAYS));
  for (const old of [...document.body.children]) if (!old.matches(STAYS)) old.remove();
  for (const { name, value } of page.documentElement.attributes) document.documentElement.setAttribute(name, value);
  document.title = page.title;
  document.body.className = page.body.className;
  const main = parts.findIndex((part) => part.id === "main");
  document.querySelector("[data-toasts]")?.before(...parts.slice(0, main));
  document.body.append(...parts.slice(main));
  parts.forEach((part) => void bindAll(part));
  document.getElementById("main")?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Shows that all that can be answered without a network is. */
export function showWait() {
  const main = document.getElementById("main");
  const wait = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template[data-wait]"));
  if (!main || !wait) return;
  main.replaceChildren(wait.content.cloneNode(true));
  for (const old of document.querySelectorAll("body > .dock, body > .foot")) old.remove();
  main.focus({ preventScroll: true });
  scrollTo(0, 0);
}
