// The same rules that the service has, as far as the description carries them, in plain words.
import { periodText, monthsOf } from "./calendar.js";
import { applies, choices, isCounter, isFilledByTablet, NOT_ASKED, NOT_KNOWN, offeredStates, periodOf } from "./fields.js";
import { catalogue } from "./catalogue.js";
import { isHundredths } from "./allowed-content.js";
import { answersOf, placeInAll, placesLeft } from "./respondents.js";
import { ruleFault } from "./rules.js";
import { t } from "./words.js";

/**
 * @import {Activity, Asked, Fault, Field, Values} from '../types'
 * @typedef {{period?: string, district: string|null, month: string}} Where
 */

/**
 * Everything that is wrong with what has been answered. Throws `UnknownRule`.
 * @param {Activity} activity @param {Values} values
 * @param {{district: string|null, month: string, links?: Asked[]}} where the month of today; links that have been shown
 * @returns {Fault[]} in the order of the fields
 */
export function check(activity, values, { district, month, links = [] }) {
  const { fields, rules = [] } = activity;
  const faults = fieldFaults(fields, values, { period: periodOf(fields, values), district, month });
  const wrong = new Set(faults.map((fault) => fault.field));
  const across = [...rules.map((rule) => ruleFault(rule, values, fields)), answersFault(activity, values, links)];
  for (const fault of across) if (fault && !wrong.has(fault.field)) faults.push(fault);
  const order = fields.map((field) => field.name);
  /** @param {Fault} fault */
  const placeOf = (fault) => order.indexOf(fault.field.split(".")[0]);
  return faults.sort((first, second) => placeOf(first) - placeOf(second));
}

/** @param {Field[]} fields @param {Values} values @param {Where} where @param {string} [at] path of the row that they are in @returns {Fault[]} */
function fieldFaults(fields, values, where, at = "") {
  return fields.flatMap((field) => {
    const { name } = field;
    if (isFilledByTablet(field) || !applies(field, values, fields)) return [];
    if (field.kind === "rows") {
      /** @type {Values[]} */
      const rows = values[name] ?? [];
      return rows.flatMap((row, index) => fieldFaults(field.fields ?? [], row, where, `${at}${name}.${index}.`));
    }
    const message = isOpenGroup(field, values, fields)
      ? isFirst(field, fields) && t("error.nobody")
      : fieldFault(field, values[name], where);
    return message ? [{ field: `${at}${name}`, message }] : [];
  });
}

/**
 * A group of counters of which none has been answered: one message tells it, not one for each.
 * @param {Field} field @param {Values} values @param {Field[]} fields
 */
const isOpenGroup = (field, values, fields) =>
  isCounter(field) && field.group &&
  fields.every((other) => other.group !== field.group || !isCounter(other) || values[other.name] === undefined) &&
  fields.filter((other) => other.group === field.group).length > 1;

/** @param {Field} field @param {Field[]} fields */
const isFirst = (field, fields) => fields.find((other) => other.group === field.group && isCounter(other)) === field;

/** @param {Field} field */
const stateEnding = (field) => ((field.states ?? []).includes(NOT_KNOWN) ? "-or" : "");

/** @param {Field} field @param {any} value @param {Where} where @returns {string|null} */
function fieldFault(field, value, where) {
  if (field.kind === "answers") return null;
  if (field.kind === "month" || field.kind === "tertial") return periodFault(field, value, where);
  const isState = value === NOT_ASKED || (typeof value === "string" && offeredStates(field).includes(value));
  if (isState) return null;
  if (field.kind === "code" || field.kind === "codes") return codeFault(field, value, where);
  if (value === undefined) return isOptional(field) ? null : t(`error.number${stateEnding(field)}`);
  const isKind = field.kind === "mean" ? typeof value === "number" && isHundredths(value) : Number.isInteger(value);
  return isKind && value >= (field.least ?? 0) && value <= (field.most ?? Infinity) ? null : numberFault(field);
}

/** Which numbers are right, said of one that is not. @param {Field} field */
export const numberFault = ({ kind, least = 0, most = Infinity }) => t(kind === "mean" ? "error.mean" : "error.bounds", { least, most });

/** Without "not known" to choose, what a schema does not require may be left out. @param {Field} field */
const isOptional = (field) => !field.required && !stateEnding(field);

/** @param {Field} field @param {any} value @param {Where} where @returns {string|null} */
function codeFault(field, value, { period, district }) {
  const several = field.kind === "codes";
  if (value === undefined || (several && !value.length)) {
    return isOptional(field) ? null : t(`error.${several ? "choose-some" : "choose"}${stateEnding(field)}`);
  }
  const usable = new Map(choices(field, { period, district }).map((choice) => [choice.code, choice]));
  const chosen = [value].flat().map((code) => usable.get(code));
  if (chosen.includes(undefined)) return t("error.gone", { period: periodText(period) });
  const loner = chosen.length > 1 && chosen.find((choice) => choice?.alone);
  return loner ? t("error.alone", { label: loner.label }) : null;
}

/** @param {Field} field @param {any} value @param {Where} where @returns {string|null} */
function periodFault(field, value, { month }) {
  if (!value) return t(`error.${field.kind}`);
  const [first, last] = monthsOf(value);
  if (first > month) return t("error.future");
  return last < catalogue().starts ? t("error.early", { month: periodText(catalogue().starts) }) : null;
}

/**
 * Fewer of a role took part than have answered, or fewer in all than have answered or been given a link. A link
 * that was shown for another role is no fault: it is filed without one (`fitted`).
 * @param {Activity} activity @param {Values} values @param {Asked[]} links @returns {Fault|null}
 */
function answersFault(activity, values, links) {
  const answers = answersOf(values);
  if (!answers.length && !links.length) return null;
  const message = t("error.answers");
  const inRole = placesLeft(activity.name, values, answers).find(({ left }) => left < 0);
  if (inRole) return { field: inRole.field, message };
  const { field, number } = placeInAll(activity.name, values);
  return field !== undefined && answers.length + links.length > number ? { field, message } : null;
}
