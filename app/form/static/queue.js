// The queue: what has been registered on this tablet and not yet been received by the service.
//
// An entry is on disk before `enqueueRecord` resolves, and leaves the queue only when the service has said that
// it has it. Ids are random and made once, so that sending again after a lost reply changes nothing. What is
// kept in memory alone is the time of day at which something was put in during this run of the app.
import { entryOf, isLinkTo, newId, pathOf, putLinks, removeLinks, takeBackLinks, takeDownPosters, entryToResend } from "./entries.js";
import { queueFile, entriesOfFile } from "./queue-file.js";
import { allowedContent } from "./allowed-content.js";
import { signal, tabChannel } from "./signals.js";
import * as store from "./store.js";
import { thisMonth } from "./today.js";

export { newId };

/** @import {Link, QueueEntry, SentRecord, Stores} from '../types' */

/** @type {ReturnType<typeof signal<[string]>>} */
const changes = signal();
const channel = tabChannel("stodlogg-queue");
/** Time of day by id, for what was put in while the app has been open. Never written down. */
/** @type {Map<string, string>} */
const clockTimes = new Map();

channel?.addEventListener("message", ({ data }) => changes.tell(data));

/**
 * Hear of every change, from this tab or another. `what`: "enqueued" (something may be sent), "settled"
 * (the service has answered) or "wiped".
 */
export const onChange = changes.listen;

/** @param {string} what */
export function tell(what) {
  channel?.postMessage(what);
  changes.tell(what);
}

/**
 * Put a record, or the correction of one that was sent (`ifMatch`), into the queue. The draft that it was
 * written in goes in the same breath, so that it can be neither lost nor registered twice.
 * @param {{activity: string, id?: string, content: Record<string, unknown>, ifMatch?: string | null,
 *   links?: Link[], posters?: boolean}} record `posters`: some may name its id
 * @returns {Promise<string>} the record's id, when it is on disk. Rejects with `ForbiddenContent` or `StoreFailed`.
 */
export async function enqueueRecord({ activity, id, content, ifMatch = null, links = [], posters = false }) {
  const path = await pathOf(activity);
  const entry = entryOf("record", thisMonth(), id ?? newId(), activity, path, allowedContent(content), ifMatch);
  if (posters) entry.posters = true;
  await store.transact(async (stores) => {
    const before = await stores.get("queue", entry.id);
    await stores.put("queue", entry.id, before ? renewedEntry(before, entry) : entry);
    await putLinks(stores, entry, links);
    await stores.remove("drafts", ifMatch ? entry.id : activity);
  });
  clockTimes.set(entry.id, clockTime());
  tell("enqueued");
  return entry.id;
}

/** What waited under the same id, with new content. @param {QueueEntry} before @param {QueueEntry} entry @returns {QueueEntry} */
function renewedEntry(before, entry) {
  const ifMatch = before.ifMatch ?? entry.ifMatch;
  const { revision, maybeThere, since, posters } = before;
  return { ...entry, ifMatch, since, revision: revision + 1, maybeThere, replaces: true, ...(posters && { posters }) };
}

/**
 * Put in a link that was made after its record was saved. Resolves when it is on disk.
 * @param {Link & {activity: string, record: string}} link
 */
export async function enqueueLink({ activity, record, hash, respondent }) {
  const since = thisMonth();
  await store.transact((stores) => putLinks(stores, { activity, id: record, since }, [{ hash, respondent }]));
  tell("enqueued");
}

/**
 * What was shown for a form that is thrown away: links by their hashes, and a meeting's posters by its id.
 * @param {string} activity @param {string[]} hashes @param {string | null} [posters]
 */
export async function takeBack(activity, hashes, posters = null) {
  const of = { activity, since: thisMonth() };
  await store.transact(async (stores) => {
    await takeBackLinks(stores, of, hashes);
    if (posters && !(await stores.get("queue", posters))) await takeDownPosters(stores, of, posters);
  });
  tell("enqueued");
}

function clockTime() {
  return new Date().toLocaleTimeString("sv", { hour: "2-digit", minute: "2-digit" });
}

/** When it was put in, if that was while the app has been open: "14:05". @param {string} id */
export const clockTimeOf = (id) => clockTimes.get(id) ?? null;

/** Withdraw a record that this tablet has sent; a correction of it that waits is not sent. @param {string} sentId */
export async function withdraw(sentId) {
  const since = thisMonth();
  await store.transact(async (stores) => {
    const sent = await stores.get("sent", sentId);
    if (!sent) return;
    const before = await stores.get("queue", sentId);
    const entry = entryOf("withdrawal", since, sentId, sent.activity, sent.path, null);
    await stores.put("queue", sentId, { ...entry, revision: (before?.revision ?? 0) + 1 });
    await removeLinks(stores, sentId, since);
  });
  clockTimes.set(sentId, clockTime());
  tell("enqueued");
}

/** @returns {Promise<QueueEntry[]>} */
const entries = () => store.all("queue");

export const waitingEntries = async () => (await entries()).filter(({ state }) => state === "waiting");

/** Those that need attention. */
export const refusedEntries = async () => (await entries()).filter(({ state }) => state === "refused");

/** @param {string} id @returns {Promise<QueueEntry | undefined>} */
export const entry = (id) => store.get("queue", id);

/** Whether the service has received it, as far as this tablet remembers. @param {string} id */
export const isSent = async (id) => (await store.get("sent", id)) !== undefined;

/** What this tablet has sent and may still correct. @returns {Promise<SentRecord[]>} */
export const sentRecords = () => store.all("sent");

/**
 * How many wait and need attention, and since which month the oldest has waited. A link counts by itself only
 * when its record has arrived before it.
 * @returns {Promise<{waiting: number, refused: number, since: string | null}>}
 */
export async function counts() {
  const all = await entries();
  const ids = new Set(all.map(({ id }) => id));
  const own = all.filter(({ kind, content }) => kind !== "link" || !ids.has(content.record));
  const still = own.filter(({ state }) => state === "waiting");
  const months = still.map(({ since }) => since).sort();
  return { waiting: still.length, refused: own.length - still.length, since: months[0] ?? null };
}

/**
 * Give an entry new content and send it again; a refused one leaves the tray. A withdrawn record's id is
 * spent: what is mended then is a record of its own.
 * @param {string} id @param {Record<string, unknown>} [content] left out: as it is
 * @param {Link[]} [links] handed out while it was mended
 * @returns {Promise<string>} the id that it has now
 */
export async function mend(id, content, links = []) {
  if (content !== undefined) allowedContent(content);
  const since = thisMonth();
  const now = await store.transact(async (stores) => {
    const before = (await stores.get("queue", id)) ?? (await correctionEntry(stores, id, since));
    if (!before) throw new Error("it is neither in the queue nor sent");
    const spent = before.kind === "record" && before.problem?.kind === "record-withdrawn";
    const mended = entryToResend(before, {
      id: spent ? newId() : id,
      content: content ?? before.content,
      replaces: before.kind === "record" && !spent,
    });
    if (spent) {
      Object.assign(mended, { ifMatch: null, maybeThere: false });
      await stores.remove("queue", id);
      await stores.remove("sent", id);
      for (const link of await stores.all("queue")) {
        if (!isLinkTo(link, id)) continue;
        await stores.put("queue", link.id, entryToResend(link, { content: { ...link.content, record: mended.id } }));
      }
    }
    await stores.put("queue", mended.id, mended);
    await putLinks(stores, mended, links);
    if (content !== undefined) await stores.remove("drafts", id);
    return mended.id;
  });
  tell("enqueued");
  return now;
}

/**
 * It was sent while the adviser mended it: what is mended corrects what was sent.
 * @param {Stores} stores @param {string} id @param {string} since @returns {Promise<QueueEntry|undefined>}
 */
async function correctionEntry(stores, id, since) {
  const record = await stores.get("sent", id);
  return record && entryOf("record", since, id, record.activity, record.path, null, record.hash);
}

/**
 * Take an entry out of the queue unsent. A record that may have arrived all the same is withdrawn instead.
 * The view asks first. @param {string} id
 */
export async function drop(id) {
  await store.transact(async (stores) => {
    const before = await stores.get("queue", id);
    if (!before) return;
    if (before.kind === "link") return void await takeBackLinks(stores, before, [id]);
    if (before.kind === "record" && !before.ifMatch) {
      await removeLinks(stores, id, before.since);
      if (before.maybeThere) {
        const withdrawal = entryOf("withdrawal", before.since, id, before.activity, before.path, null);
        const { revision, posters } = before;
        return void await stores.put("queue", id, { ...withdrawal, revision: revision + 1, ...(posters && { posters }) });
      }
      if (before.posters) return void await takeDownPosters(stores, before, id);
    }
    await stores.remove("queue", id);
  });
  clockTimes.delete(id);
  tell("enqueued");
}

/** The queue as a file that this or another tablet takes in. @returns {Promise<File>} */
export const exportFile = async () => queueFile(await store.all("queue"));

/**
 * Take in a queue's file: all of it or nothing. Throws `NotOurFile`.
 * @param {Blob} file @returns {Promise<{added: number, already: number}>}
 */
export async function importFile(file) {
  const inFile = await entriesOfFile(file, thisMonth());
  const added = await store.transact(async (stores) => {
    let count = 0;
    for (const item of inFile) {
      if (await stores.get("queue", item.id)) continue;
      await stores.put("queue", item.id, item);
      count += 1;
    }
    return count;
  });
  tell("enqueued");
  return { added, already: inFile.length - added };
}

/** Forget what was sent of tertials that are locked now. @param {string[]} tertials */
export async function forgetLocked(tertials) {
  const locked = new Set(tertials);
  const gone = (await sentRecords()).filter(({ tertial }) => tertial !== null && locked.has(tertial));
  if (gone.length === 0) return;
  await store.transact(async (stores) => {
    for (const { id } of gone) await stores.remove("sent", id);
  });
  tell("settled");
}
