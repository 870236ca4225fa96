// One sender over all tabs of the form. Tabs that want to send stand in line; one that the tablet has put to
// sleep in the middle of its work is passed by. Should two work at once all the same, nothing is stored twice:
// the ids see to that.

import { tabChannel } from "./signals.js";

/** @typedef {(mayGoOn: () => boolean) => Promise<void>} Work */

const NAME = "stodlogg-sender";
const PATIENCE = 60_000;

/**
 * Run `work` when no other tab does. `work` gets a function that says whether it may go on.
 * @param {Work} work
 */
export async function withSenderLock(work) {
  if (!navigator.locks) return withClaim(work);
  try {
    await withWebLock({ signal: AbortSignal.timeout(PATIENCE) }, work);
  } catch (error) {
    // Waited too long: whoever has it sleeps. When it is our own that was taken, another works now.
    if (isNamed(error, "TimeoutError")) await withWebLock({ steal: true }, work).catch(rethrowUnlessStolen);
    else rethrowUnlessStolen(error);
  }
}

/** @param {LockOptions} options @param {Work} work */
async function withWebLock(options, work) {
  let mine = true;
  try {
    await navigator.locks.request(NAME, options, () => work(() => mine));
  } finally {
    mine = false;
  }
}

/** @param {unknown} error @param {string} name */
const isNamed = (error, name) => error instanceof DOMException && error.name === name;

/** @param {unknown} error */
function rethrowUnlessStolen(error) {
  if (!isNamed(error, "AbortError")) throw error;
}

const channel = tabChannel(NAME);
let busy = false;
let heard = false;

channel?.addEventListener("message", ({ data }) => {
  if (data === "anyone?" && busy) channel?.postMessage("busy");
  if (data === "busy") heard = true;
});

/** For browsers without Web Locks: ask the other tabs, and leave it to the one that is at work. @param {Work} work */
async function withClaim(work) {
  if (busy) return;
  heard = false;
  channel?.postMessage("anyone?");
  await new Promise((resolve) => { setTimeout(resolve, 100 + Math.random() * 200); });
  if (heard || busy) return;
  busy = true;
  try {
    await work(() => true);
  } finally {
    busy = false;
  }
}
