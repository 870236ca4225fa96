// The form's own words. What is asked, and every answer to it, comes from the catalogue instead.
import form from "./words-form.js";
import * as queue from "./words-queue.js";
import * as parents from "./words-parents.js";

const parts = [form, queue.default ?? queue, parents.default ?? parents];
const texts = { sv: {}, en: {} };
for (const part of parts) for (const language of ["sv", "en"]) Object.assign(texts[language], part[language]);

let chosen = "sv";

/** @returns {"sv"|"en"} */
export const language = () => chosen;

/** @param {string} wanted */
export function setLanguage(wanted) {
  chosen = wanted === "en" ? "en" : "sv";
  document.documentElement.lang = chosen;
}

/**
 * A text of the form, its `{places}` filled. A key without words is shown as it is, so that it is seen.
 * @param {string} key
 * @param {Record<string, string|number>} [values]
 */
export function t(key, values = {}) {
  const text = texts[chosen][key] ?? texts.sv[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** `one` or `many` of a key, by a number: `t("waiting.one")`, `t("waiting.many")`. */
export const count = (key, number, values = {}) =>
  t(`${key}.${number === 1 ? "one" : "many"}`, { number, ...values });
