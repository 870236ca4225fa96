// The same rules that the service has, as far as the description carries them, in plain words.
import { periodText, monthsOf } from "./calendar.js";
import { applies, choices, isCounter, isOurs, NOT_ASKED, NOT_KNOWN, offeredStates } from "./fields.js";
import { catalogue, label } from "./catalogue.js";
import { periodOf } from "./period.js";
import { answersIn, placeInAll, placesLeft } from "./respondents.js";
import { count, t } from "./words.js";

/** @typedef {{field: string, message: string}} Fault `field` is the dotted path of the field */

/**
 * Everything that is wrong with what has been answered.
 * @param {any} activity as described @param {Record<string, any>} values
 * @param {{district: string, month: string, links?: {respondent: string}[]}} where the month of today; links that
 *   have been shown
 * @returns {Fault[]} in the order of the fields
 */
export function check(activity, values, { district, month, links = [] }) {
  const period = periodOf(activity.fields, values);
  const found = fieldFaults(activity.fields, values, { period, district, month });
  const wrong = new Set(found.map((one) => one.field));
  for (const rule of activity.rules ?? []) {
    const fault = RULES[rule.kind]?.(rule, values, activity.fields);
    if (fault && !wrong.has(fault.field)) found.push(fault);
  }
  const fewer = fewerThanAsked(activity, values, links);
  if (fewer && !wrong.has(fewer.field)) found.push(fewer);
  const order = activity.fields.map((field) => field.name);
  const place = (one) => order.indexOf(one.field.split(".")[0]);
  return found.sort((one, other) => place(one) - place(other));
}

function fieldFaults(fields, values, where, at = "") {
  const found = [];
  for (const field of fields) {
    if (isOurs(field) || !applies(field, values, fields)) continue;
    if (field.kind === "rows") {
      (values[field.name] ?? []).forEach((row, index) =>
        found.push(...fieldFaults(field.fields, row, where, `${at}${field.name}.${index}.`)));
      continue;
    }
    const message = isOpenGroup(field, values, fields)
      ? isFirst(field, fields) && t("error.nobody")
      : fieldFault(field, values[field.name], where);
    if (message) found.push({ field: `${at}${field.name}`, message });
  }
  return found;
}

/** A group of counters of which none has been answered: one message tells it, not one for each. */
const isOpenGroup = (field, values, fields) =>
  isCounter(field) && field.group &&
  fields.every((one) => one.group !== field.group || !isCounter(one) || values[one.name] === undefined) &&
  fields.filter((one) => one.group === field.group).length > 1;
const isFirst = (field, fields) => fields.find((one) => one.group === field.group && isCounter(one)) === field;

const ending = (field) => ((field.states ?? []).includes(NOT_KNOWN) ? "-or" : "");

function fieldFault(field, value, where) {
  if (field.kind === "answers") return null;
  if (field.kind === "month" || field.kind === "tertial") return periodFault(field, value, where);
  const isState = value === NOT_ASKED || (typeof value === "string" && offeredStates(field).includes(value));
  if (isState) return null;
  if (field.kind === "code" || field.kind === "codes") return codeFault(field, value, where);
  if (value === undefined) return isOptional(field) ? null : t(`error.number${ending(field)}`);
  if (field.kind === "mean") {
    const right = typeof value === "number" && value >= 0 && value <= field.most && Math.abs(Math.round(value * 100) - value * 100) < 1e-6;
    return right ? null : numberFault(field);
  }
  const right = Number.isInteger(value) && value >= field.least && value <= field.most;
  return right ? null : numberFault(field);
}

/** Which numbers are right, said of one that is not. */
export const numberFault = (field) => t(field.kind === "mean" ? "error.mean" : "error.bounds", field);

/** Without "not known" to choose, what a schema does not require may be left out. */
const isOptional = (field) => !field.required && !ending(field);

function codeFault(field, value, { period, district }) {
  const several = field.kind === "codes";
  if (value === undefined || (several && !value.length)) {
    return isOptional(field) ? null : t(`error.${several ? "choose-some" : "choose"}${ending(field)}`);
  }
  const usable = new Map(choices(field, { period, district }).map((one) => [one.code, one]));
  const codes = [value].flat();
  if (!codes.every((code) => usable.has(code))) return t("error.gone", { period: periodText(period) });
  const alone = codes.length > 1 && codes.find((code) => usable.get(code).alone);
  return alone ? t("error.alone", { label: usable.get(alone).label }) : null;
}

function periodFault(field, value, { month }) {
  if (!value) return t(`error.${field.kind}`);
  const [first, last] = monthsOf(value);
  if (first > month) return t("error.future");
  return last < catalogue().starts ? t("error.early", { month: periodText(catalogue().starts) }) : null;
}

/**
 * Fewer of a role took part than have answered, or fewer in all than have answered or been given a link. A link
 * that was shown for another role is no fault: it is filed without one (`fitted`). @returns {Fault|null}
 */
function fewerThanAsked(activity, values, links) {
  const answers = answersIn(values);
  if (!answers.length && !links.length) return null;
  const message = t("error.answers");
  const inRole = placesLeft(activity.name, values, answers).find(({ left }) => left < 0);
  if (inRole) return { field: inRole.field, message };
  const { field, number } = placeInAll(activity.name, values);
  return answers.length + links.length > number ? { field, message } : null;
}

const RULES = {
  somebody(rule, values, fields) {
    const asked = fields.filter((field) => rule.fields.includes(field.name) && applies(field, values, fields));
    if (!asked.length || asked.some((field) => values[field.name] !== 0)) return null;
    const first = asked[0];
    return { field: first.name, message: isCounter(first) ? t("error.nobody") : t("error.choose-or") };
  },
  "adds-up"(rule, values) {
    const total = values[rule.whole];
    const known = rule.parts.map((part) => values[part]).filter(Number.isInteger);
    const sum = known.reduce((whole, one) => whole + one, 0);
    if (!Number.isInteger(total)) return null;
    if (known.length === rule.parts.length && sum !== total) return { field: rule.whole, message: t("error.sum", { sum }) };
    return sum > total ? { field: rule.whole, message: t("error.sum-least", { sum }) } : null;
  },
  "no-more-than"(rule, values, fields) {
    const [part, whole] = [values[rule.part], values[rule.whole]];
    if (!Number.isInteger(part) || !Number.isInteger(whole) || part <= whole) return null;
    const words = fields.find((field) => field.name === rule.whole)?.label.toLowerCase() ?? label("", rule.whole);
    return { field: rule.part, message: t("error.part", { whole: words, number: whole }) };
  },
};

/**
 * What is possible but unlikely, to be asked about before it is saved; nothing of it is refused.
 * @param {any} activity as described @param {Record<string, any>} values @returns {Fault[]}
 */
export function doubts(activity, values) {
  const byName = new Map(activity.fields.map((field) => [field.name, field]));
  const found = (activity.doubts ?? []).map((one) => {
    const asked = [one.field, one.part, one.whole, one.choices].filter((name) => name !== undefined);
    if (!asked.every((name) => byName.has(name) && applies(byName.get(name), values, activity.fields))) return null;
    return DOUBTS[one.kind]?.(one, values, (name) => byName.get(name).label ?? name);
  });
  return found.filter(Boolean);
}

/** How many of the codes stand for somebody that is counted, or null where that is not known. */
const numberOf = (codes, besides) => (Array.isArray(codes) ? codes.filter((code) => !besides.includes(code)).length : null);

const DOUBTS = {
  "more-than"({ part, whole }, values, name) {
    const [number, total] = [values[part], values[whole]];
    if (!Number.isInteger(number) || !Number.isInteger(total) || number <= total) return null;
    return { field: part, message: t("doubt.more-than", { part: name(part), number, whole: name(whole), total }) };
  },
  "more-choices-than"({ choices: of, whole, besides }, values, name) {
    const [number, total] = [numberOf(values[of], besides), values[whole]];
    if (number === null || !Number.isInteger(total) || number <= total) return null;
    return { field: of, message: count("doubt.more-choices-than", number, { choices: name(of), whole: name(whole), total }) };
  },
  "no-choice-for"({ choices: of, whole, besides }, values, name) {
    const [number, total] = [numberOf(values[of], besides), values[whole]];
    if (number !== 0 || !Number.isInteger(total) || total === 0) return null;
    return { field: of, message: t("doubt.no-choice-for", { choices: name(of), whole: name(whole), total }) };
  },
  "more-than-usual"({ field, most }, values, name) {
    const number = values[field];
    return Number.isInteger(number) && number > most ? { field, message: t("doubt.more-than-usual", { field: name(field), number }) } : null;
  },
};
