/**
 * The service worker: answers where the network does not. It keeps what is the same for everybody (the styles, scripts
 * and fonts of one version, and a page that says that the network is away) and never a page that was made for somebody.
 * The server puts `self.QUEST` in front of this file, so that a new version of the quest is a new worker.
 */

/** @typedef {{ version: string, shells: Record<string, string>, files: string[] }} Made */
const worker = /** @type {ServiceWorkerGlobalScope & { QUEST: Made }} */ (/** @type {unknown} */ (self));
const { version, shells, files } = worker.QUEST;

const STATIC = `quest-static-${version}`;
/** The language of the page that was read last, for the one that stands in. */
const LANGUAGE = "quest-language";
const LANGUAGE_KEY = "/offline/language";
const SLOW_MS = 15_000;

async function install() {
  const cache = await caches.open(STATIC);
  await cache.addAll(files);
  // Asked for without the cookie, so that nothing of whoever rides here can be on them.
  await cache.addAll(Object.values(shells).map((path) => new Request(path, { credentials: "omit", cache: "no-store" })));
  await worker.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("quest-static-") && name !== STATIC);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

/**
 * A page from the network, and nothing kept of it but its language; the page that stands in when there is none.
 * @param {FetchEvent} event
 */
async function page(event) {
  try {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error("too slow")), SLOW_MS));
    const loading = Promise.resolve(event.preloadResponse).then((response) => response ?? fetch(event.request));
    const response = /** @type {Response} */ (await Promise.race([loading, late]));
    const language = response.headers.get("Content-Language");
    if (language) event.waitUntil(remember(language));
    return response;
  } catch {
    return (await caches.match(shells[await language()] ?? "")) ?? Response.error();
  }
}

/** @param {string} language */
async function remember(language) {
  const cache = await caches.open(LANGUAGE);
  const kept = await (await cache.match(LANGUAGE_KEY))?.text();
  if (kept !== language) await cache.put(LANGUAGE_KEY, new Response(language));
}

async function language() {
  const kept = await (await caches.match(LANGUAGE_KEY))?.text();
  return kept ?? Object.keys(shells).find((tag) => worker.navigator.language.startsWith(tag)) ?? "en";
}

/**
 * A file of this version, which never changes: kept once it was read.
 * @param {Request} request
 */
async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(STATIC)).put(request, response.clone());
  return response;
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith(`/static/${version}/`)) event.respondWith(file(request));
  else if (pathname.startsWith("/media/")) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
