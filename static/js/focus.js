/**
 * What takes the focus by key comes into sight wholly, clear of the bars. Browsers are content with a few pixels of it,
 * in a strip that scrolls sideways above all.
 */

/** @param {HTMLElement} page */
export function bind(page) {
  page.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(":focus-visible") && !target.matches("main, [tabindex='-1']")) {
      target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
}
