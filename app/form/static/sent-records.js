// What the tablet keeps of a record that the service has received: enough to recognise it by, and to ask nobody
// twice.
import { tertialOf } from "./calendar.js";
import { factsOf } from "./recognise.js";
import { answersIn } from "./respondents.js";
import * as store from "./store.js";

/** @typedef {import("./entries.js").Entry} Entry */

/**
 * What is kept of a record that has been received. `asked`: the roles of those who have answered on the tablet and
 * of those who have been given a link, never what was answered: who has been asked is not asked again.
 * @param {Entry} entry @param {string | null} hash @param {any} [before] what was kept of it until now
 */
export function sentOf(entry, hash, before) {
  const { id, activity, path, content } = entry;
  const { month = null, district } = content;
  const asked = { answered: answersIn(content).map((one) => one.respondent).sort(), links: before?.asked?.links ?? [] };
  return { id, activity, path, month, tertial: content.tertial ?? (month && tertialOf(month)), district, hash, facts: factsOf(content), asked };
}

/**
 * Who has been given a link to a record that exists: those that wait here and those that the service has.
 * @param {string} id @returns {Promise<{respondent: string}[]>}
 */
export async function linksOf(id) {
  const waits = (await store.all("queue")).filter((one) => one.kind === "link" && one.state === "waiting" && one.content.record === id);
  const filed = (await store.get("sent", id))?.asked?.links ?? [];
  return [...waits.map((one) => ({ respondent: one.content.respondent })), ...filed.map((respondent) => ({ respondent }))];
}
