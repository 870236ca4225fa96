// What may be kept and sent: no day, no text, no name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isCode, ForbiddenContent, allowedContent } from "../../app/form/static/allowed-content.js";
import { factsOf } from "../../app/form/static/record-facts.js";

const UUID = "0d7f3a52-9f3c-4b8e-8a51-20261124aaaa";

/** @param {unknown} content */
const isKept = (content) => {
  try {
    return allowedContent(content) === content;
  } catch (error) {
    assert.ok(error instanceof ForbiddenContent);
    return false;
  }
};

for (const value of ["sleep", "2026-11", "2026-T3", UUID, 0, 4.25, ["a", "b"], [{ theme: "sleep" }]]) {
  test(`${JSON.stringify(value)} may be kept`, () => assert.equal(isKept({ some: value }), true));
}
for (const value of [
  "2026-11-24", "20261124", "070-1234567", "Anna", "en mening", "", "å", null, true, undefined, NaN, 1.005, 100000,
  new Date(), ["2026-11-24"], [{ theme: "Anna" }], { a: { b: { c: { d: { e: { f: 1 } } } } } },
]) {
  test(`${JSON.stringify(value) ?? value} may not be kept`, () => assert.equal(isKept({ some: value }), false));
}

test("nor may a day be a field's name, or a record be anything but a group", () => {
  assert.equal(isKept({ "2026-11-24": 1 }), false);
  assert.equal(isKept({ Name: 1 }), false);
  for (const content of [[], "text", null, new Map()]) assert.equal(isKept(content), false);
  assert.equal(isKept(Object.fromEntries(Array.from({ length: 3000 }, (_, number) => [`field-${number}`, 1]))), false);
});

test("where it stands is told, and not what", () => {
  assert.throws(() => allowedContent({ rows: [{ theme: "Anna" }] }), { name: "ForbiddenContent", where: "rows.0.theme", message: /rows\.0\.theme/ });
});

test("a code has no digits that could be a day", () => {
  assert.deepEqual(["a", "a-1", "a-123456", "-a", "a-", "A"].map(isCode), [true, true, false, false, false, false]);
});

test("a few facts are kept of a record that was sent, and none of its answers", () => {
  const content = { mothers: 1, theme: "sleep", language: "arabic", area: "near", children: "not-known", answers: [{}], kind: ["a"] };
  assert.deepEqual(factsOf(content), { theme: "sleep", mothers: 1, children: "not-known" });
});
