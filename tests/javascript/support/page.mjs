// As much of a page as modules without a screen ask for.

/** Who hears of what, by the event's name: nothing happens by itself here. */
const silent = { addEventListener() {}, removeEventListener() {} };

Object.assign(globalThis, {
  document: { documentElement: { lang: "sv" }, visibilityState: "visible", ...silent },
  window: silent,
  location: new URL("https://stodlogg.test/form/"),
  fetch: () => Promise.reject(new TypeError("no network")),
});
// Channels between tabs would keep the process running.
Reflect.deleteProperty(globalThis, "BroadcastChannel");
