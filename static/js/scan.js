/** Reads the QR code of a booth with the camera, where the browser can; the field for its six characters stays. */

const LOOK_EVERY_MS = 250;

/**
 * The code in an address of ours, or in plain characters; undefined for anything else.
 * @param {string} read
 * @param {string} origin
 */
export function codeIn(read, origin) {
  const plain = read.trim().toUpperCase();
  if (/^[A-Z0-9]{6}$/.test(plain)) return plain;
  if (!URL.canParse(read)) return undefined;
  const address = new URL(read);
  const ours = address.origin === origin && /\/checkin\/[^/]+$/.test(address.pathname);
  return ours ? (address.searchParams.get("code") ?? undefined) : undefined;
}

/** @param {HTMLElement} box */
export async function bind(box) {
  const Detector = /** @type {any} */ (window).BarcodeDetector;
  if (!Detector || !navigator.mediaDevices?.getUserMedia) return;
  if (!(await Detector.getSupportedFormats()).includes("qr_code")) return;
  const view = /** @type {HTMLElement} */ (box.querySelector("[data-scan-view]"));
  const video = /** @type {HTMLVideoElement} */ (box.querySelector("video"));
  const start = /** @type {HTMLButtonElement} */ (box.querySelector("[data-scan-start]"));
  const says = /** @type {HTMLElement} */ (box.querySelector("[data-scan-says]"));
  const field = /** @type {HTMLInputElement | null} */ (box.closest("form")?.querySelector("[name=code]"));
  const detector = new Detector({ formats: ["qr_code"] });
  /** @type {MediaStream | undefined} */
  let stream;
  box.hidden = false;

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    view.hidden = true;
    start.hidden = false;
  }

  async function look() {
    if (!stream) return;
    const [found] = await detector.detect(video).catch(() => []);
    const code = found && codeIn(found.rawValue, location.origin);
    if (code && field) {
      stop();
      says.textContent = "";
      field.value = code;
      field.form?.requestSubmit();
      return;
    }
    if (found) says.textContent = says.dataset.other ?? "";
    setTimeout(look, LOOK_EVERY_MS);
  }

  start.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      says.textContent = says.dataset.refused ?? "";
      field?.focus();
      return;
    }
    video.srcObject = stream;
    view.hidden = false;
    start.hidden = true;
    says.textContent = says.dataset.looking ?? "";
    await video.play();
    void look();
  });
  box.querySelector("[data-scan-stop]")?.addEventListener("click", () => {
    stop();
    start.focus();
  });
  addEventListener("pagehide", stop);
}
