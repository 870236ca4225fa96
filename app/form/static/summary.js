// A form's answers in words: on the form itself, under the last question, and on the summary before it is saved.
import { periodText } from "./calendar.js";
import * as catalogue from "./catalogue.js";
import { applies, isCounter, isFilledByTablet, periodOf, valueText } from "./fields.js";
import { district } from "./form-state.js";
import { count, t } from "./words.js";

/** @import {Activity, Field, Form} from '../types' */

/**
 * @typedef {{field: string, name: string, words: string, asLast: boolean}} Fact
 * @param {Activity} activity @param {Form} form
 * @returns {Fact[]} in the order of the fields; counters of one group together
 */
export function facts(activity, form) {
  /** @type {{group: string|null, fields: Field[]}[]} */
  const rows = [];
  const fields = activity.fields.filter((field) => !isFilledByTablet(field) && applies(field, form.values, activity.fields));
  for (const field of fields) {
    const last = rows.at(-1);
    if (isCounter(field) && field.group && last?.group === field.group) last.fields.push(field);
    else rows.push({ group: (isCounter(field) && field.group) || null, fields: [field] });
  }
  return rows.map(({ group, fields: together }) => ({
    field: together[0].name,
    name: together.length > 1 ? (catalogue.catalogue().groups[group ?? ""] ?? titleOf(together[0])) : titleOf(together[0]),
    words: together.length > 1
      ? together.filter((field) => text(field, form, activity)).map((field) => `${field.label}\u00a0${text(field, form, activity)}`).join(" · ")
      : text(together[0], form, activity),
    asLast: together.some((field) => form.remembered.includes(field.name)),
  }));
}

/** @param {Field} field */
const titleOf = (field) => (field.kind === "month" ? t("month.title") : (field.label ?? field.name));

/** @param {Field} field @param {Form} form @param {Activity} activity @returns {string} */
function text(field, form, activity) {
  const value = form.values[field.name];
  if (field.kind === "answers") {
    const parts = [value?.length ? count("review.answers", value.length) : null, form.links.length ? count("answers.links", form.links.length) : null];
    return parts.filter(Boolean).join(t("summary.separator")) || t("review.none");
  }
  if (field.kind === "month" || field.kind === "tertial") return periodText(value);
  if (field.kind === "rows") return String(value?.length ?? 0);
  const period = periodOf(activity.fields, form.values);
  return valueText(field, value, { separator: t("summary.separator"), period, district: district(period) });
}
