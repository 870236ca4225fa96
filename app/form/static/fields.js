// What the description of a field means: whether it is asked at all, and what can be answered.
// Everything here is read from the described catalogue: no field is known by its name.
import { catalogue, entryOf, list } from "./catalogue.js";

/** @import {Activity, Entry, Field, NumberField, Values} from '../types' */

export const NOT_KNOWN = "not-known";
export const DOES_NOT_APPLY = "does-not-apply";
/** What a record has that was filed with an older form: kept as it is, and never offered. */
export const NOT_ASKED = "not-asked";
const TABLETS_KINDS = new Set(["version"]);
/** As many answers as a number may have and still be chosen from buttons instead of counted. */
const SCALE_CHOICES = 6;

/** Whether a field is filled in by the tablet: the district of its enrolment, the catalogue's version. @param {Field} field */
export const isFilledByTablet = (field) => TABLETS_KINDS.has(field.kind) || (field.kind === "code" && field.list === "districts");

/** The field that says when it was. @param {Field[]} fields */
export const periodField = (fields) => fields.find((field) => field.kind === "month" || field.kind === "tertial");

/** The month or tertial that is answered. @param {Field[]} fields @param {Values} values @returns {string|undefined} */
export function periodOf(fields, values) {
  const field = periodField(fields);
  return field && values[field.name];
}

/**
 * Whether a field has a meaning beside what else is answered.
 * @param {Field} field @param {Values} values @param {Field[]} fields its neighbours @returns {boolean}
 */
export function applies(field, values, fields) {
  const condition = field.applies;
  if (!condition) return true;
  if (condition.list) return (catalogue().lists[condition.list] ?? []).length > 0;
  const { field: name = "", among = [] } = condition;
  const other = fields.find((neighbour) => neighbour.name === name);
  return among.includes(values[name]) && (!other || applies(other, values, fields));
}

/** What may stand in place of a value and can be chosen. "Not asked" is for older forms, never for this one. @param {Field} field */
export function offeredStates(field) {
  return (field.states ?? []).filter(
    (state) => state === NOT_KNOWN || (state === DOES_NOT_APPLY && !field.applies),
  );
}

/** @param {Field} field @returns {field is NumberField} */
const isNumber = (field) => field.kind === "number";

/** A number with so few values that each has a button. @param {Field} field @returns {field is NumberField} */
export const isScale = (field) => isNumber(field) && field.most - field.least < SCALE_CHOICES;

/** A number that counts people or things, with plus and minus. @param {Field} field @returns {field is NumberField} */
export const isCounter = (field) => isNumber(field) && !isScale(field);

/**
 * One that can be chosen. `code`: of a scale a number.
 * @typedef {{code: any, label: string, alone?: boolean, district?: string}} Choice
 */

/**
 * The codes that can be chosen, without what stands in place of a value.
 * @param {Field} field @param {{period?: string, district: string|null}} where
 * @returns {Choice[]}
 */
export function choices(field, { period, district }) {
  if (isScale(field)) {
    const codes = Array.from({ length: field.most - field.least + 1 }, (_, step) => field.least + step);
    return codes.map((code) => ({ code, label: entryOf(field.labels ?? "", String(code))?.label ?? String(code) }));
  }
  const { among, leave_out: leftOut } = field;
  let entries = list(field.list ?? "", { month: period, district });
  if (among) entries = entries.filter((entry) => among.includes(entry.code));
  if (leftOut) entries = entries.filter((entry) => entry[leftOut.key] !== leftOut.value);
  if (field.own_district) entries = entries.filter((entry) => entry.district === district);
  const extra = (field.extra ?? []).map((code) => ({ code, label: entryOf("places", code)?.label ?? code }));
  return [...entries, ...extra];
}

/**
 * The one list that is asked for where a question is answered with yes, or null: it can be answered with it.
 * @param {Field} field @param {Field[]} fields its neighbours
 */
export function followUpField(field, fields) {
  if (field.list !== "yes-no") return null;
  const [only, ...others] = fields.filter((neighbour) => neighbour.applies?.field === field.name);
  return only && !others.length && only.kind === "code" && only.applies?.among?.length === 1 ? only : null;
}

/**
 * The only code that can be chosen, where nothing else can be answered either: that is no choice, and says nothing
 * of anybody.
 * @param {Field} field @param {{period?: string, district: string|null}} where @returns {string|undefined}
 */
export function onlyChoice(field, where) {
  if (field.kind !== "code" || !field.list || !field.required || isFilledByTablet(field) || offeredStates(field).length) return undefined;
  const [only, ...others] = choices(field, where);
  return only && !others.length ? only.code : undefined;
}

/** Whether the tablet's district has what an activity needs, such as a home visiting programme. @param {Activity} activity @param {string|null} district */
export function isPossible(activity, district) {
  return activity.fields.every(
    (field) => !field.own_district || !field.required || choices(field, { district }).length > 0,
  );
}

/**
 * A field's value in words.
 * @param {Field} field @param {any} value @param {{separator: string, period?: string, district: string|null}} how
 */
export function valueText(field, value, { separator, period, district }) {
  if (value === undefined || value === null || Number.isNaN(value)) return "";
  const states = catalogue().states;
  if (typeof value === "string" && states[value]) return states[value];
  if (field.kind === "code" || field.kind === "codes" || isScale(field)) {
    const offered = choices(field, { period, district });
    /** @param {any} code */
    const words = (code) => (offered.find((choice) => choice.code === code) ?? entryOf(field.list ?? "", code))?.label ?? String(code);
    return [value].flat().map(words).join(separator);
  }
  return String(value);
}
