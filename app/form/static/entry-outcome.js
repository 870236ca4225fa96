// What becomes of an entry when the service has answered. Each function is one transaction. An entry that the
// adviser has changed while it was under way is not taken for the one that was answered.
import { monthsOf } from "./calendar.js";
import { isLinkTo, takeDownPosters, entryToResend } from "./entries.js";
import { tell } from "./queue.js";
import { sentRecordOf } from "./sent-records.js";
import * as store from "./store.js";
import { thisMonth } from "./today.js";

/** @import {Problem, QueueEntry, Stores} from '../types' */

/** Ids to send, in an order that files a record before what follows from it. @returns {Promise<string[]>} */
export const idsToSend = () => store.keys("queue");

/**
 * Take an entry to be sent: from now on it may have arrived. Returns it as it was, or null where there is
 * nothing to send: gone, refused, or a link whose record has not arrived yet.
 * @param {string} id @returns {Promise<QueueEntry | null>}
 */
export function takeEntry(id) {
  return store.transact(async (stores) => {
    const entry = await stores.get("queue", id);
    if (!entry || entry.state !== "waiting") return null;
    if (entry.kind === "link" && (await stores.get("queue", entry.content.record))) return null;
    if (!entry.maybeThere) await stores.put("queue", id, { ...entry, maybeThere: true });
    return entry;
  });
}

/** The service has it. @param {QueueEntry} entry as it was sent @param {string | null} hash of a record */
export async function markReceived(entry, hash) {
  let goesOn = false;
  await store.transact(async (stores) => {
    const now = await stores.get("queue", entry.id);
    if (entry.kind === "withdrawal") await stores.remove("sent", entry.id);
    if (!now) return; // wiped, or taken out by hand
    goesOn = now.revision === entry.revision && entry.kind === "withdrawal" && Boolean(entry.posters);
    // Of a meeting that never arrived the service knows no more than the posters that name it.
    if (goesOn) await takeDownPosters(stores, entry, entry.id);
    else if (now.revision === entry.revision) await stores.remove("queue", entry.id);
    else if (now.kind === "record") await stores.put("queue", entry.id, { ...now, ifMatch: hash, maybeThere: false });
    if (entry.kind === "record") {
      await stores.put("sent", entry.id, sentRecordOf(entry, hash, await stores.get("sent", entry.id)));
      await freeLinks(stores, entry.id);
    }
    if (entry.kind === "link") await noteLink(stores, entry.content);
  });
  tell(goesOn ? "enqueued" : "settled");
}

/** The record is another than the one that its links were refused for: they are sent once more. @param {Stores} stores @param {string} record */
async function freeLinks(stores, record) {
  for (const entry of await stores.all("queue")) {
    if (isLinkTo(entry, record) && entry.state === "refused") await stores.put("queue", entry.id, entryToResend(entry));
  }
}

/** @param {Stores} stores @param {{record: string, respondent: string}} link */
async function noteLink(stores, { record, respondent }) {
  const sent = await stores.get("sent", record);
  if (!sent?.asked) return;
  const links = [...sent.asked.links, respondent].sort();
  await stores.put("sent", record, { ...sent, asked: { ...sent.asked, links } });
}

/** The service will not take it as it is. @param {QueueEntry} entry as it was sent @param {Problem} problem */
export async function markRefused(entry, problem) {
  await store.transact(async (stores) => {
    const now = await stores.get("queue", entry.id);
    if (now?.revision !== entry.revision) return;
    // An earlier sending that was never answered may still have arrived; this one has not.
    await stores.put("queue", entry.id, { ...now, state: "refused", problem, maybeThere: entry.maybeThere });
  });
  tell("settled");
}

/** Whether nothing is wrong with an entry but that its month, or its tertial, had not begun. @param {QueueEntry} entry */
export const isTooEarly = ({ kind, state, problem }) =>
  kind === "record" && state === "refused" && problem !== null && problem.errors.length > 0 &&
  problem.errors.every(({ rule }) => rule === "in-the-future");

/** What was refused for being early alone waits again once its month has begun. */
export async function resendBegunMonths() {
  const month = thisMonth();
  const begun = await store.transact(async (stores) => {
    /** @type {QueueEntry[]} */
    const entries = await stores.all("queue");
    const early = entries.filter((entry) => isTooEarly(entry) && monthsOf(entry.content.month ?? entry.content.tertial)[0] <= month);
    for (const entry of early) await stores.put("queue", entry.id, entryToResend(entry));
    return early.length;
  });
  if (begun) tell("enqueued");
}
