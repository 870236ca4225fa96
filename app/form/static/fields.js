// What the description of a field means: whether it is asked at all, and what can be answered.
// Everything here is read from the described catalogue: no field is known by its name.
import { catalogue, list } from "./catalogue.js";

export const NOT_KNOWN = "not-known";
export const DOES_NOT_APPLY = "does-not-apply";
/** What a record has that was filed with an older form: kept as it is, and never offered. */
export const NOT_ASKED = "not-asked";
const KEPT_BY_US = new Set(["version"]);
/** As many answers as a number may have and still be chosen from buttons instead of counted. */
const SCALE = 6;

/** @typedef {{name: string, kind: string, list?: string, states?: string[], label?: string, help?: string}} Field */

/** Whether a field is filled in by the tablet: the district of its enrolment, the catalogue's version. */
export const isOurs = (field) => KEPT_BY_US.has(field.kind) || (field.kind === "code" && field.list === "districts");

/**
 * Whether a field has a meaning beside what else is answered.
 * @param {Field} field @param {Record<string, any>} values @param {Field[]} fields its neighbours
 */
export function applies(field, values, fields) {
  const where = field.applies;
  if (!where) return true;
  if (where.list) return (catalogue().lists[where.list] ?? []).length > 0;
  const other = fields.find((one) => one.name === where.field);
  return where.among.includes(values[where.field]) && (!other || applies(other, values, fields));
}

/** What may stand in place of a value and can be chosen. "Not asked" is for older forms, never for this one. */
export function offeredStates(field) {
  return (field.states ?? []).filter(
    (state) => state === NOT_KNOWN || (state === DOES_NOT_APPLY && !field.applies),
  );
}

/** A number with so few values that each has a button. */
export const isScale = (field) => field.kind === "number" && field.most - field.least < SCALE;

/** A number that counts people or things, with plus and minus. */
export const isCounter = (field) => field.kind === "number" && !isScale(field);

/**
 * The codes that can be chosen, without what stands in place of a value.
 * @param {Field} field @param {{period?: string, district: string}} where
 * @returns {{code: string|number, label: string, alone?: boolean, district?: string}[]}
 */
export function choices(field, { period, district }) {
  if (isScale(field)) {
    const words = catalogue().lists[field.labels] ?? [];
    return Array.from({ length: field.most - field.least + 1 }, (_, place) => {
      const code = field.least + place;
      return { code, label: words.find((one) => one.code === String(code))?.label ?? String(code) };
    });
  }
  let entries = list(field.list, { month: period, district });
  if (field.among) entries = entries.filter((one) => field.among.includes(one.code));
  const out = field.leave_out;
  if (out) entries = entries.filter((one) => one[out.key] !== out.value);
  if (field.own_district) entries = entries.filter((one) => one.district === district);
  const extra = (field.extra ?? []).map((code) => ({
    code,
    label: catalogue().lists.places.find((one) => one.code === code)?.label ?? code,
  }));
  return [...entries, ...extra];
}

/**
 * The one list that is asked for where a question is answered with yes, or null: it can be answered with it.
 * @param {Field} field @param {Field[]} fields its neighbours
 */
export function behind(field, fields) {
  if (field.list !== "yes-no") return null;
  const [only, ...others] = fields.filter((one) => one.applies?.field === field.name);
  return only && !others.length && only.kind === "code" && only.applies.among.length === 1 ? only : null;
}

/**
 * The only code that can be chosen, where nothing else can be answered either: that is no choice, and says nothing
 * of anybody.
 * @param {Field} field @param {{period?: string, district: string}} where @returns {string|undefined}
 */
export function onlyChoice(field, where) {
  if (field.kind !== "code" || !field.list || !field.required || isOurs(field) || offeredStates(field).length) return undefined;
  const [only, ...others] = choices(field, where);
  return only && !others.length ? only.code : undefined;
}

/** Whether the tablet's district has what an activity needs, such as a home visiting programme. */
export function isPossible(activity, district) {
  return activity.fields.every(
    (field) => !field.own_district || !field.required || choices(field, { district }).length > 0,
  );
}

/** A field's value in words. */
export function valueText(field, value, { separator, period, district }) {
  if (value === undefined || value === null || Number.isNaN(value)) return "";
  const states = catalogue().states;
  if (typeof value === "string" && states[value]) return states[value];
  if (field.kind === "code" || field.kind === "codes" || isScale(field)) {
    const known = choices(field, { period, district });
    const everything = catalogue().lists[field.list] ?? [];
    const words = (code) => (known.find((one) => one.code === code) ?? everything.find((one) => one.code === code))?.label ?? String(code);
    return [value].flat().map(words).join(separator);
  }
  return String(value);
}
