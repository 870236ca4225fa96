// The form's service worker: it keeps the form's own files, so that it opens without a network. Everything else,
// and everything that is not a plain GET, goes past it untouched. The server writes in the version, a hash of
// all the files, and their addresses.
const VERSION = "/*VERSION*/";
/** @type {Set<string>} */
const FILES = new Set(/*FILES*/[]);

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const PREFIX = "stodlogg-form-";
const NAME = PREFIX + VERSION;
/** All the files in one reply: one request instead of one for each, and never of two versions. */
const EVERYTHING = "/form/everything";

worker.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

async function keepAll() {
  const reply = await fetch(EVERYTHING, { cache: "no-cache", credentials: "omit", redirect: "error" });
  if (!reply.ok) throw new Error(`the files cannot be read: ${reply.status}`);
  /** @type {{version: string, files: [string, string, string][]}} */
  const { version, files } = await reply.json();
  // The server has been updated since this worker was read: its next one is installed instead.
  if (version !== VERSION) throw new Error("the files are of another version");
  const cache = await caches.open(NAME);
  await Promise.all(files.map(([address, type, text]) => cache.put(address, new Response(text, { headers: headersOf(reply, type) }))));
}

/** What the server says of every page and file: what it may load, and by whom it may be shown. @param {Response} reply @param {string} type */
function headersOf(reply, type) {
  const headers = new Headers(reply.headers);
  for (const name of ["Content-Encoding", "Content-Length", "ETag", "Vary", "Date"]) headers.delete(name);
  headers.set("Content-Type", type);
  return headers;
}

worker.addEventListener("activate", (event) => {
  event.waitUntil(removeOld().then(() => worker.clients.claim()));
});

async function removeOld() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// A new version waits until no tab uses the old one, or until the adviser says so (update.js).
worker.addEventListener("message", ({ data }) => {
  if (data === "take-over") worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== worker.location.origin || search !== "" || !FILES.has(pathname)) return;
  event.respondWith(keptOrFetched(request, pathname));
});

/** @param {Request} request @param {string} pathname */
async function keptOrFetched(request, pathname) {
  const cache = await caches.open(NAME).catch(() => null);
  return (await cache?.match(pathname)) ?? fetch(request);
}
