/**
 * What to do with answers and pages, without touching either.
 * @typedef {import("./store.js").Page} Page
 */

/**
 * The kept page that comes next: the first from `from` on without an answer. Behind an answer to a question of several
 * turns nobody knows what comes, before the server has said.
 * @param {readonly Page[]} pages in their order
 * @param {number} from
 * @param {ReadonlySet<string>} answered ids of questions whose answers wait
 * @returns {Page | undefined}
 */
export function nextPage(pages, from, answered) {
  for (const page of pages) {
    if (page.number < from) continue;
    if (!answered.has(page.question_id)) return page;
    if (page.has_turns) return undefined;
  }
  return undefined;
}

/**
 * What an answer's reply means. `away`: not from our server, or not now; it is sent again later. `early`: an earlier
 * question of its attempt has to be answered anew first. `stranger`: nobody is signed in. `unreadable`: the player has
 * to look at it again. `refused`: it will never be taken.
 * @param {number} status
 * @param {{ location?: string, code?: string, standing?: number | null } | undefined} reply JSON; undefined for none
 * @param {number} number the question's number in its attempt
 * @returns {"taken" | "away" | "early" | "stranger" | "unreadable" | "refused"}
 */
export function meaning(status, reply, number) {
  if (status === 200 && reply?.location) return "taken";
  if (!reply?.code || status >= 500 || status === 429) return "away";
  if (status === 401) return "stranger";
  if (reply.code === "bad_answer") return "unreadable";
  if (reply.code === "not_open" && reply.standing && reply.standing < number) return "early";
  return "refused";
}

const LONGEST_WAIT_MS = 30_000;

/**
 * How long to wait before the next try: twice as long after each, and never all phones of a hall at once.
 * @param {number} tries that failed so far
 * @param {number} chance 0 to 1
 */
export function pause(tries, chance) {
  return Math.min(LONGEST_WAIT_MS, 1000 * 2 ** tries) * (0.5 + chance / 2);
}

/**
 * A check-in as it waits.
 * @param {string} there where it goes: `/checkin/<station>`, or `/checkin` for whichever station shows the code
 * @param {string} prompt what the booth is called
 * @param {Record<string, string>} fields the code, and the key of this check-in
 * @param {number} now milliseconds since 1970
 * @returns {import("./store.js").Given}
 */
export function visit(there, prompt, fields, now) {
  const body = new URLSearchParams(fields).toString();
  return { attempt: 0, question_id: "", number: 0, prompt, url: there, body, key: fields.key ?? "", there, read_at: now };
}

/**
 * The station and the code in the address of a scanned QR code.
 * @param {{ pathname: string, search: string }} address
 * @returns {{ there: string, code: string } | undefined}
 */
export function scanned({ pathname, search }) {
  const code = new URLSearchParams(search).get("code");
  return code && /^\/checkin\/[^/]+$/.test(pathname) ? { there: pathname, code } : undefined;
}

/**
 * What goes out: a check-in says how long it has waited, in seconds, by one and the same clock.
 * @param {Pick<import("./store.js").Waiting, "body" | "read_at">} answer
 * @param {number} now milliseconds since 1970
 */
export function bodyOf({ body, read_at }, now) {
  const sent = new URLSearchParams(body);
  if (read_at !== undefined) sent.set("ago_s", String(Math.max(0, Math.round((now - read_at) / 1000))));
  return sent;
}
