// The queue: nothing is lost, nothing is sent twice, and what follows from a record goes with it.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { activityOf, counter, useCatalogue } from "./support/catalogue.mjs";
import { ForbiddenContent } from "../../app/form/static/allowed-content.js";
import * as queue from "../../app/form/static/queue.js";
import { markReceived, markRefused, takeEntry, resendBegunMonths } from "../../app/form/static/entry-outcome.js";
import { linksOf } from "../../app/form/static/sent-records.js";
import * as store from "../../app/form/static/store.js";

const ACTIVITY = "some-session";
const HASH = "a".repeat(64);
const LINK = { hash: "b".repeat(64), respondent: "mother" };
const CONTENT = { district: "north", month: "2026-11", mothers: 1 };
const PROBLEM = { kind: "invalid-record", status: 422, title: "", detail: "", errors: [{ field: "month", rule: "in-the-future", message: "" }] };

beforeEach(async () => {
  await store.wipe();
  await useCatalogue({ activities: [activityOf([counter("mothers", { role: "mother" })])] });
});

/** @param {object} [more] */
const enqueue = (more = {}) => queue.enqueueRecord({ activity: ACTIVITY, content: CONTENT, ...more });

/** @param {string} id */
async function sending(id) {
  const entry = await takeEntry(id);
  assert.ok(entry);
  return entry;
}

/** @param {string} id */
async function queued(id) {
  const entry = await queue.entry(id);
  assert.ok(entry);
  return entry;
}

test("a record waits under an id of its own, with its draft gone", async () => {
  await store.put("drafts", ACTIVITY, {});
  const id = await enqueue();
  assert.match(id, /^[0-9a-f-]{36}$/);
  const { state, revision, maybeThere, path } = await queued(id);
  assert.deepEqual({ state, revision, maybeThere, path }, { state: "waiting", revision: 1, maybeThere: false, path: "some-sessions" });
  assert.deepEqual(await store.keys("drafts"), []);
  const { waiting, refused } = await queue.counts();
  assert.deepEqual({ waiting, refused }, { waiting: 1, refused: 0 });
});

test("what may not be kept is not, and the draft stays", async () => {
  await store.put("drafts", ACTIVITY, {});
  await assert.rejects(enqueue({ content: { ...CONTENT, name: "Anna Andersson" } }), ForbiddenContent);
  assert.deepEqual(await store.keys("queue"), []);
  assert.deepEqual(await store.keys("drafts"), [ACTIVITY]);
});

test("a link waits for its record, and is not counted beside it", async () => {
  const id = await enqueue({ links: [LINK] });
  assert.equal((await queue.counts()).waiting, 1);
  assert.equal(await takeEntry(LINK.hash), null);
  await markReceived(await sending(id), HASH);
  assert.equal((await queue.counts()).waiting, 1);
  assert.deepEqual(await linksOf(id), [{ respondent: "mother" }]);
  await markReceived(await sending(LINK.hash), null);
  assert.deepEqual(await queue.waitingEntries(), []);
  assert.deepEqual(await linksOf(id), [{ respondent: "mother" }]);
});

test("of a record that was received a few facts are kept, and who was asked", async () => {
  const answers = [{ questionnaire: "second", respondent: "mother", answers: { helpful: "very" } }];
  const id = await enqueue({ content: { ...CONTENT, answers } });
  await markReceived(await sending(id), HASH);
  assert.deepEqual(await queue.sentRecords(), [{
    id, activity: ACTIVITY, path: "some-sessions", month: "2026-11", tertial: "2026-T3", district: "north", hash: HASH,
    facts: { mothers: 1 }, asked: { answered: ["mother"], links: [] },
  }]);
  assert.equal(await queue.isSent(id), true);
  await queue.forgetLocked(["2026-T2"]);
  assert.equal(await queue.isSent(id), true);
  await queue.forgetLocked(["2026-T3"]);
  assert.equal(await queue.isSent(id), false);
});

test("what is changed while it is sent is sent again, in place of what arrived", async () => {
  const id = await enqueue();
  const entry = await sending(id);
  await queue.mend(id, { ...CONTENT, mothers: 2 });
  await markReceived(entry, HASH);
  const { content, ifMatch, state, revision } = await queued(id);
  assert.deepEqual({ content, ifMatch, state, revision }, { content: { ...CONTENT, mothers: 2 }, ifMatch: HASH, state: "waiting", revision: 2 });
});

test("a refusal of what has been changed since says nothing of the new", async () => {
  const id = await enqueue();
  const entry = await sending(id);
  await queue.mend(id, CONTENT);
  await markRefused(entry, PROBLEM);
  assert.equal((await queued(id)).state, "waiting");
});

test("a record that was refused is mended under its id, and one that was withdrawn under a new one, with its links", async () => {
  const id = await enqueue({ links: [LINK] });
  await markRefused(await sending(id), PROBLEM);
  assert.equal((await queue.refusedEntries()).length, 1);
  assert.equal(await queue.mend(id, CONTENT), id);
  await markRefused(await sending(id), { ...PROBLEM, kind: "record-withdrawn" });
  const other = await queue.mend(id, CONTENT);
  assert.notEqual(other, id);
  assert.equal(await queue.entry(id), undefined);
  assert.equal((await queued(LINK.hash)).content.record, other);
});

test("what was refused for being early waits again when its month has begun", async () => {
  const early = await enqueue({ content: { ...CONTENT, month: "2019-01" } });
  const later = await enqueue({ content: { ...CONTENT, month: "2099-01" } });
  for (const id of [early, later]) await markRefused(await sending(id), PROBLEM);
  await resendBegunMonths();
  assert.equal((await queued(early)).state, "waiting");
  assert.equal((await queued(later)).state, "refused");
});

test("what is taken out unsent is gone; what may have arrived is withdrawn; links are taken back", async () => {
  const unsent = await enqueue({ links: [LINK] });
  await queue.drop(unsent);
  assert.equal(await queue.entry(unsent), undefined);
  const link = await queued(LINK.hash);
  assert.deepEqual([link.kind, link.path], ["withdrawal", "answer-links"]);
  const maybe = await enqueue();
  await takeEntry(maybe);
  await queue.drop(maybe);
  assert.equal((await queued(maybe)).kind, "withdrawal");
});

test("a record that was sent is withdrawn, and then it is forgotten", async () => {
  const id = await enqueue();
  await markReceived(await sending(id), HASH);
  await queue.withdraw(id);
  await markReceived(await sending(id), null);
  assert.deepEqual([await queue.entry(id), await queue.isSent(id)], [undefined, false]);
});

test("a file holds the queue and gives it back, once", async () => {
  const id = await enqueue({ links: [LINK] });
  const file = await queue.exportFile();
  assert.deepEqual(await queue.importFile(file), { added: 0, already: 2 });
  await store.transact(async (stores) => { await stores.clear("queue"); });
  assert.deepEqual(await queue.importFile(file), { added: 2, already: 0 });
  assert.deepEqual((await queued(id)).content, CONTENT);
  assert.equal((await queued(LINK.hash)).path, "answer-links");
});

test("a file that was changed is not taken in, nor any part of it", async () => {
  await enqueue({ links: [LINK] });
  const body = JSON.parse(await (await queue.exportFile()).text());
  await store.transact(async (stores) => { await stores.clear("queue"); });
  const [first, second] = body.entries;
  const record = first.kind === "record" ? first : second;
  for (const [changed, reason] of /** @type {[unknown, string][]} */ ([
    [{ ...body, entries: [first, second, { ...record, content: { name: "Anna" } }] }, "changed"],
    [{ ...body, entries: [{ ...record, extra: 1 }] }, "changed"],
    [{ ...body, entries: [{ ...record, kind: "toString" }] }, "changed"],
    [{ ...body, entries: [{ ...record, activity: "unknown" }] }, "changed"],
    [{ ...body, "stodlogg-queue": 2 }, "newer"],
    [{ entries: [] }, "not-ours"],
  ])) {
    await assert.rejects(queue.importFile(new Blob([JSON.stringify(changed)])), { name: "NotOurFile", reason });
  }
  await assert.rejects(queue.importFile(new Blob(["{"])), { reason: "unreadable" });
  assert.deepEqual(await store.keys("queue"), []);
});

test("every change is heard of, until one hears no more", async () => {
  /** @type {string[]} */
  const heard = [];
  const stop = queue.onChange((what) => heard.push(what));
  const id = await enqueue();
  await markReceived(await sending(id), HASH);
  stop();
  await queue.withdraw(id);
  assert.deepEqual(heard, ["enqueued", "settled"]);
});
