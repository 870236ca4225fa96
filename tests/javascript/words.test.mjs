// Every text is there in both languages, with the same places to fill; and every text that is asked for is there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import "./support/page.mjs";
import form from "../../app/form/static/words-form.js";
import parents from "../../app/form/static/words-parents.js";
import queue from "../../app/form/static/words-queue.js";
import { count, fillPlaces, setLanguage, t } from "../../app/form/static/words.js";

const STATIC = new URL("../../app/form/static/", import.meta.url);
const places = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();

for (const [name, { sv, en }] of Object.entries({ form, parents, queue })) {
  test(`words-${name}: both languages have the same`, () => {
    assert.deepEqual(Object.keys(sv).sort(), Object.keys(en).sort());
    /** @type {Record<string, string>} */
    const english = en;
    for (const [key, text] of Object.entries(sv)) assert.deepEqual(places(text), places(english[key]), key);
  });
}

test("no key is in two modules", () => {
  const keys = [form, parents, queue].flatMap(({ sv }) => Object.keys(sv));
  assert.ok(keys.length > 250);
  assert.equal(new Set(keys).size, keys.length);
});

test("every text that is asked for by its whole key is there", () => {
  const known = new Set([form, parents, queue].flatMap(({ sv }) => Object.keys(sv)));
  let asked = 0;
  for (const file of readdirSync(STATIC, { recursive: true, encoding: "utf-8" })) {
    if (!file.endsWith(".js") || file.startsWith("words")) continue;
    const source = readFileSync(new URL(file, STATIC), "utf-8");
    for (const [, fn, key] of source.matchAll(/\b(t|count)\("([a-z][\w.-]+)"/g)) {
      asked += 1;
      for (const each of fn === "t" ? [key] : [`${key}.one`, `${key}.many`]) assert.ok(known.has(each), `${file}: ${each}`);
    }
  }
  assert.ok(asked > 200);
});

test("a text is filled, by number, in the language that was chosen", () => {
  assert.equal(fillPlaces("{a} och {b}", { a: 1 }), "1 och {b}");
  assert.equal(count("status.refused", 1), t("status.refused.one", { number: 1 }));
  const swedish = t("nav.home");
  setLanguage("en");
  assert.notEqual(t("nav.home"), swedish);
  setLanguage("sv");
  assert.equal(t("no.such.key"), "no.such.key");
});
