/** A sign that a tap was felt, when the next page takes its time. */

const SOON_MS = 300; // who waits less needs no sign
const LONG_MS = 15_000; // by then the browser itself says what is wrong

/**
 * Whether a click on a link leaves this page.
 * @param {{ href: string, target: string, download: string }} link
 * @param {{ defaultPrevented: boolean, button: number, metaKey: boolean, ctrlKey: boolean, shiftKey: boolean }} click
 * @param {string} here the address of this page
 */
export function leaves(link, click, here) {
  const plain = click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.defaultPrevented;
  const [there, now] = [new URL(link.href, here), new URL(here)];
  const other = there.pathname !== now.pathname || there.search !== now.search;
  return plain && !link.target && !link.download && there.origin === now.origin && other;
}

/** @param {HTMLElement} sign */
export function bind(sign) {
  let timer = 0;
  function stop() {
    clearTimeout(timer);
    sign.hidden = true;
  }
  function wait() {
    stop();
    timer = window.setTimeout(() => {
      sign.hidden = false;
      timer = window.setTimeout(stop, LONG_MS);
    }, SOON_MS);
  }
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link instanceof HTMLAnchorElement && leaves(link, event, location.href)) wait();
  });
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) wait();
  });
  addEventListener("pageshow", stop); // also when the page comes back out of the browser's memory
}
