// What the queue holds: entries, how they are made, and the ids that they are known by.
import { load } from "./catalogue.js";
import { allowedContent } from "./allowed-content.js";

/** @import {EntryKind, Link, QueueEntry, Stores} from '../types' */

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
  const described = (await load())?.activities.find(({ name }) => name === activity);
  if (!described) throw new Error(`no such activity: ${activity}`);
  return described.path;
}

/**
 * @param {EntryKind} kind @param {string} since month @param {string} id @param {string} activity @param {string} path
 * @param {Record<string, unknown>|null} content @param {string|null} [ifMatch] @returns {QueueEntry}
 */
export function entryOf(kind, since, id, activity, path, content, ifMatch = null) {
  return {
    id, kind, activity, path, content, ifMatch, state: "waiting", problem: null, since,
    revision: 1, maybeThere: false, replaces: false,
  };
}

/** The same entry, changed, as one that waits: whatever was answered before was not about it. @param {QueueEntry} entry @param {Partial<QueueEntry>} [changes] @returns {QueueEntry} */
export const entryToResend = (entry, changes = {}) =>
  ({ ...entry, ...changes, state: "waiting", problem: null, revision: entry.revision + 1 });

/** Whether it is a link to this record. @param {QueueEntry} entry @param {string} record its id */
export const isLinkTo = (entry, record) => entry.kind === "link" && entry.content.record === record;

/** @typedef {{activity: string, since: string}} Since of which activity, and the month */

/** The hashes of links, each filed after its record. @param {Stores} stores @param {Since & {id: string}} of @param {Link[]} links */
export async function putLinks(stores, { activity, id: record, since }, links) {
  for (const { hash, respondent } of links) {
    const content = allowedContent({ activity, record, respondent });
    await stores.put("queue", hash, entryOf("link", since, hash, activity, LINKS, content));
  }
}

/** Links that were shown and can never be counted: the service is told, so that nobody answers in vain. @param {Stores} stores @param {Since} of @param {string[]} hashes */
export async function takeBackLinks(stores, { activity, since }, hashes) {
  for (const hash of hashes) {
    const { revision } = (await stores.get("queue", hash)) ?? { revision: 0 };
    const entry = entryOf("withdrawal", since, hash, activity, LINKS, null);
    await stores.put("queue", hash, { ...entry, revision: revision + 1 });
  }
}

/** The same of a meeting's posters. @param {Stores} stores @param {Since} of @param {string} record id that the meeting would have had */
export const takeDownPosters = (stores, { activity, since }, record) =>
  stores.put("queue", record, entryOf("withdrawal", since, record, activity, POSTERS, null));

/** What waits is no record that is withdrawn, but a link or a poster. @param {QueueEntry} entry */
export const isTakenBack = ({ kind, path }) => kind === "withdrawal" && (path === LINKS || path === POSTERS);

/** A record that goes takes its links with it. @param {Stores} stores @param {string} record its id @param {string} since month */
export async function removeLinks(stores, record, since) {
  for (const entry of await stores.all("queue")) {
    if (isLinkTo(entry, record)) await takeBackLinks(stores, { activity: entry.activity, since }, [entry.id]);
  }
}
