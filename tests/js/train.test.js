import assert from "node:assert/strict";
import { test } from "node:test";

import { hops } from "../../static/js/train.js";

test("the train comes from where the track begins, by the track, to where it stands", () => {
  const down = (share) => ({ x: 100 + 60 * share, y: share < 0.5 ? 20 : 20 + 80 * (share - 0.5) });
  const places = hops(down, 4);
  assert.equal(places.length, 5);
  assert.equal(places[0], "translate(-60.0px, -40.0px)");
  assert.equal(places[2], "translate(-30.0px, -40.0px)");
  assert.equal(places[4], "translate(0.0px, 0.0px)");
});
