/** Keeps the pages of the questions that come next, with the scripts, styles and pictures that they need. */
import { fetchFor } from "../app.js";
import { isAway } from "./sending.js";
import { keep, PICTURES, ride } from "./store.js";

/** @typedef {import("./store.js").Page} Page */

/** Where the files of this version lie: `/static/<version>/`. */
const FILES = new URL("../../", import.meta.url).pathname;
/** The cache in which the service worker of this version looks for them. */
const CACHE = `quest-static-${FILES.split("/")[2]}`;

/**
 * Keeps this question's page and those that come next, unless they are kept already.
 * @param {number} who
 * @param {{ attempt: number, question_id: string, number: number }} asked
 */
export async function keepAhead(who, { attempt, question_id, number }) {
  const language = document.documentElement.lang;
  const kept = await ride(who, attempt);
  const page = kept?.language === language ? kept.pages.find((each) => each.question_id === question_id) : undefined;
  if (kept && page && (isAway() || !page.has_turns)) {
    await keep(who, { ...kept, from: number });
    return prepare(kept.pages);
  }
  const response = await fetch(`/attempts/${attempt}/ahead`, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const pages = /** @type {Page[]} */ ((await response.json()).pages);
  await keep(who, { attempt, language, from: number, pages });
  await prepare(pages);
}

/**
 * Fetches what the kept pages need beside themselves.
 * @param {readonly Page[]} pages
 */
async function prepare(pages) {
  if (isAway()) return;
  await Promise.all(pages.map(({ html }) => fetchFor(html)));
  if (!("caches" in window)) return;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
  await addMissing(CACHE, loaded.filter((path) => path.startsWith(FILES)));
  const shown = pages.flatMap(({ html }) => [...html.matchAll(/src="(\/media\/[^"]+)"/g)].map((match) => match[1] ?? ""));
  await addMissing(PICTURES, shown);
}

/**
 * @param {string} name of a cache
 * @param {readonly string[]} paths
 */
async function addMissing(name, paths) {
  const cache = await caches.open(name);
  for (const path of new Set(paths)) if (!(await cache.match(path))) await cache.add(path);
}
