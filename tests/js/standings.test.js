import assert from "node:assert/strict";
import { test } from "node:test";

import { foreign, Moves, neighbours, share } from "../../static/js/standings.js";

/** @param {...number} players in the order of their ranks */
function rows(...players) {
  return players.map((player_id, place) => ({ rank: place + 1, player_id, nickname: `Rider ${player_id}`, points: 100 - place }));
}

test("the leader's train stands at the end, and nobody's on the start", () => {
  assert.equal(share(9420, 9420), 1);
  assert.equal(share(4710, 9420), 0.5);
  assert.ok(share(0, 9420) > 0.1);
  assert.ok(share(0, 0) > 0.1);
});

test("who overtakes two has won two places, and they have lost one each", () => {
  const moves = new Moves(rows(1, 2, 3), 0);
  assert.deepEqual([...moves.update(rows(3, 1, 2), 1000)], [[3, 2], [1, -1], [2, -1]]);
});

test("a move stays to be seen for twenty seconds, and then is over", () => {
  const moves = new Moves(rows(1, 2), 0);
  moves.update(rows(2, 1), 1000);
  assert.equal(moves.update(rows(2, 1), 19_000).get(2), 1);
  assert.equal(moves.update(rows(2, 1), 21_001).get(2), 0);
});

test("somebody who comes into sight came from below the last place", () => {
  const moves = new Moves(rows(1, 2, 3), 0);
  assert.equal(moves.update(rows(1, 9, 2), 500).get(9), 2);
});

test("on a board that was empty nobody has moved", () => {
  const moves = new Moves([], 0);
  assert.deepEqual([...moves.update(rows(1, 2), 500).values()], [0, 0]);
});

test("the neighbours of a player in the middle are two on either side", () => {
  const near = neighbours(rows(1, 2, 3, 4, 5, 6, 7), 7, 4);
  assert.deepEqual(near?.map((row) => row.player_id), [2, 3, 4, 5, 6]);
});

test("the last of the rows at hand may have neighbours that only the server knows", () => {
  assert.equal(neighbours(rows(1, 2, 3), 50, 3), null);
  assert.equal(neighbours(rows(1, 2, 3), 50, 99), null);
  assert.deepEqual(neighbours(rows(1, 2, 3), 3, 3)?.map((row) => row.player_id), [1, 2, 3]);
});

test("a name in another script than the page's says in which language it is", () => {
  assert.equal(foreign("Wing 詠", "en"), "zh");
  assert.equal(foreign("Lucky Ferry", "en"), "");
  assert.equal(foreign("Lucky Ferry", "zh-Hant"), "en");
  assert.equal(foreign("飛快電車", "zh-Hans"), "");
  assert.equal(foreign("42", "zh-Hans"), "");
});
