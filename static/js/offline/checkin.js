/**
 * A check-in that does not get lost: it is kept here with the moment at which its code was read, then sent. While the
 * server is out of reach it waits with the answers. Where nothing can be kept the plain form goes out.
 */
import { player } from "./player.js";
import { visit } from "./reckon.js";
import { send } from "./sending.js";
import { add } from "./store.js";

/**
 * Keeps what a phone's own camera has opened without a network; the address loses the code, which is for once.
 * @param {number} who
 * @param {{ there: string, code: string }} read
 */
export async function keepScanned(who, { there, code }) {
  await add(who, visit(there, there.split("/").pop() ?? "", { code, key: crypto.randomUUID() }, Date.now()));
  history.replaceState(null, "", there);
}

/**
 * @param {number} who
 * @param {HTMLFormElement} form
 */
async function give(who, form) {
  const fields = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  const given = visit(new URL(form.action).pathname, form.dataset.checkin ?? "", fields, Date.now());
  await add(who, given);
  const own = (await send(given.key)).get(given.key);
  if (own?.meaning === "taken") return location.assign(own.location ?? given.there ?? "");
  if (own && own.meaning !== "away") return void delete form.dataset.sending;
  const says = form.querySelector("[data-checkin-says]");
  if (says instanceof HTMLElement) says.textContent = says.dataset.kept ?? "";
}

/** @param {HTMLElement} element */
export function bind(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.sending !== undefined) return;
    form.dataset.sending = "";
    const who = await player();
    try {
      if (who === undefined) form.submit();
      else await give(who, form);
    } catch {
      form.submit();
    }
  });
}
