// Whether the tablet is in a parent's hands. While it is, every address of the form shows the parent's screens:
// a swipe back, a reload, another tab or starting the app again leads to nothing of the adviser's.
import { tabChannel } from "./signals.js";
import { get, put, remove } from "./store.js";

/** @import {Write} from '../types' */
/** @typedef {{key: string, respondent: string, done: boolean}} HandedOver key of the draft that is answered for */

const NAME = "handed-over";
const channel = tabChannel("stodlogg-handed-over");

/** @type {HandedOver|null} */
let held = null;

/** What is handed over now, or null. Known once `recall` has resolved. */
export const currentHandover = () => held;

/** Find out, as the app starts, whether it was handed over when it was closed. */
export async function loadHandover() {
  held = (await get("kept", NAME).catch(() => null)) ?? null;
}

/** Call `fn` when another tab has handed over or taken back. @param {() => void} fn */
export function onHandoverChange(fn) {
  channel?.addEventListener("message", async () => {
    await loadHandover();
    fn();
  });
}

/** Into the parent's hands. Resolves when it would survive a restart. @param {string} key @param {string} respondent */
export async function beginHandover(key, respondent) {
  const now = { key, respondent, done: false };
  await put("kept", NAME, now);
  held = now;
  channel?.postMessage("changed");
}

/**
 * The parent has answered: from now on there is nothing but the last screen.
 * @param {(also: Write) => Promise<void>} keep keeps the answers, and in the same
 *   breath what `also` writes: a restart asks nobody again who has answered, and loses no answer
 */
export async function completeHandover(keep) {
  const before = held;
  const now = before && { ...before, done: true };
  await keep(async (stores) => now && stores.put("kept", NAME, now));
  if (held === before) held = now; // not where it was taken back meanwhile
  channel?.postMessage("changed"); // another tab has the same questions open
}

/** Back to the adviser. */
export async function endHandover() {
  held = null;
  await remove("kept", NAME);
  channel?.postMessage("changed");
}
