/** Has the service worker run, once somebody rides and the page is at rest; a first look at the quest stays light. */

/** @param {HTMLElement} strip */
export function bind(strip) {
  const script = strip.dataset.worker;
  if (!script || !strip.dataset.player || !("serviceWorker" in navigator)) return;
  const register = () => void navigator.serviceWorker.register(script, { updateViaCache: "none" }).catch(() => undefined);
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
