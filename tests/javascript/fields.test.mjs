// What a description means: what is asked, what can be chosen, what is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { activityOf, counter, useCatalogue } from "./support/catalogue.mjs";
import { districtIn, label, list } from "../../app/form/static/catalogue.js";
import { check } from "../../app/form/static/check.js";
import { applies, followUpField, choices, isCounter, isScale, offeredStates, onlyChoice, periodOf, valueText } from "../../app/form/static/fields.js";
import { toggledCodes } from "../../app/form/static/fields/choice.js";

await useCatalogue();
const WHERE = { district: "north", month: "2026-11" };
const month = { name: "month", kind: "month", required: true };
const theme = { name: "theme", kind: "code", list: "themes", states: ["not-known"], required: true };
const yesNo = { name: "asked", kind: "code", list: "yes-no", required: true };
const behindYes = { name: "which", kind: "code", list: "themes", applies: { field: "asked", among: ["yes"] } };

/** @param {any[]} fields @param {Record<string, any>} values */
const wrong = (fields, values) => check(activityOf(fields), values, WHERE).map(({ field }) => field);

test("a field is asked where what it depends on is asked and has the value", () => {
  const inner = { name: "inner", kind: "code", applies: { field: "which", among: ["sleep"] } };
  const fields = [yesNo, behindYes, inner];
  assert.equal(applies(behindYes, { asked: "yes" }, fields), true);
  assert.equal(applies(behindYes, { asked: "no" }, fields), false);
  assert.equal(applies(inner, { asked: "yes", which: "sleep" }, fields), true);
  assert.equal(applies(inner, { asked: "no", which: "sleep" }, fields), false);
  assert.equal(applies({ name: "level", kind: "code", applies: { list: "levels" } }, {}, []), false);
  assert.equal(followUpField(yesNo, fields), behindYes);
  assert.equal(followUpField(theme, fields), null);
});

test("a number has buttons where its values are few, and is counted elsewhere", () => {
  const scale = { name: "order", kind: "number", least: 1, most: 5 };
  assert.deepEqual([isScale(scale), isCounter(scale)], [true, false]);
  assert.deepEqual([isScale(counter("mothers")), isCounter(counter("mothers"))], [false, true]);
  assert.deepEqual([isScale(theme), isCounter(theme)], [false, false]);
  assert.deepEqual(choices(scale, { district: "north" }).map(({ code }) => code), [1, 2, 3, 4, 5]);
});

test("a code can be chosen while it is used, and the district's own come first", () => {
  assert.deepEqual(list("themes", { month: "2025-06" }).map(({ code }) => code), ["sleep", "food", "nothing"]);
  assert.deepEqual(list("themes", { month: "2025-T3" }).map(({ code }) => code), ["sleep", "nothing"]);
  // The area's district has become another one.
  assert.deepEqual(list("areas", { month: "2026-01", district: "new" }).map(({ code }) => code), ["near", "far"]);
  assert.deepEqual(choices({ name: "area", kind: "code", list: "areas", own_district: true }, { period: "2026-01", district: "new" }).map(({ code }) => code), ["near"]);
  assert.equal(districtIn("old", "2024-12"), "old");
  assert.equal(districtIn("old", "2025-01"), "new");
  assert.equal(districtIn("nowhere"), "nowhere");
});

test("what is left out, and the only one that is left", () => {
  const among = { ...theme, states: [], among: ["sleep"] };
  assert.equal(onlyChoice(among, { district: "north" }), "sleep");
  assert.equal(onlyChoice({ ...among, states: ["not-known"] }, { district: "north" }), undefined);
  const leftOut = { ...theme, leave_out: { key: "alone", value: true } };
  assert.deepEqual(choices(leftOut, { period: "2026-01", district: "north" }).map(({ code }) => code), ["sleep"]);
});

test("what stands in place of a value is offered where it can be meant", () => {
  assert.deepEqual(offeredStates({ name: "a", kind: "code", states: ["not-known", "does-not-apply", "not-asked"] }), ["not-known", "does-not-apply"]);
  assert.deepEqual(offeredStates({ ...behindYes, states: ["not-known", "does-not-apply"] }), ["not-known"]);
});

test("a value in words", () => {
  const how = { separator: ", ", period: "2026-01", district: "north" };
  assert.equal(valueText({ ...theme, kind: "codes" }, ["sleep", "food"], how), "Sömn, Mat");
  assert.equal(valueText(theme, "not-known", how), "Vet ej");
  assert.equal(valueText(counter("mothers"), 0, how), "0");
  assert.equal(valueText(counter("mothers"), NaN, how), "");
  assert.equal(label("themes", "gone"), "gone");
  assert.equal(label("", "city"), "Staden");
});

test("what is wrong is named by its field, in the order of the fields", () => {
  const fields = [month, theme, counter("children")];
  assert.deepEqual(wrong(fields, {}), ["month", "theme", "children"]);
  assert.deepEqual(wrong(fields, { children: 1, theme: "sleep", month: "2026-11" }), []);
  assert.deepEqual(wrong(fields, { month: "2026-12", theme: "sleep", children: 0 }), ["month"]);
  assert.deepEqual(wrong(fields, { month: "2018-12", theme: "sleep", children: 0 }), ["month"]);
  assert.deepEqual(wrong(fields, { month: "2026-11", theme: "food", children: 100 }), ["theme", "children"]);
  assert.deepEqual(wrong(fields, { month: "2026-11", theme: "not-known", children: NaN }), ["children"]);
  assert.equal(periodOf(fields, { month: "2026-11" }), "2026-11");
});

test("a group of counters without an answer is one thing that is wrong", () => {
  const group = [counter("mothers", { group: "participants" }), counter("fathers", { group: "participants" })];
  assert.deepEqual(wrong(group, {}), ["mothers"]);
  assert.deepEqual(wrong(group, { mothers: 1 }), ["fathers"]);
});

test("a field of a row is named with its row", () => {
  const rows = { name: "partners", kind: "rows", fields: [theme] };
  assert.deepEqual(wrong([month, rows], { month: "2026-11", partners: [{ theme: "sleep" }, {}] }), ["partners.1.theme"]);
});

test("what stands alone takes the place of all others, and is wrong beside them", () => {
  const entries = choices({ ...theme, kind: "codes" }, { district: "north" });
  const [sleep, food, nothing] = entries;
  assert.deepEqual(toggledCodes(["sleep"], food, true, entries), ["sleep", "food"]);
  assert.deepEqual(toggledCodes(["sleep", "food"], nothing, true, entries), ["nothing"]);
  assert.deepEqual(toggledCodes(["nothing"], sleep, true, entries), ["sleep"]);
  assert.equal(toggledCodes(["sleep"], sleep, false, entries), undefined);
  assert.equal(toggledCodes(["sleep"], { code: "not-known", label: "", state: true }, true, entries), "not-known");
  assert.deepEqual(wrong([month, { ...theme, kind: "codes" }], { month: "2026-11", theme: ["sleep", "nothing"] }), ["theme"]);
});
