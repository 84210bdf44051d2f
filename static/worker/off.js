/** The service worker that takes every other one back, with all that it kept (QUEST_SERVICE_WORKER=off). */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("quest-")).map((name) => caches.delete(name))))
      .then(() => worker.registration.unregister()),
  ),
);
