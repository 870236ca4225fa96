// What the tablet keeps of a record that the service has received: enough to recognise it by, and to ask nobody
// twice.
import { tertialOf } from "./calendar.js";
import { factsOf } from "./record-facts.js";
import { answersOf } from "./respondents.js";
import { isLinkTo } from "./entries.js";
import * as store from "./store.js";

/** @import {Asked, QueueEntry, SentRecord} from '../types' */

/**
 * What is kept of a record that has been received. `asked`: the roles of those who have answered on the tablet and
 * of those who have been given a link, never what was answered: who has been asked is not asked again.
 * @param {QueueEntry} entry @param {string | null} hash @param {SentRecord} [before] what was kept of it until now
 * @returns {SentRecord}
 */
export function sentRecordOf(entry, hash, before) {
  const { id, activity, path, content } = entry;
  const { month = null, district } = content;
  const asked = { answered: answersOf(content).map(({ respondent }) => respondent).sort(), links: before?.asked?.links ?? [] };
  return { id, activity, path, month, tertial: content.tertial ?? (month && tertialOf(month)), district, hash, facts: factsOf(content), asked };
}

/**
 * Who has been given a link to a record that exists: those that wait here and those that the service has.
 * @param {string} id @returns {Promise<Asked[]>}
 */
export async function linksOf(id) {
  /** @type {QueueEntry[]} */
  const queued = await store.all("queue");
  const waits = queued.filter((entry) => isLinkTo(entry, id) && entry.state === "waiting");
  /** @type {string[]} */
  const filed = (await store.get("sent", id))?.asked?.links ?? [];
  return [...waits.map(({ content }) => ({ respondent: content.respondent })), ...filed.map((respondent) => ({ respondent }))];
}
