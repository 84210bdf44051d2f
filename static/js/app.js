/**
 * Binds behaviours to the elements that ask for them by a `data-` attribute. Every page works without this file;
 * a module is fetched only where its attribute occurs, and exports `bind(element)`.
 */

/** @type {ReadonlyArray<readonly [string, () => Promise<{ bind(element: HTMLElement): void }>]>} */
const BEHAVIOURS = [
  ["[data-focus]", () => import("./focus.js")],
  ["[data-connection]", () => import("./connection.js")],
  ["[data-connection][data-player]", () => import("./offline/sending.js")],
  ["[data-worker]", () => import("./offline/installing.js")],
  ["[data-shell]", () => import("./offline/shell.js")],
  ["[data-shortcut]", () => import("./shortcuts.js")],
  ["[data-map]", () => import("./map.js")],
  ["[data-pin]", () => import("./pin.js")],
  ["[data-clock]", () => import("./clock.js")],
  ["[data-hint]", () => import("./hint.js")],
  ["[data-question]", () => import("./offline/ride.js")],
  ["[data-order]", () => import("./questions/order.js")],
  ["[data-pairs]", () => import("./questions/pairs.js")],
  ["[data-estimate]", () => import("./questions/estimate.js")],
  ["[data-most]", () => import("./questions/most.js")],
  ["[data-length]", () => import("./questions/length.js")],
  ["[data-hotspot]", () => import("./questions/hotspot.js")],
  ["[data-gaps]", () => import("./questions/gaps.js")],
  ["[data-deck]", () => import("./questions/deck.js")],
  ["[data-checkin]", () => import("./offline/checkin.js")],
  ["[data-fresh]", () => import("./fresh.js")],
  ["[data-scan]", () => import("./scan.js")],
  ["[data-board]", () => import("./board.js")],
  ["[data-stage]", () => import("./stage.js")],
  ["[data-show]", () => import("./show.js")],
  ["[data-countdown]", () => import("./countdown.js")],
  ["[data-round]", () => import("./round.js")],
  ["[data-refresh]", () => import("./refresh.js")],
  ["[data-loading]", () => import("./waiting.js")],
  ["[data-sends]", () => import("./sends.js")],
  ["[data-undo]", () => import("./undo.js")],
  ["[data-narrows]", () => import("./narrow.js")],
  ["[data-strip]", () => import("./strip.js")],
  [":root[data-sound] [data-cue]", () => import("./sound.js")],
  ["[data-share]", () => import("./share.js")],
  ["[data-faults]", () => import("./faults.js")],
];

/**
 * What fills in fields comes before whatever builds on them.
 * @type {typeof BEHAVIOURS}
 */
const FIRST = [["[data-draft]", () => import("./draft.js")]];

/**
 * Binds everything below `root`; call it again for markup that arrives later.
 * @param {ParentNode} root
 */
export async function bindAll(root) {
  await bindEach(root, FIRST);
  await bindEach(root, BEHAVIOURS);
}

/**
 * One behaviour that cannot be fetched or bound is reported and keeps no other from its elements.
 * @param {ParentNode} root
 * @param {typeof BEHAVIOURS} behaviours
 */
async function bindEach(root, behaviours) {
  const bindings = behaviours.map(async ([selector, load]) => {
    const elements = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
    if (elements.length === 0) return;
    const behaviour = await load();
    elements.forEach((element) => behaviour.bind(element));
  });
  for (const bound of await Promise.allSettled(bindings)) if (bound.status === "rejected") reportError(bound.reason);
}

/**
 * Fetches the behaviours of a page that is shown later, when there may be no network.
 * @param {string} html
 */
export async function fetchFor(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  await Promise.all([...FIRST, ...BEHAVIOURS].filter(([selector]) => page.querySelector(selector)).map(([, load]) => load()));
}

bindAll(document);
