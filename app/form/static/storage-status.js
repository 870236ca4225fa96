// How safely this tablet keeps what it has: whether the browser has promised not to clear it, how much room is
// left, and whether something has been cleared since last time.
import * as store from "./store.js";

/** Less room than this, in bytes, is too little: a record takes a kilobyte, an update of the form a megabyte. */
const LITTLE = 20 * 1024 * 1024;

/**
 * @typedef {{promised: boolean | null, used: number | null, room: number | null, low: boolean}} Keeping
 * promised: null where the browser does not say. used, room: bytes.
 */

/** @returns {Promise<Keeping>} */
export async function storageStatus() {
  const promised = (await navigator.storage?.persisted?.().catch(() => null)) ?? null;
  const estimate = (await navigator.storage?.estimate?.().catch(() => null)) ?? null;
  const room = estimate?.quota === undefined ? null : Math.max(0, estimate.quota - (estimate.usage ?? 0));
  return { promised, used: estimate?.usage ?? null, room, low: room !== null && room < LITTLE };
}

/** Ask the browser to keep it until it is wiped by hand. @returns {Promise<boolean>} */
export async function askForPersistence() {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}

/**
 * Whether the tablet has been in use before and its memory is empty now. Called once, at the start.
 * A tablet that the service knows, or whose browser still has the form's files, has been in use.
 * @returns {Promise<'kept' | 'new' | 'lost' | 'failed'>} failed: nothing can be kept at all
 */
export async function memoryState() {
  const enrolled = takeSessionMark("stodlogg-enrolled-now") !== null;
  try {
    if (await store.get("kept", "begun")) return "kept";
    await store.put("kept", "begun", true);
  } catch {
    return "failed";
  }
  if (enrolled) return "new";
  if (navigator.serviceWorker?.controller) return "lost";
  return (await isKnown()) ? "lost" : "new";
}

/** Whether the service knows this browser as a tablet, and not as a coordinator who looks in. */
async function isKnown() {
  try {
    const reply = await fetch("/api/v1/me", { cache: "no-store" });
    return reply.ok && (await reply.json()).role === "adviser";
  } catch {
    return false; // no network
  }
}

/** What was left for this tab by the page that was in it before, once: null where nothing was. @param {string} name */
export function takeSessionMark(name) {
  try {
    const mark = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return mark;
  } catch {
    return null; // a browser that keeps nothing for a tab
  }
}
