/** What the page reckons while it waits: for the next page, and for the answer to a form. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { outcome } from "../../static/js/sends.js";
import { leaves } from "../../static/js/waiting.js";

const CLICK = { defaultPrevented: false, button: 0, metaKey: false, ctrlKey: false, shiftKey: false };
const HERE = "http://quest.example/route";

/** @param {string} href @param {object} [more] */
const link = (href, more) => ({ href, target: "", download: "", ...more });

test("a plain tap on a link to another page leaves this one", () => {
  assert.ok(leaves(link("/jobs"), CLICK, HERE));
  assert.ok(leaves(link("/route?x=1"), CLICK, HERE));
  assert.ok(!leaves(link("/route#here"), CLICK, HERE));
  assert.ok(!leaves(link("http://elsewhere.example/"), CLICK, HERE));
  assert.ok(!leaves(link("/me/data", { download: "quest.json" }), CLICK, HERE));
  assert.ok(!leaves(link("/jobs"), { ...CLICK, ctrlKey: true }, HERE));
  assert.ok(!leaves(link("/jobs"), { ...CLICK, defaultPrevented: true }, HERE));
});

test("only a redirect says that a form was done, and only silence or a broken server leaves it open", () => {
  assert.equal(outcome({ type: "opaqueredirect", status: 0 }), "done");
  assert.equal(outcome({ type: "basic", status: 409 }), "refused");
  assert.equal(outcome({ type: "basic", status: 503 }), "unknown");
  assert.equal(outcome(null), "unknown");
});
