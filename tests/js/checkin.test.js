import assert from "node:assert/strict";
import { test } from "node:test";

import { bodyOf, scanned, visit } from "../../static/js/offline/reckon.js";
import { codeIn } from "../../static/js/scan.js";

const HERE = "https://quest.example";

test("a scanned address of ours gives its code", () => {
  assert.equal(codeIn(`${HERE}/checkin/f4?code=HJ4K9X`, HERE), "HJ4K9X");
  assert.equal(codeIn(" hj4k9x ", HERE), "HJ4K9X");
});

test("a code that leads somewhere else gives none", () => {
  assert.equal(codeIn("https://elsewhere.example/checkin/f4?code=HJ4K9X", HERE), undefined);
  assert.equal(codeIn(`${HERE}/live/join?pin=123456`, HERE), undefined);
  assert.equal(codeIn("WIFI:S:hall;;", HERE), undefined);
});

test("a link that was opened without a network names its station and its code", () => {
  assert.deepEqual(scanned(new URL(`${HERE}/checkin/f4?code=HJ4K9X`)), { there: "/checkin/f4", code: "HJ4K9X" });
  assert.equal(scanned(new URL(`${HERE}/checkin/f4`)), undefined);
  assert.equal(scanned(new URL(`${HERE}/route?code=HJ4K9X`)), undefined);
});

test("a check-in says how long it has waited when it goes out", () => {
  const kept = visit("/checkin/f4", "Booth 03", { code: "HJ4K9X", key: "k" }, 1_000_000);
  assert.equal(bodyOf(kept, 1_000_400).toString(), "code=HJ4K9X&key=k&ago_s=0");
  assert.equal(bodyOf(kept, 8_200_000).get("ago_s"), "7200");
  assert.equal(bodyOf(kept, 0).get("ago_s"), "0");
});

test("an answer says nothing of the kind", () => {
  assert.equal(bodyOf({ body: "answer=o1&key=k" }, 5_000).toString(), "answer=o1&key=k");
});
