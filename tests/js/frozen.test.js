import assert from "node:assert/strict";
import { test } from "node:test";

import { clock } from "../../static/js/frozen.js";

test("a moment is shown as the clock at the campaign's place has it", () => {
  assert.equal(clock("2026-11-22T04:05:00.000Z", "Asia/Hong_Kong"), "12:05");
  assert.equal(clock("2026-11-22T16:00:00.000Z", "Asia/Hong_Kong"), "00:00");
});
