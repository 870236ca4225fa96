// What a record may hold: codes, months, tertials, small numbers and random ids, in lists and groups. Checked when a
// record enters the queue and when a file is read, so that no date, free text or name is kept or sent.

const CODE = /^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/;
const MONTH = /^(19|20)\d{2}-(0[1-9]|1[0-2])$/;
const TERTIAL = /^(19|20)\d{2}-T[123]$/;
const FIELD = /^[a-z0-9][a-z0-9_-]{0,59}$/;
// Digits that could be a day, a time, a telephone or a personal number, however they are written.
const DAY = /\d{4}-\d{2}-\d{2}|\d{6,}/;

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const HASH = /^[0-9a-f]{64}$/;
/** @param {unknown} value */
export const isMonth = (value) => typeof value === "string" && MONTH.test(value);
/** @param {unknown} value @returns {value is string} */
export const isCode = (value) => typeof value === "string" && CODE.test(value) && !DAY.test(value);

/** Whole numbers, and means with two decimals: but for what a binary fraction cannot hold. @param {number} value */
export const isHundredths = (value) => Math.abs(Math.round(value * 100) - value * 100) < 1e-6;

const DEEPEST = 5;
const MOST_BYTES = 16 * 1024;

/** A record that holds something that may not be kept. `where` is the field's path. */
export class ForbiddenContent extends Error {
  /** @param {string} where */
  constructor(where) {
    super(`not a code, month or small number: ${where}`);
    this.name = "ForbiddenContent";
    this.where = where;
  }
}

/**
 * The content itself, when all that it holds may be kept. Throws `ForbiddenContent`.
 * @param {unknown} content
 * @returns {Record<string, unknown>}
 */
export function allowedContent(content) {
  if (!isPlainObject(content)) throw new ForbiddenContent("");
  checkValue(content, "", 0);
  if (new TextEncoder().encode(JSON.stringify(content)).length > MOST_BYTES) throw new ForbiddenContent("");
  return content;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
export function isPlainObject(value) {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** @param {unknown} value @param {string} where @param {number} depth */
function checkValue(value, where, depth) {
  if (depth > DEEPEST) throw new ForbiddenContent(where);
  if (Array.isArray(value)) {
    value.forEach((item, index) => checkValue(item, `${where}.${index}`, depth + 1));
  } else if (isPlainObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      const here = where ? `${where}.${name}` : name;
      if (!FIELD.test(name) || DAY.test(name)) throw new ForbiddenContent(where);
      checkValue(item, here, depth + 1);
    }
  } else if (typeof value === "string") {
    // An id is random: digits that look like a day in it are none.
    if (!isCode(value) && !isMonth(value) && !TERTIAL.test(value) && !UUID.test(value)) throw new ForbiddenContent(where);
  } else if (typeof value === "number") {
    if (!isHundredths(value) || Math.abs(value) > 99999) throw new ForbiddenContent(where);
  } else {
    throw new ForbiddenContent(where);
  }
}
