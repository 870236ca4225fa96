// What the queue holds: entries, how they are made, and the ids that they are known by.
import { load } from "./catalogue.js";
import { plain } from "./plain.js";

/**
 * @typedef {object} Problem what the service answered: its own words, and which fields
 * @property {string} kind such as `invalid-record` @property {number} status
 * @property {string} title @property {string} detail
 * @property {{field: string, rule: string, message: string}[]} errors
 *
 * @typedef {object} Entry
 * @property {string} id of the record; of a link its hash
 * @property {'record'|'link'|'withdrawal'} kind @property {string} activity
 * @property {string} path where it is filed, below /api/v1/
 * @property {Record<string, unknown> | null} content null for a withdrawal
 * @property {string | null} ifMatch hash of the record that a correction replaces
 * @property {'waiting'|'refused'} state @property {Problem | null} problem
 * @property {string} since month in which it was put in, by this tablet's calendar
 * @property {number} revision counts changes, so that a reply is never taken for a newer content's
 * @property {boolean} maybeThere it has been sent, and no answer tells whether it arrived
 * @property {true} [posters] a poster that was made before it was saved names its id
 * @property {boolean} replaces the adviser has mended it: it takes the place of what this id held before
 *
 * @typedef {{hash: string, respondent: string}} Link shown to a participant
 */

/** Where links and posters are filed, below /api/v1/. */
export const LINKS = "answer-links";
const POSTERS = "posters";

/** A random UUID, version 4. Browsers offer `randomUUID` on HTTPS and localhost only. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** Where an activity is filed. Rejects for one that the catalogue does not have. @param {string} activity */
export async function pathOf(activity) {
  const known = (await load())?.activities.find((one) => one.name === activity);
  if (!known) throw new Error(`no such activity: ${activity}`);
  return known.path;
}

/** @param {string} since month @returns {Entry} */
export function entryOf(kind, since, id, activity, path, content, ifMatch = null) {
  return {
    id, kind, activity, path, content, ifMatch, state: "waiting", problem: null, since,
    revision: 1, maybeThere: false, replaces: false,
  };
}

/** The hashes of links, each filed after its record. @param {Link[]} links */
export async function putLinks(stores, { activity, id: record, since }, links) {
  for (const { hash, respondent } of links) {
    const content = plain({ activity, record, respondent });
    await stores.put("queue", hash, entryOf("link", since, hash, activity, LINKS, content));
  }
}

/** Links that were shown and can never be counted: the service is told, so that nobody answers in vain. */
export async function takeBackLinks(stores, { activity, since }, hashes) {
  for (const hash of hashes) {
    const { revision } = (await stores.get("queue", hash)) ?? { revision: 0 };
    const entry = entryOf("withdrawal", since, hash, activity, LINKS, null);
    await stores.put("queue", hash, { ...entry, revision: revision + 1 });
  }
}

/** The same of a meeting's posters. @param {string} record id that the meeting would have had */
export const takeDownPosters = (stores, { activity, since }, record) =>
  stores.put("queue", record, entryOf("withdrawal", since, record, activity, POSTERS, null));

/** What waits is no record that is withdrawn, but a link or a poster. @param {Entry} entry */
export const isTakenBack = ({ kind, path }) => kind === "withdrawal" && (path === LINKS || path === POSTERS);

/** A record that goes takes its links with it. @param {string} record its id */
export async function removeLinks(stores, record, since) {
  for (const one of await stores.all("queue")) {
    if (one.kind === "link" && one.content.record === record) await takeBackLinks(stores, { activity: one.activity, since }, [one.id]);
  }
}
