/**
 * One socket for the page. Rooms carry snapshots outward; after every reconnect the current one is asked for again,
 * so a phone that was away misses nothing.
 */
import { io } from "../vendor/socket.io.esm.min.js";

/**
 * @typedef {{ version?: number } & Record<string, unknown>} Snapshot
 * @typedef {{ event: string, draw: (snapshot: Snapshot) => void, mine: (snapshot: Snapshot) => boolean, asks: object, version: number }} Watch
 */

/** @type {Map<string, Watch>} */
const watches = new Map();
/** @type {ReturnType<typeof io> | undefined} */
let socket;

/** @param {"online" | "reconnecting"} state */
function tell(state) {
  document.dispatchEvent(new CustomEvent("quest:connection", { detail: state }));
}

/** The page's socket, opened when first asked for. */
export function connect() {
  if (socket) return socket;
  socket = io({ transports: ["websocket", "polling"], tryAllTransports: true });
  socket.on("connect", () => {
    tell("online");
    watches.forEach((_, room) => ask(room));
  });
  socket.on("disconnect", () => tell("reconnecting"));
  socket.on("connect_error", () => tell("reconnecting"));
  socket.on("signed_out", () => location.reload());
  document.addEventListener("quest:retry", () => socket?.disconnect().connect());
  return socket;
}

/** @param {string} room */
function ask(room) {
  socket?.emit("watch", { room, ...watches.get(room)?.asks }, (/** @type {{ ok: boolean, snapshot?: Snapshot }} */ reply) => {
    const watch = watches.get(room);
    if (!watch || !reply.ok || !reply.snapshot) return;
    watch.version = reply.snapshot.version ?? 0;
    watch.draw(reply.snapshot);
  });
}

/**
 * Draws a room's snapshots, the current one first, and leaves out any that is older than what was drawn.
 * @param {string} room such as `board:overall`
 * @param {string} event the event that carries its snapshots
 * @param {(snapshot: Snapshot) => void} draw
 * @param {(snapshot: Snapshot) => boolean} [mine] whether a snapshot of that event belongs to this room
 * @param {{ asks?: object, repeats?: boolean }} [more] what else is sent to enter the room, and whether the same version
 *   may come again, with other counts
 * @returns {() => void} ends the watch
 */
export function watch(room, event, draw, mine = () => true, { asks = {}, repeats = false } = {}) {
  const opened = connect();
  const entry = { event, draw, mine, asks, version: -1 };
  watches.set(room, entry);
  /** @param {Snapshot} snapshot */
  function arrived(snapshot) {
    if (!entry.mine(snapshot) || (snapshot.version ?? Infinity) + (repeats ? 1 : 0) <= entry.version) return;
    entry.version = snapshot.version ?? entry.version;
    entry.draw(snapshot);
  }
  opened.on(event, arrived);
  if (opened.connected) ask(room);
  return () => {
    watches.delete(room);
    opened.off(event, arrived);
    opened.emit("unwatch", { room });
  };
}

const PATIENCE_MS = 8_000;

/**
 * Sends something that is acknowledged.
 * @param {string} event
 * @param {object} payload
 * @returns {Promise<Record<string, unknown>>} the acknowledgement; rejected when none comes in time
 */
export function send(event, payload) {
  return connect().timeout(PATIENCE_MS).emitWithAck(event, payload);
}
