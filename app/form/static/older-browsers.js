// What iPadOS 15 and browsers of its age lack, and the form uses. Imported before anything else; in a browser
// that has it all, it does nothing. Each is as the standard says, as far as the form goes.

/** Add a method that an object lacks, hidden from loops as built-in ones are. @param {any} object @param {string} name @param {unknown} value */
function add(object, name, value) {
  if (object && !(name in object)) Object.defineProperty(object, name, { value, configurable: true, writable: true });
}

/** @this {ArrayLike<unknown>} @param {number} index counted from the end where negative */
function at(index) {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

// Safari 15.4.
add(Array.prototype, "at", at);
add(String.prototype, "at", at);
add(Object, "hasOwn", (/** @type {object} */ object, /** @type {PropertyKey} */ name) => Object.prototype.hasOwnProperty.call(object, name));
// What the form copies is what it keeps: plain values (allowed-content.js).
add(globalThis, "structuredClone", (/** @type {unknown} */ value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value))));
// Safari 16.
add(globalThis.AbortSignal, "timeout", (/** @type {number} */ milliseconds) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("no answer in time", "TimeoutError")), milliseconds);
  return controller.signal;
});
