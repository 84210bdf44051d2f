import assert from "node:assert/strict";
import { test } from "node:test";

import { holds } from "../../static/js/narrow.js";
import { milliseconds } from "../../static/js/reorder.js";
import { secondsLeft } from "../../static/js/undo.js";

test("a skill is found by any part of its words, in any case", () => {
  assert.ok(holds("Fraud detection", "DETECT fraud"));
  assert.ok(holds("數據分析", "分析"));
  assert.ok(holds("SQL", ""));
  assert.ok(!holds("SQL", "python"));
});

test("a duration is read as the style sheet writes it", () => {
  assert.equal(milliseconds(" 900ms"), 900);
  assert.equal(milliseconds(".9s"), 900);
  assert.equal(milliseconds("0ms"), 0);
  assert.equal(milliseconds(""), 0);
});

test("the seconds to undo count down to nothing and not further", () => {
  assert.equal(secondsLeft(10_000, 0), 10);
  assert.equal(secondsLeft(10_000, 9_001), 1);
  assert.equal(secondsLeft(10_000, 20_000), 0);
});
