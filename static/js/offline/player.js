/** Whom this page was made for, and thereby whose the kept answers and questions have to be. */
import { claim, owner, seal } from "./store.js";

/** On the page that stands in when nothing can be loaded: it was made for nobody, so it takes what is kept. */
const KEPT = "kept";

/** @type {Promise<number | undefined> | undefined} */
let found;

/** @returns {Promise<number | undefined>} */
async function find() {
  const named = /** @type {HTMLElement | null} */ (document.querySelector("[data-connection][data-player]"))?.dataset.player ?? "";
  try {
    if (named === KEPT) return await owner();
    if (named === "") return void (await seal());
    await claim(Number(named));
    return Number(named);
  } catch {
    return undefined; // a browser that keeps nothing: forms go out as they are
  }
}

/** The player's id; undefined for a stranger, and where nothing can be kept. */
export function player() {
  return (found ??= find());
}
