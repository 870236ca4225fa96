// The form's own words. What is asked, and every answer to it, comes from the catalogue instead.
import form from "./words-form.js";
import queue from "./words-queue.js";
import parents from "./words-parents.js";

/** @type {Record<"sv"|"en", Record<string, string>>} */
const texts = { sv: { ...form.sv, ...queue.sv, ...parents.sv }, en: { ...form.en, ...queue.en, ...parents.en } };

/** @type {"sv"|"en"} */
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
  return fillPlaces(texts[chosen][key] ?? texts.sv[key] ?? key, values);
}

/** A text with its `{places}` filled. @param {string} text @param {Record<string, string|number>} values */
export const fillPlaces = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** `one` or `many` of a key, by a number: `t("waiting.one")`, `t("waiting.many")`. @param {string} key @param {number} number @param {Record<string, string|number>} [values] */
export const count = (key, number, values = {}) =>
  t(`${key}.${number === 1 ? "one" : "many"}`, { number, ...values });
