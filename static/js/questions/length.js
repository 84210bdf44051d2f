/** Says how many characters a text may still grow by. */

/** @param {HTMLElement} box */
export function bind(box) {
  const field = box.querySelector("textarea");
  const says = box.querySelector("[data-length-says]");
  if (!field || !says) return;
  const say = () => {
    says.textContent = (box.dataset.left ?? "").replace("{left}", String(field.maxLength - field.value.length));
  };
  field.addEventListener("input", say);
  say();
}
