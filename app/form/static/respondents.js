// Who may answer: by role, those who took part and have not been asked yet.
import { activity as described, catalogue, label } from "./catalogue.js";

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
  const places = placesLeft(activity, values, asked);
  const leftInAll = places.find((one) => one.role === "all")?.left ?? Infinity;
  return places
    .filter((one) => one.role !== "all")
    .map(({ role, left }) => ({ code: role, label: label("respondents", role), left: Math.min(left, leftInAll) }))
    .filter((one) => one.left > 0);
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
export const takesPosters = (activity) => Boolean(described(activity)?.posters);
