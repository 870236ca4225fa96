// The form's service worker: it keeps the form's own files, so that it opens without a network. Everything else,
// and everything that is not a plain GET, goes past it untouched. The server writes in the version, a hash of
// all the files, and their addresses.
const VERSION = "/*VERSION*/";
const FILES = new Set(/*FILES*/[]);

const PREFIX = "stodlogg-form-";
const NAME = PREFIX + VERSION;

self.addEventListener("install", (event) => {
  // Past the browser's own cache, which may hold files of another version.
  const wanted = [...FILES].map((address) => new Request(address, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(wanted)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOld().then(() => self.clients.claim()));
});

async function removeOld() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// A new version waits until no tab uses the old one, or until the adviser says so (update.js).
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== self.location.origin || search !== "" || !FILES.has(pathname)) return;
  event.respondWith(keptOrFetched(request, pathname));
});

async function keptOrFetched(request, pathname) {
  const cache = await caches.open(NAME).catch(() => null);
  return (await cache?.match(pathname)) ?? fetch(request);
}
