// Rules and doubts across fields, by their kind, as the service's description of an activity carries them.
// What each kind means is held together with the service by cases that both run (tests/javascript/cases.json).
import { label } from "./catalogue.js";
import { applies, isCounter } from "./fields.js";
import { count, t } from "./words.js";

/** @import {Activity, Doubt, Fault, Field, Rule, Values} from '../types' */

/** A rule that this version of the form does not know: the service is newer, and the form must be updated. */
export class UnknownRule extends Error {
  /** @param {string} kind */
  constructor(kind) {
    super(`a rule of an unknown kind: ${kind}`);
    this.name = "UnknownRule";
  }
}

/** @param {number[]} numbers */
export const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/**
 * What each kind of rule finds wrong, or null.
 * @type {{[Kind in Rule["kind"]]: (rule: Extract<Rule, {kind: Kind}>, values: Values, fields: Field[]) => Fault|null}}
 */
const RULES = {
  somebody(rule, values, fields) {
    const [first, ...others] = fields.filter((field) => rule.fields.includes(field.name) && applies(field, values, fields));
    if (!first || [first, ...others].some((field) => values[field.name] !== 0)) return null;
    return { field: first.name, message: isCounter(first) ? t("error.nobody") : t("error.choose-or") };
  },
  "adds-up"({ parts, whole }, values) {
    const total = values[whole];
    const known = parts.map((part) => values[part]).filter(Number.isInteger);
    const sum = sumOf(known);
    if (!Number.isInteger(total)) return null;
    if (known.length === parts.length && sum !== total) return { field: whole, message: t("error.sum", { sum }) };
    return sum > total ? { field: whole, message: t("error.sum-least", { sum }) } : null;
  },
  "no-more-than"(rule, values, fields) {
    const [part, whole] = [values[rule.part], values[rule.whole]];
    if (!Number.isInteger(part) || !Number.isInteger(whole) || part <= whole) return null;
    const words = fields.find((field) => field.name === rule.whole)?.label?.toLowerCase() ?? label("", rule.whole);
    return { field: rule.part, message: t("error.part", { whole: words, number: whole }) };
  },
};

/**
 * What a rule finds wrong, or null. Throws `UnknownRule`: one that is passed over would let through what the
 * service refuses.
 * @param {Rule} rule @param {Values} values @param {Field[]} fields @returns {Fault|null}
 */
export function ruleFault(rule, values, fields) {
  if (!Object.hasOwn(RULES, rule.kind)) throw new UnknownRule(rule.kind);
  const broken = /** @type {(rule: Rule, values: Values, fields: Field[]) => Fault|null} */ (RULES[rule.kind]);
  return broken(rule, values, fields);
}

/**
 * What is possible but unlikely, to be asked about before it is saved; nothing of it is refused.
 * @param {Activity} activity @param {Values} values @returns {Fault[]}
 */
export function doubts(activity, values) {
  const byName = new Map(activity.fields.map((field) => [field.name, field]));
  /** @param {string} name */
  const isAsked = (name) => {
    const field = byName.get(name);
    return field !== undefined && applies(field, values, activity.fields);
  };
  /** @param {string} name */
  const nameOf = (name) => byName.get(name)?.label ?? name;
  return (activity.doubts ?? []).flatMap((doubt) => {
    if (!Object.hasOwn(DOUBTS, doubt.kind)) throw new UnknownRule(doubt.kind);
    const { field, part, whole, choices } = /** @type {Record<string, any>} */ (doubt);
    if (![field, part, whole, choices].filter((name) => name !== undefined).every(isAsked)) return [];
    const raised = /** @type {(doubt: Doubt, values: Values, nameOf: (name: string) => string) => Fault|null} */ (DOUBTS[doubt.kind]);
    return raised(doubt, values, nameOf) ?? [];
  });
}

/** How many of the codes stand for somebody that is counted, or null where that is not known. @param {any} codes @param {string[]} besides */
const numberOf = (codes, besides) => (Array.isArray(codes) ? codes.filter((code) => !besides.includes(code)).length : null);

/**
 * What each kind of doubt asks about, or null.
 * @type {{[Kind in Doubt["kind"]]: (doubt: Extract<Doubt, {kind: Kind}>, values: Values, nameOf: (name: string) => string) => Fault|null}}
 */
const DOUBTS = {
  "more-than"({ part, whole }, values, nameOf) {
    const [number, total] = [values[part], values[whole]];
    if (!Number.isInteger(number) || !Number.isInteger(total) || number <= total) return null;
    return { field: part, message: t("doubt.more-than", { part: nameOf(part), number, whole: nameOf(whole), total }) };
  },
  "more-choices-than"({ choices, whole, besides }, values, nameOf) {
    const [number, total] = [numberOf(values[choices], besides), values[whole]];
    if (number === null || !Number.isInteger(total) || number <= total) return null;
    return { field: choices, message: count("doubt.more-choices-than", number, { choices: nameOf(choices), whole: nameOf(whole), total }) };
  },
  "no-choice-for"({ choices, whole, besides }, values, nameOf) {
    const [number, total] = [numberOf(values[choices], besides), values[whole]];
    if (number !== 0 || !Number.isInteger(total) || total === 0) return null;
    return { field: choices, message: t("doubt.no-choice-for", { choices: nameOf(choices), whole: nameOf(whole), total }) };
  },
  "more-than-usual"({ field, most }, values, nameOf) {
    const number = values[field];
    return Number.isInteger(number) && number > most ? { field, message: t("doubt.more-than-usual", { field: nameOf(field), number }) } : null;
  },
};
