// The form in hand: what is filled in by itself, what is kept, and the record that it becomes.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { activityOf, counter, useCatalogue } from "./support/catalogue.mjs";
import * as state from "../../app/form/static/form-state.js";
import * as queue from "../../app/form/static/queue.js";
import * as store from "../../app/form/static/store.js";

const MONTH = "2026-11";
const fields = [
  { name: "district", kind: "code", list: "districts", required: true },
  { name: "month", kind: "month", required: true },
  { name: "catalogue_version", kind: "version", required: true },
  { name: "theme", kind: "code", list: "themes", required: true, remember: true, states: ["not-known"] },
  counter("women", { group: "participants" }),
  counter("men", { group: "participants" }),
  counter("participants", { role: "all" }),
  { name: "more", kind: "code", list: "themes", applies: { field: "theme", among: ["sleep"] }, default: "not-asked" },
  { name: "answers", kind: "answers" },
];
const activity = activityOf(fields, { rules: [{ kind: "adds-up", parts: ["women", "men"], whole: "participants" }] });

beforeEach(async () => {
  await state.letGo();
  await store.wipe();
  await useCatalogue({ activities: [activity] });
  state.setTablet({ district: "old", label: "Gamla" });
});

test("a form begins with this month, and its draft holds no more than months and codes", async () => {
  const form = await state.begin(activity.name, MONTH);
  assert.deepEqual(form.values, { month: MONTH });
  await state.change("theme", "sleep");
  const draft = await store.get("drafts", activity.name);
  assert.deepEqual(draft.values, { month: MONTH, theme: "sleep" });
  assert.equal("handedOut" in draft || "continued" in draft, false);
});

test("who has counted one has counted the others of the group, and the sum", async () => {
  const form = await state.begin(activity.name, MONTH);
  await state.change("women", 3);
  assert.deepEqual({ men: form.values.men, participants: form.values.participants }, { men: 0, participants: 3 });
  await state.change("men", "not-known");
  assert.equal(form.values.participants, 3);
});

test("a record holds what applies, the district that it was then, and the catalogue's version", async () => {
  await state.begin(activity.name, MONTH);
  await state.change("theme", "food");
  await state.change("women", 1);
  assert.deepEqual(state.content(), {
    district: "new", month: MONTH, catalogue_version: 1, theme: "food", women: 1, men: 0, participants: 1, more: "does-not-apply",
  });
});

test("what is chosen is remembered for the next, while it is right", async () => {
  await state.begin(activity.name, MONTH);
  await state.change("theme", "sleep");
  await state.change("women", 1);
  const id = await state.finish();
  assert.equal((await queue.entry(id))?.content.theme, "sleep");
  assert.equal(state.currentForm(), null);
  const next = await state.begin(activity.name, MONTH);
  assert.deepEqual(next.remembered, ["theme"]);
  await state.change("theme", "food");
  assert.deepEqual(next.remembered, []);
});

test("a form that was left is taken up, and that is told once", async () => {
  await state.begin(activity.name, MONTH);
  await state.change("women", 2);
  await state.letGo();
  const form = await state.begin(activity.name, MONTH);
  assert.deepEqual([form.continued, form.values.women], [true, 2]);
  assert.deepEqual([state.tellTakenUp(), state.tellTakenUp()], [true, false]);
  assert.deepEqual(await state.drafts(), [activity.name]);
});

test("answers that cannot be kept are not taken in", async () => {
  const form = await state.begin(activity.name, MONTH);
  const given = { questionnaire: "second", respondent: "mother", answers: {} };
  await assert.rejects(state.addAnswers(given, () => Promise.reject(new Error("full"))), /full/);
  assert.equal(form.values.answers, undefined);
  await state.addAnswers(given, async () => {});
  assert.deepEqual(form.values.answers, [given]);
  assert.deepEqual(state.askedParticipants(form), [given]);
});

test("what is thrown away takes its links with it", async () => {
  const form = await state.begin(activity.name, MONTH);
  await state.addLink({ token: "secret", hash: "b".repeat(64), respondent: "mother" });
  assert.equal(JSON.stringify(await store.all("drafts")).includes("secret"), false);
  await state.throwAway(form);
  assert.deepEqual((await queue.waitingEntries()).map(({ kind, path }) => [kind, path]), [["withdrawal", "answer-links"]]);
  assert.deepEqual(await store.keys("drafts"), []);
});

test("the address of a form, and of one of its fields", async () => {
  const form = await state.begin(activity.name, MONTH);
  assert.equal(state.addressOf(form), "#/new/some-session");
  assert.equal(state.addressOf({ ...form, kind: "mend", key: "id" }, "theme"), "#/edit/id/theme");
});
