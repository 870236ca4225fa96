// A new version of the form takes over when nobody is in the middle of something: by itself when all tabs have
// been closed, or when the adviser presses "update now". What is half filled in is kept as a draft first, and
// no tab is ever loaded anew under a form.
import { signal } from "./signals.js";

const HOUR = 3_600_000;
/** Views in which something is half done. */
const BUSY = /^#\/(new|draft|review|edit|handover|link)\b/;

/** @type {ServiceWorkerRegistration | null} */
let registration = null;
/** @type {'none' | 'ready' | 'reload'} ready: one waits. reload: another tab has updated, this one is older. */
let state = "none";
let asked = false;
const updates = signal();

export const updateState = () => state;

export const onUpdate = updates.listen;

/** @param {typeof state} next */
function set(next) {
  state = next;
  updates.tell();
}

export const isBusy = () => BUSY.test(location.hash);

/** Install the service worker and look for new versions from now on. Needs no network. */
export async function registerWorker() {
  if (!navigator.serviceWorker) return;
  let controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (!controlled) controlled = true; // the very first worker
    else if (asked || !isBusy()) location.reload();
    else set("reload");
  });
  try {
    registration = await navigator.serviceWorker.register("/form/sw.js", { scope: "/form/", updateViaCache: "none" });
  } catch {
    return; // a browser that forbids it: the form works as long as there is a network
  }
  const registered = registration;
  if (!registered) return; // one that says nothing of it
  if (registered.waiting) loadOldFiles();
  registered.addEventListener("updatefound", () => {
    const worker = registered.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && controlled && loadOldFiles());
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookForUpdate());
  setInterval(lookForUpdate, HOUR);
}

/** Load what this tab has not used yet while the old files are there: it must never run on two versions. */
async function loadOldFiles() {
  for (const name of await caches.keys()) {
    const files = await (await caches.open(name)).keys();
    const modules = files.map((file) => new URL(file.url).pathname).filter((path) => /\.m?js$/.test(path));
    await Promise.allSettled(modules.map((path) => import(path)));
  }
  set("ready");
}

function lookForUpdate() {
  registration?.update().catch(() => {}); // no network
}

/** Take the new version into use, with what is half filled in kept as a draft. */
export async function updateNow() {
  const form = await import("./form-state.js");
  if (form.currentForm()) await form.save();
  asked = true;
  if (state === "reload" || !registration?.waiting) location.reload();
  else registration.waiting.postMessage("take-over");
}
