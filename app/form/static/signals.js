// Telling other parts of the form, and other tabs of it, that something has changed.

/**
 * Something that can be heard of: `listen` takes a function, and returns how to hear no more.
 * @template {any[]} Told
 * @returns {{listen: (fn: (...told: Told) => void) => () => void, tell: (...told: Told) => void}}
 */
export function signal() {
  /** @type {Set<(...told: Told) => void>} */
  const listeners = new Set();
  return {
    listen(fn) {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
    tell(...told) {
      for (const fn of listeners) fn(...told);
    },
  };
}

/** What all tabs of the form hear, where the browser has such a thing. @param {string} name */
export const tabChannel = (name) => ("BroadcastChannel" in globalThis ? new BroadcastChannel(name) : null);
