// What a reply means for the queue: nothing is taken for received that is not, and nothing is given up that may be.
import assert from "node:assert/strict";
import { test } from "node:test";
import { entryOf } from "../../app/form/static/entries.js";
import { outcomeOf, problemOf } from "../../app/form/static/reply-outcome.js";

const HASH = "a".repeat(64);
const record = entryOf("record", "2026-11", "id", "some-session", "some-sessions", {});
const link = entryOf("link", "2026-11", HASH, "some-session", "answer-links", {});
const withdrawal = entryOf("withdrawal", "2026-11", "id", "some-session", "some-sessions", null);

/** @param {number} status @param {unknown} [body] @param {Record<string, string>} [headers] */
const reply = (status, body, headers = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

/** @param {string} kind @param {number} status @param {object} [more] */
const problem = (kind, status, more = {}) =>
  reply(status, { type: `/problems/${kind}`, title: "Titel", detail: "Mer", ...more }, { "Content-Type": "application/problem+json" });

test("a record is received when the service says so, with its hash", async () => {
  for (const verdict of ["created", "same", "corrected"]) {
    assert.deepEqual(await outcomeOf(reply(200, { verdict, hash: HASH }), record), { what: "received", hash: HASH });
  }
  assert.deepEqual(await outcomeOf(reply(201, { verdict: "created" }), link), { what: "received", hash: null });
  assert.deepEqual(await outcomeOf(reply(204), withdrawal), { what: "received", hash: null });
});

test("a page that says 200 is no receipt", async () => {
  const later = { what: "later", why: "network", seconds: null };
  assert.deepEqual(await outcomeOf(new Response("<h1>Hotellet</h1>", { status: 200 }), record), later);
  for (const body of [{ verdict: "created" }, { verdict: "created", hash: "short" }, { verdict: "other", hash: HASH }, [], null]) {
    assert.deepEqual(await outcomeOf(reply(200, body), record), later);
  }
  assert.deepEqual(await outcomeOf(reply(204), record), later);
  assert.deepEqual(await outcomeOf(reply(200, {}), withdrawal), later);
});

test("what is withdrawn already is withdrawn", async () => {
  assert.deepEqual(await outcomeOf(problem("record-not-found", 404), withdrawal), { what: "received", hash: null });
  assert.equal((await outcomeOf(problem("record-not-found", 404), record)).what, "refused");
  assert.equal((await outcomeOf(problem("not-found", 404), withdrawal)).what, "later");
});

test("what is wrong with the record is refused, in the service's words", async () => {
  const errors = [{ field: "mothers", rule: "too-large", message: "För många." }];
  const outcome = await outcomeOf(problem("invalid-record", 422, { errors }), record);
  assert.deepEqual(outcome, { what: "refused", problem: { kind: "invalid-record", status: 422, title: "Titel", detail: "Mer", errors } });
  assert.equal((await outcomeOf(problem("other-district", 403), record)).what, "refused");
  assert.equal((await outcomeOf(reply(413, {}), record)).what, "refused");
});

test("who may not send stops", async () => {
  assert.equal((await outcomeOf(problem("not-signed-in", 401), record)).what, "stopped");
  assert.equal((await outcomeOf(problem("not-allowed", 403), record)).what, "stopped");
  assert.deepEqual(await outcomeOf(reply(403, {}), record), { what: "later", why: "network", seconds: null });
});

test("trouble of the moment is for later, after the time that was asked for", async () => {
  for (const status of [408, 425, 429, 500, 502, 503]) {
    assert.deepEqual(await outcomeOf(problem("too-many-requests", status, {}), record), { what: "later", why: "service", seconds: null });
  }
  const seconds = async (/** @type {string} */ value) => (await outcomeOf(reply(503, {}, { "Retry-After": value }), record));
  assert.deepEqual(await seconds("30"), { what: "later", why: "service", seconds: 30 });
  assert.deepEqual(await seconds("999999"), { what: "later", why: "service", seconds: 3600 });
  assert.deepEqual(await seconds("Tue, 24 Nov 2026 12:00:00 GMT"), { what: "later", why: "service", seconds: null });
  assert.equal((await outcomeOf(problem("method-not-allowed", 405), record)).what, "later");
});

test("a problem is the service's own or unknown", () => {
  const unknown = { kind: "unknown", status: 422, title: "", detail: "", errors: [] };
  assert.deepEqual(problemOf(reply(422), { type: "/problems/invalid-record" }), unknown);
  const ours = { "Content-Type": "application/problem+json; charset=utf-8" };
  assert.deepEqual(problemOf(reply(422, undefined, ours), { type: "/problems/<b>" }), unknown);
  assert.deepEqual(problemOf(reply(422, undefined, ours), "no group"), unknown);
  assert.deepEqual(problemOf(reply(422, undefined, ours), { type: "/problems/locked", title: 1, errors: ["no", { field: "a" }] }).errors,
    [{ field: "a", rule: "undefined", message: "undefined" }]);
});
