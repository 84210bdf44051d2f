/** A form that came back: the reader is taken to what stands above it, and its links to the fields themselves. */

/** @param {HTMLElement} box */
export function bind(box) {
  box.focus();
  box.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const named = link && document.getElementById(link.hash.slice(1));
    if (!named) return;
    event.preventDefault();
    if (named instanceof HTMLDetailsElement) named.open = true;
    const field = named.matches("input, select") ? named : named.querySelector("input, summary");
    if (field instanceof HTMLElement) field.focus();
  });
}
