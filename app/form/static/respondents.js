// Who may answer: by role, those who took part and have not been asked yet.
import { activity as described, catalogue, label } from "./catalogue.js";
import { NOT_KNOWN } from "./fields.js";

/**
 * The questionnaire of an activity in a month, or null where it has none.
 * @param {string} activity @param {string} [month]
 */
export function questionnaireOf(activity, month = "9999-12") {
  const valid = catalogue().questionnaires.filter(
    (one) => one.activity === activity && (one.from ?? "0000-00") <= month && month <= (one.to ?? "9999-12"),
  );
  return valid.at(-1) ?? null;
}

/** What participants have answered already, in a record's values. @param {Record<string, any>} values */
export const answersIn = (values) =>
  Object.values(values).filter(Array.isArray).flat().filter((one) => one?.questionnaire);

/**
 * Roles of an activity with how many of each are left to ask; Infinity where the number is not known.
 * @param {string} activity
 * @param {Record<string, any>} values the record's fields, as far as they are known
 * @param {{respondent: string}[]} asked who has answered or been given a link
 * @returns {{code: string, label: string, left: number}[]} without those of whom nobody is left
 */
export function respondentsLeft(activity, values, asked) {
  const leftInAll = placeInAll(activity, values).number - asked.length;
  return placesLeft(activity, values, asked)
    .filter((one) => one.role !== "all")
    .map(({ role, left }) => ({ code: role, label: label("respondents", role), left: Math.min(left, leftInAll) }))
    .filter((one) => one.left > 0);
}

/**
 * How many took part in all, Infinity where it is not known, and the field that says so first.
 * @returns {{field: string | undefined, number: number}}
 */
export function placeInAll(activity, values) {
  const fields = placesLeft(activity, values, []);
  const whole = fields.find((one) => one.role === "all");
  if (whole && whole.left !== Infinity) return { field: whole.field, number: whole.left };
  const roles = fields.filter((one) => one.role !== "all");
  return { field: (whole ?? roles[0])?.field, number: roles.length ? roles.reduce((sum, one) => sum + one.left, 0) : Infinity };
}

/**
 * Links with the roles that the record has room for: where the numbers were changed after a link was shown, it
 * belongs to somebody, and the role is not known.
 */
export function fitted(activity, values, answers, links) {
  const left = new Map(placesLeft(activity, values, answers).map(({ role, left: number }) => [role, number]));
  return links.map((link) => {
    const room = left.get(link.respondent) ?? Infinity;
    left.set(link.respondent, room - 1);
    return room > 0 ? link : { ...link, respondent: NOT_KNOWN };
  });
}

/**
 * How many of each role, and of all, are left to ask; fewer than none where fewer took part than were asked.
 * @returns {{field: string, role: string, left: number}[]} in the order of the fields
 */
export function placesLeft(activity, values, asked) {
  const roles = new Set(["all", ...catalogue().lists.respondents.map((one) => one.code)]);
  return described(activity).fields
    .filter((field) => roles.has(field.role))
    .map((field) => {
      const used = field.role === "all" ? asked : asked.filter((one) => one.respondent === field.role);
      return { field: field.name, role: field.role, left: numberOf(values[field.name]) - used.length };
    });
}

/** A count; one that is not known, or not filled in yet, sets no limit. */
const numberOf = (value) => (Number.isInteger(value) ? value : Infinity);

/** Whether an activity's participants can be given links; those of meetings are shown a poster. */
export const takesLinks = (activity) => Boolean(described(activity)?.links);
export const takesPosters = (activity) => Boolean(catalogue() && described(activity)?.posters);
