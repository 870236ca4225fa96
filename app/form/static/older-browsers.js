// What iPadOS 15 and browsers of its age lack, and the form uses. Imported before anything else; in a browser
// that has it all, it does nothing. Each is as the standard says, as far as the form goes.

/** Add a method that an object lacks, hidden from loops as built-in ones are. */
function add(object, name, value) {
  if (object && !(name in object)) Object.defineProperty(object, name, { value, configurable: true, writable: true });
}

/** @this {ArrayLike<unknown>} @param {number} index counted from the end where negative */
function at(index) {
  const place = Math.trunc(index) || 0;
  return this[place < 0 ? this.length + place : place];
}

// Safari 15.4.
add(Array.prototype, "at", at);
add(String.prototype, "at", at);
add(Object, "hasOwn", (object, name) => Object.prototype.hasOwnProperty.call(object, name));
// What the form copies is what it keeps: plain values (plain.js).
add(globalThis, "structuredClone", (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value))));
// Safari 16.
add(globalThis.AbortSignal, "timeout", (milliseconds) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("no answer in time", "TimeoutError")), milliseconds);
  return controller.signal;
});
