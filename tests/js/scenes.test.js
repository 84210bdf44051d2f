import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf, after, left } from "../../static/js/scenes.js";

const TURN = ["agenda", "board:overall", "board:line:A"];

test("scenes follow each other and begin again", () => {
  assert.equal(after(TURN, "agenda", 1), "board:overall");
  assert.equal(after(TURN, "board:line:A", 1), "agenda");
  assert.equal(after(TURN, "agenda", -1), "board:line:A");
});

test("a scene that left the turn is followed by its first, and a turn of none by itself", () => {
  assert.equal(after(TURN, "podium:overall", 1), "agenda");
  assert.equal(after([], "countdown", 1), "countdown");
});

test("the space bar and the arrows lead on and back, letters act in either case", () => {
  assert.deepEqual([" ", "ArrowRight", "ArrowLeft", "p", "B", "f", "M"].map((key) => actOf(key, true)), [
    "next", "next", "back", "pause", "board", "full", "sound",
  ]);
  assert.equal(actOf("x", true), undefined);
});

test("with single keys switched off the arrows are left", () => {
  assert.deepEqual([" ", "p", "b", "f", "m"].map((key) => actOf(key, false)), Array(5).fill(undefined));
  assert.equal(actOf("ArrowRight", false), "next");
});

test("a countdown tells minutes and seconds, and hours where there are some", () => {
  assert.equal(left(245_000, 0), "4:05");
  assert.equal(left(3_845_000, 0), "1:04:05");
  assert.equal(left(1, 0), "0:01");
  assert.equal(left(0, 5_000), "0:00");
});
