/** Hands the address of a card to whatever the device shares with; where it cannot, copies it. */

/** @param {HTMLElement} button */
export function bind(button) {
  const { url = "", words = "" } = button.dataset;
  const said = button.parentElement?.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (navigator.share) {
      // Whoever closes the sheet again has changed their mind, which is no fault.
      await navigator.share({ url, text: words }).catch(() => undefined);
      return;
    }
    const copied = await navigator.clipboard.writeText(url).then(
      () => true,
      () => false,
    );
    if (said) said.textContent = (copied ? button.dataset.copied : button.dataset.failed) ?? "";
  });
}
