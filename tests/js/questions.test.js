/** What the questions' behaviours reckon before they draw. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextAfter } from "../../static/js/questions/deck.js";
import { filled, waitingAfter } from "../../static/js/questions/gaps.js";
import { notchesOf } from "../../static/js/questions/scale.js";
import { spotAt } from "../../static/js/questions/hotspot.js";
import { swiped } from "../../static/js/questions/swipe.js";

const SPOTS = [
  { left: 0, right: 20, top: 0, bottom: 20 },
  { left: 60, right: 80, top: 0, bottom: 20 },
];

test("a tap means the spot that it hits, or the nearest one within a thumb's width", () => {
  assert.equal(spotAt(10, 10, SPOTS), 0);
  assert.equal(spotAt(61, 19, SPOTS), 1);
  assert.equal(spotAt(41, 10, SPOTS), 1);
  assert.equal(spotAt(39, 10, SPOTS), 0);
  assert.equal(spotAt(10, 43, SPOTS), -1);
  assert.equal(spotAt(10, 10, []), -1);
});

test("a word lies in one gap at a time", () => {
  assert.deepEqual(filled(["", ""], 0, "a"), ["a", ""]);
  assert.deepEqual(filled(["a", ""], 1, "a"), ["", "a"]);
  assert.deepEqual(filled(["a", "b"], 1, "c"), ["a", "c"]);
});

test("the next word goes into the next open gap, or into the first one that was left open", () => {
  assert.equal(waitingAfter(["a", "", ""], 0), 1);
  assert.equal(waitingAfter(["", "a", "b"], 2), 0);
  assert.equal(waitingAfter(["a", "b"], 1), 1);
});

test("a deck asks about what is left, and ends when nothing is", () => {
  assert.equal(nextAfter([false, false], -1), 0);
  assert.equal(nextAfter([true, false, false], 0), 1);
  assert.equal(nextAfter([false, true, true], 2), 0);
  assert.equal(nextAfter([true, true], 1), -1);
});

test("only a long swipe answers, to the left the first and to the right the last", () => {
  assert.equal(swiped(-200, 3), 0);
  assert.equal(swiped(200, 3), 2);
  assert.equal(swiped(40, 3), -1);
});

test("a slider moves by steps, and over a large range by what can be seen", () => {
  assert.equal(notchesOf({ min: 0, max: 300, step: 1, log: false }), 300);
  assert.equal(notchesOf({ min: 0, max: 1_000_000, step: 1, log: false }), 1000);
  assert.equal(notchesOf({ min: 1, max: 1_000, step: 1, log: true }), 200);
});
