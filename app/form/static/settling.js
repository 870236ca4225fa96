// What becomes of an entry when the service has answered. Each function is one transaction. An entry that the
// adviser has changed while it was under way is not taken for the one that was answered.
import { sentOf, tell } from "./queue.js";
import * as store from "./store.js";

/** @typedef {import("./entries.js").Entry} Entry */

/** Ids to send, in an order that files a record before what follows from it. @returns {Promise<string[]>} */
export const plan = () => store.keys("queue");

/**
 * Take an entry to be sent: from now on it may have arrived. Returns it as it was, or null where there is
 * nothing to send: gone, refused, or a link whose record has not arrived yet.
 * @param {string} id @returns {Promise<Entry | null>}
 */
export function take(id) {
  return store.transact(async (stores) => {
    const entry = await stores.get("queue", id);
    if (!entry || entry.state !== "waiting") return null;
    if (entry.kind === "link" && (await stores.get("queue", entry.content.record))) return null;
    if (!entry.maybeThere) await stores.put("queue", id, { ...entry, maybeThere: true });
    return entry;
  });
}

/** The service has it. @param {Entry} entry as it was sent @param {string | null} hash of a record */
export async function received(entry, hash) {
  await store.transact(async (stores) => {
    const now = await stores.get("queue", entry.id);
    if (entry.kind === "withdrawal") await stores.remove("sent", entry.id);
    if (!now) return; // wiped, or taken out by hand
    if (now.revision === entry.revision) await stores.remove("queue", entry.id);
    else if (now.kind === "record") await stores.put("queue", entry.id, { ...now, ifMatch: hash, maybeThere: false });
    if (entry.kind === "record") await stores.put("sent", entry.id, sentOf(entry, hash));
  });
  tell("settled");
}

/** The service will not take it as it is. @param {Entry} entry as it was sent @param {import("./entries.js").Problem} problem */
export async function refuse(entry, problem) {
  await store.transact(async (stores) => {
    const now = await stores.get("queue", entry.id);
    if (now?.revision !== entry.revision) return;
    // An earlier sending that was never answered may still have arrived; this one has not.
    await stores.put("queue", entry.id, { ...now, state: "refused", problem, maybeThere: entry.maybeThere });
  });
  tell("settled");
}
