import assert from "node:assert/strict";
import { test } from "node:test";

import { message } from "../../static/js/connection.js";
import { meaning, nextPage, pause } from "../../static/js/offline/reckon.js";

const page = (number, more = {}) => ({ question_id: `q${number}`, number, has_turns: false, html: "", ...more });
const PAGES = [page(1), page(2), page(3)];

test("the next kept question is the first without an answer, from the one last shown on", () => {
  assert.equal(nextPage(PAGES, 1, new Set())?.question_id, "q1");
  assert.equal(nextPage(PAGES, 1, new Set(["q1"]))?.question_id, "q2");
  assert.equal(nextPage(PAGES, 2, new Set())?.question_id, "q2");
  assert.equal(nextPage(PAGES, 2, new Set(["q2", "q3"])), undefined);
});

test("behind an answer to a question of several turns nothing comes before the server has spoken", () => {
  const pages = [page(1), page(2, { has_turns: true }), page(3)];
  assert.equal(nextPage(pages, 1, new Set(["q1"]))?.question_id, "q2");
  assert.equal(nextPage(pages, 1, new Set(["q1", "q2"])), undefined);
});

test("an answer is taken only when our server says where to read what it came to", () => {
  assert.equal(meaning(200, { location: "/attempts/1" }, 1), "taken");
  assert.equal(meaning(200, undefined, 1), "away"); // the page of a hotspot
  assert.equal(meaning(200, {}, 1), "away");
});

test("an answer goes out again when the server was not there or had no time", () => {
  for (const status of [429, 500, 502, 503]) assert.equal(meaning(status, { code: "any" }, 1), "away");
  assert.equal(meaning(404, undefined, 1), "away"); // whoever answered, it was not our server
});

test("an answer that came too early waits, one that will never be taken is refused", () => {
  assert.equal(meaning(409, { code: "not_open", standing: 1 }, 3), "early");
  assert.equal(meaning(409, { code: "not_open", standing: 4 }, 3), "refused");
  assert.equal(meaning(409, { code: "not_open", standing: null }, 3), "refused");
  assert.equal(meaning(409, { code: "already_answered", standing: 1 }, 3), "refused");
  assert.equal(meaning(410, { code: "campaign_closed" }, 3), "refused");
});

test("a player is asked again for what cannot be read, and to sign in where nobody is", () => {
  assert.equal(meaning(422, { code: "bad_answer" }, 1), "unreadable");
  assert.equal(meaning(401, { code: "sign_in_required" }, 1), "stranger");
});

test("phones wait longer after each try, half a minute at most, and not all equally long", () => {
  assert.ok(pause(0, 0.5) < pause(1, 0.5));
  assert.equal(pause(30, 1), 30_000);
  assert.equal(pause(30, 0), 15_000);
});

test("the strip says how it stands and how many answers wait", () => {
  const words = { offline: "Offline.", reconnecting: "Reconnecting, {seconds} s.", one: "1 waits.", many: "{count} wait." };
  assert.equal(message("online", 0, 2, words), "");
  assert.equal(message("offline", 3, 0, words), "Offline.");
  assert.equal(message("offline", 3, 1, words), "Offline. 1 waits.");
  assert.equal(message("reconnecting", 12, 3, words), "Reconnecting, 12 s. 3 wait.");
});
