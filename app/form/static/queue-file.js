// The queue as a file: for a tablet that is to be handed in, or that has no network for a long time. It holds
// what the queue holds, ids and content, and is taken in whole or not at all.
import { load } from "./catalogue.js";
import { entryOf, LINKS, pathOf } from "./entries.js";
import { HASH, UUID, isCode, isGroup, plain } from "./plain.js";

const MARK = "stodlogg-queue";
const VERSION = 1;
const NAME = "stodlogg-vantar.json";
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_ENTRIES = 5000;

/** What each kind of entry holds in the file: these and no others. */
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

/** @param {import("./entries.js").Entry[]} entries @returns {File} */
export function exported(entries) {
  const body = { [MARK]: VERSION, entries: entries.map(outward) };
  return new File([JSON.stringify(body, null, 1)], NAME, { type: "application/json" });
}

function outward({ kind, id, activity, content, ifMatch }) {
  const all = { kind, id, activity, content, if_match: ifMatch };
  return Object.fromEntries(FIELDS[kind].map((name) => [name, all[name]]));
}

/**
 * The entries of a file, ready for the queue. Throws `NotOurFile`.
 * @param {Blob} file
 * @param {string} since month in which it is taken in
 * @returns {Promise<import("./entries.js").Entry[]>}
 */
export async function importFrom(file, since) {
  if (file.size > MOST_BYTES) throw new NotOurFile("not-ours");
  let body;
  try {
    body = JSON.parse(await file.text());
  } catch {
    throw new NotOurFile("unreadable");
  }
  if (!isGroup(body) || !(MARK in body)) throw new NotOurFile("not-ours");
  if (Number.isInteger(body[MARK]) && body[MARK] > VERSION) throw new NotOurFile("newer");
  const entries = body.entries;
  if (body[MARK] !== VERSION || !only(body, [MARK, "entries"]) || !Array.isArray(entries)) throw new NotOurFile("changed");
  if (entries.length > MOST_ENTRIES) throw new NotOurFile("changed");
  if (!(await load())) throw new NotOurFile("too-early");
  const found = [];
  for (const one of entries) found.push(await inward(one, since));
  return found;
}

async function inward(one, since) {
  if (!isRight(one)) throw new NotOurFile("changed");
  const path = await pathOf(one.activity).catch(() => {
    throw new NotOurFile("changed");
  });
  const at = HASH.test(one.id) ? LINKS : path; // a link, or one that is taken back
  return entryOf(one.kind, since, one.id, one.activity, at, one.content ?? null, one.if_match ?? null);
}

function isRight(one) {
  if (!isGroup(one) || !Object.hasOwn(FIELDS, one.kind) || !only(one, FIELDS[one.kind])) return false;
  if (!isCode(one.activity)) return false;
  if (one.kind === "withdrawal") return UUID.test(one.id) || HASH.test(one.id);
  try {
    if (one.kind === "record") {
      plain(one.content);
      return UUID.test(one.id) && (one.if_match === null || HASH.test(one.if_match));
    }
    return HASH.test(one.id) && isRightLink(one);
  } catch {
    return false;
  }
}

function isRightLink({ activity, content }) {
  if (!isGroup(content) || !only(content, ["activity", "record", "respondent"])) return false;
  return content.activity === activity && UUID.test(content.record) && isCode(content.respondent);
}

function only(group, names) {
  return Object.keys(group).length === names.length && names.every((name) => Object.hasOwn(group, name));
}
