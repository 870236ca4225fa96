// The queue as a file: for a tablet that is to be handed in, or that has no network for a long time. It holds
// what the queue holds, ids and content, and is taken in whole or not at all.
import { load } from "./catalogue.js";
import { entryOf, LINKS, pathOf } from "./entries.js";
import { HASH, UUID, isCode, isPlainObject, allowedContent } from "./allowed-content.js";

const MARK = "stodlogg-queue";
const VERSION = 1;
const NAME = "stodlogg-vantar.json";
/** @import {EntryKind, QueueEntry} from '../types' */

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_ENTRIES = 5000;

/** What each kind of entry holds in the file: these and no others. @type {Record<EntryKind, string[]>} */
const FIELDS = {
  record: ["kind", "id", "activity", "content", "if_match"],
  link: ["kind", "id", "activity", "content"],
  withdrawal: ["kind", "id", "activity"],
};

/** A file that was not made here, is cut off, or has been changed. `reason` is a stable code. */
export class NotOurFile extends Error {
  /** @param {string} reason "unreadable", "not-ours", "newer", "changed", or "too-early": not connected yet */
  constructor(reason) {
    super(`the file is not taken in: ${reason}`);
    this.name = "NotOurFile";
    this.reason = reason;
  }
}

/** @param {QueueEntry[]} entries @returns {File} */
export function queueFile(entries) {
  const body = { [MARK]: VERSION, entries: entries.map(itemOf) };
  return new File([JSON.stringify(body, null, 1)], NAME, { type: "application/json" });
}

/** @param {QueueEntry} entry */
function itemOf({ kind, id, activity, content, ifMatch }) {
  /** @type {Record<string, unknown>} */
  const all = { kind, id, activity, content, if_match: ifMatch };
  return Object.fromEntries(FIELDS[kind].map((name) => [name, all[name]]));
}

/**
 * The entries of a file, ready for the queue. Throws `NotOurFile`.
 * @param {Blob} file
 * @param {string} since month in which it is taken in
 * @returns {Promise<QueueEntry[]>}
 */
export async function entriesOfFile(file, since) {
  if (file.size > MOST_BYTES) throw new NotOurFile("not-ours");
  let body;
  try {
    body = JSON.parse(await file.text());
  } catch {
    throw new NotOurFile("unreadable");
  }
  if (!isPlainObject(body) || !(MARK in body)) throw new NotOurFile("not-ours");
  if (Number.isInteger(body[MARK]) && body[MARK] > VERSION) throw new NotOurFile("newer");
  const entries = body.entries;
  if (body[MARK] !== VERSION || !hasOnly(body, [MARK, "entries"]) || !Array.isArray(entries)) throw new NotOurFile("changed");
  if (entries.length > MOST_ENTRIES) throw new NotOurFile("changed");
  if (!(await load())) throw new NotOurFile("too-early");
  return Promise.all(entries.map((item) => entryOfItem(item, since)));
}

/** @param {unknown} item @param {string} since @returns {Promise<QueueEntry>} */
async function entryOfItem(item, since) {
  if (!isItem(item)) throw new NotOurFile("changed");
  const { kind, id, activity, content = null, if_match: ifMatch = null } = item;
  const path = await pathOf(activity).catch(() => {
    throw new NotOurFile("changed");
  });
  const at = HASH.test(id) ? LINKS : path; // a link, or one that is taken back
  return entryOf(kind, since, id, activity, at, content, ifMatch);
}

/** @param {unknown} item @returns {item is {kind: EntryKind, id: string, activity: string, content?: any, if_match?: string|null}} */
function isItem(item) {
  if (!isPlainObject(item) || !Object.hasOwn(FIELDS, item.kind)) return false;
  const { kind, id, activity, content, if_match: ifMatch } = item;
  if (!hasOnly(item, FIELDS[/** @type {EntryKind} */ (kind)]) || !isCode(activity)) return false;
  if (kind === "withdrawal") return UUID.test(id) || HASH.test(id);
  try {
    if (kind === "record") {
      allowedContent(content);
      return UUID.test(id) && (ifMatch === null || HASH.test(ifMatch));
    }
    return HASH.test(id) && isLinkContent(activity, content);
  } catch {
    return false;
  }
}

/** @param {string} activity @param {unknown} content */
function isLinkContent(activity, content) {
  if (!isPlainObject(content) || !hasOnly(content, ["activity", "record", "respondent"])) return false;
  return content.activity === activity && UUID.test(content.record) && isCode(content.respondent);
}

/** @param {Record<string, any>} group @param {string[]} names */
function hasOnly(group, names) {
  return Object.keys(group).length === names.length && names.every((name) => Object.hasOwn(group, name));
}
