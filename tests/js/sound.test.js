/** The three cues: short, in tune with the switch, and silent without it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { loudness, notes } from "../../static/js/sound.js";

test("each cue is over within a second", () => {
  for (const cue of ["open", "tick", "arrival"]) {
    assert.ok(notes(cue).length > 0);
    assert.ok(notes(cue).every((note) => note.from + note.length < 1));
  }
  assert.deepEqual(notes("anthem"), []);
});

test("nothing sounds until somebody wants it, and a stage sounds lower than a phone", () => {
  assert.equal(loudness(undefined), 0);
  assert.equal(loudness("off"), 0);
  assert.ok(loudness("low") > 0);
  assert.ok(loudness("low") < loudness("on"));
});
