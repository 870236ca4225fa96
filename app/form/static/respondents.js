// Who may answer: by role, those who took part and have not been asked yet.
import { activity as described, catalogue, isUsed, knownActivity, label } from "./catalogue.js";
import { NOT_KNOWN } from "./fields.js";

/** @import {Asked, GivenAnswers, Link, Values} from '../types' */

/**
 * The questionnaire of an activity in a month, or null where it has none.
 * @param {string} activity @param {string} [month]
 */
export function questionnaireOf(activity, month = "9999-12") {
  const valid = catalogue().questionnaires.filter((each) => each.activity === activity && isUsed(each, month, month));
  return valid.at(-1) ?? null;
}

/** What participants have answered already, in a record's values. @param {Values} values @returns {GivenAnswers[]} */
export const answersOf = (values) =>
  Object.values(values).filter(Array.isArray).flat().filter((item) => item?.questionnaire);

/**
 * Roles of an activity with how many of each are left to ask; Infinity where the number is not known.
 * @param {string} activity
 * @param {Values} values the record's fields, as far as they are known
 * @param {Asked[]} asked who has answered or been given a link
 * @returns {{code: string, label: string, left: number}[]} without those of whom nobody is left
 */
export function respondentsLeft(activity, values, asked) {
  const leftInAll = placeInAll(activity, values).number - asked.length;
  return placesLeft(activity, values, asked)
    .filter(({ role }) => role !== "all")
    .map(({ role, left }) => ({ code: role, label: label("respondents", role), left: Math.min(left, leftInAll) }))
    .filter(({ left }) => left > 0);
}

/**
 * How many took part in all, Infinity where it is not known, and the field that says so first.
 * @param {string} activity @param {Values} values
 * @returns {{field: string | undefined, number: number}}
 */
export function placeInAll(activity, values) {
  const places = placesLeft(activity, values, []);
  const whole = places.find(({ role }) => role === "all");
  if (whole && whole.left !== Infinity) return { field: whole.field, number: whole.left };
  const roles = places.filter(({ role }) => role !== "all");
  return { field: (whole ?? roles[0])?.field, number: roles.length ? roles.reduce((sum, { left }) => sum + left, 0) : Infinity };
}

/**
 * Links with the roles that the record has room for: where the numbers were changed after a link was shown, it
 * belongs to somebody, and the role is not known.
 * @param {string} activity @param {Values} values @param {Asked[]} answers @param {Link[]} links
 * @returns {Link[]}
 */
export function linksThatFit(activity, values, answers, links) {
  const left = new Map(placesLeft(activity, values, answers).map(({ role, left: number }) => [role, number]));
  return links.map((link) => {
    const room = left.get(link.respondent) ?? Infinity;
    left.set(link.respondent, room - 1);
    return room > 0 ? link : { ...link, respondent: NOT_KNOWN };
  });
}

/**
 * How many of each role, and of all, are left to ask; fewer than none where fewer took part than were asked.
 * @param {string} activity @param {Values} values @param {Asked[]} asked
 * @returns {{field: string, role: string, left: number}[]} in the order of the fields
 */
export function placesLeft(activity, values, asked) {
  const roles = new Set(["all", ...catalogue().lists.respondents.map(({ code }) => code)]);
  return knownActivity(activity).fields.flatMap(({ name, role }) => {
    if (!role || !roles.has(role)) return [];
    const used = role === "all" ? asked : asked.filter(({ respondent }) => respondent === role);
    return [{ field: name, role, left: numberOf(values[name]) - used.length }];
  });
}

/** A count; one that is not known, or not filled in yet, sets no limit. @param {any} value @returns {number} */
const numberOf = (value) => (Number.isInteger(value) ? value : Infinity);

/** Whether an activity's participants can be given links; those of meetings are shown a poster. @param {string} activity */
export const takesLinks = (activity) => Boolean(described(activity)?.links);
/** @param {string} activity */
export const takesPosters = (activity) => Boolean(described(activity)?.posters);
