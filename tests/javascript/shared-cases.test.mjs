// What Python and JavaScript must judge alike: the cases that test_shared_cases.py runs too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { activityOf, counter, useCatalogue } from "./support/catalogue.mjs";
import { monthsOf, tertialOf, tertialsUntil } from "../../app/form/static/calendar.js";
import { check } from "../../app/form/static/check.js";
import { typedNumber } from "../../app/form/static/fields/counter.js";
import { isMonth } from "../../app/form/static/allowed-content.js";
import { doubts, ruleFault, UnknownRule } from "../../app/form/static/rules.js";

/** @import {Field} from "../../app/form/types" */

const CASES = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf-8"));
await useCatalogue();

/** A number, or codes, for every value of a case. @param {Record<string, unknown>} values @returns {Field[]} */
const fieldsOf = (values) => Object.entries(values).map(([name, value]) =>
  (Array.isArray(value) ? { name, kind: "codes", list: "themes" } : counter(name)));

for (const { what, rule, values, at } of CASES.rules) {
  test(`${rule.kind}: ${what}`, () => {
    assert.equal(ruleFault(rule, values, fieldsOf(values))?.field ?? null, at);
  });
}

for (const { what, doubt, values, at } of CASES.doubts) {
  test(`doubt ${doubt.kind}: ${what}`, () => {
    const raised = doubts(activityOf(fieldsOf(values), { doubts: [doubt] }), values);
    assert.deepEqual(raised.map(({ field }) => field), at === null ? [] : [at]);
  });
}

test("a rule of an unknown kind is an error, also where nothing else is wrong", () => {
  const values = { accepted: 1, listed: 2 };
  const fields = fieldsOf(values);
  assert.throws(() => ruleFault(CASES.unknown, values, fields), UnknownRule);
  const where = { district: "north", month: "2026-11" };
  assert.deepEqual(check(activityOf(fields), values, where), []);
  assert.throws(() => check(activityOf(fields, { rules: [CASES.unknown] }), values, where), UnknownRule);
  assert.throws(() => doubts(activityOf(fields, { doubts: [CASES.unknown] }), values), UnknownRule);
  for (const kind of ["constructor", "toString"]) {
    assert.throws(() => ruleFault({ ...CASES.unknown, kind }, values, fields), UnknownRule);
  }
});

for (const { period, first, last } of CASES.periods) {
  test(`the months of ${period}`, () => assert.deepEqual(monthsOf(period), [first, last]));
}
for (const { month, tertial } of CASES.tertials) {
  test(`the tertial of ${month}`, () => assert.equal(tertialOf(month), tertial));
}
for (const { month, starts, number, tertials } of CASES.newest_tertials) {
  test(`the newest tertials in ${month}`, () => assert.deepEqual(tertialsUntil(month, number, starts), tertials));
}
for (const { text, is } of CASES.months) {
  test(`whether "${text}" is a month`, () => assert.equal(isMonth(text), is));
}

for (const { value, most, is } of CASES.decimals) {
  test(`whether ${value} is a mean`, () => {
    const mean = { name: "mean", kind: "mean", least: 0, most, states: ["not-known"], required: true };
    const faults = check(activityOf([mean]), { mean: value }, { district: "north", month: "2026-11" });
    assert.equal(faults.length === 0, is);
  });
}
for (const { text, value } of CASES.typed_means) {
  test(`"${text}" as a mean`, () => {
    const number = typedNumber(text, { kind: "mean" });
    assert.equal(Number.isNaN(number) ? null : number, value);
  });
}
