// One-time links, made on the tablet itself so that a corridor without coverage is no hindrance.
//
// A token is 16 characters of Crockford's base32: eight secret ones (40 random bits), then the first 40 bits of
// a code that only a tablet of the district can make: HMAC-SHA-256(key of the day, the eight as ASCII), where
// the key of the day is HMAC-SHA-256(key of the month, "YYYY-MM-DD"). The server can so tell a link of ours
// from a guess before it has heard of it. The server is told the token's SHA-256 alone.
import { get, put } from "./store.js";
import { currentTime as serverTime, dayOf } from "./today.js";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const KEYS = "link-keys";
const HMAC = { name: "HMAC", hash: "SHA-256" };
const HALF = 8;

/** @typedef {{month: string, key: CryptoKey}} MonthKey */
/** @typedef {{token: string, hash: string}} Link token: 16 characters; hash: 64 hexadecimal digits */

/**
 * Fetch the keys of this month and the next two, unless they are here already. Fails quietly: without
 * coverage the keys that are kept have to do.
 * @returns {Promise<boolean>} whether keys for this month are here
 */
export async function refreshKeys() {
  const now = serverTime();
  const kept = await get("kept", KEYS);
  const last = monthAfter(now, 2);
  if (!kept?.keys.some((/** @type {MonthKey} */ { month }) => month === last) && globalThis.crypto?.subtle) {
    const fetched = await fetchKeys().catch(() => null);
    if (fetched) await put("kept", KEYS, fetched);
  }
  return canMake(now);
}

async function fetchKeys() {
  const reply = await fetch("/api/v1/link-keys", { credentials: "same-origin", cache: "no-store" });
  if (!reply.ok) return null;
  /** @type {{district: string, keys: {month: string, key: string}[]}} */
  const { district, keys } = await reply.json();
  // Kept as a key that signs and cannot be read out, not even by a script of ours.
  const imported = keys.map(async ({ month, key }) => ({ month, key: await hmacKey(bytesOf(key)) }));
  return { district, keys: await Promise.all(imported) };
}

/**
 * Why no link can be made now, or null if one can.
 * @param {Date} [now]
 * @returns {Promise<null | "not-secure" | "no-keys">} not-secure: the page did not come over HTTPS; no-keys:
 *   the tablet has not had contact with the service this month or the two before
 */
export async function linkObstacle(now) {
  if (!globalThis.crypto?.subtle) return "not-secure";
  return (await keyOf(now ?? serverTime())) ? null : "no-keys";
}

/** @param {Date} [now] */
export async function canMake(now) {
  return (await linkObstacle(now)) === null;
}

/**
 * Make a link's token. Needs no network.
 * @param {Date} [now] by the server's clock; asked for here if left out
 * @returns {Promise<Link>}
 * @throws {Error} with the reason of `whyNot` as its message
 */
export async function makeToken(now) {
  const at = now ?? serverTime();
  const reason = await linkObstacle(at);
  const key = await keyOf(at);
  if (reason || !key) throw new Error(reason ?? "no-keys");
  const secret = base32(crypto.getRandomValues(new Uint8Array(5)));
  const dayKey = await hmacKey(await sign(key, dayOf(at)));
  const token = secret + base32((await sign(dayKey, secret)).slice(0, 5));
  return { token, hash: hex(await crypto.subtle.digest("SHA-256", ascii(token))) };
}

/** The address as a phone opens it, in groups of four. @param {string} token */
export function linkAddress(token) {
  return `${location.origin}/s/${groupedToken(token)}`;
}

/** The token as it is read aloud or typed: `7k2m-9qxa-41zb-c0te`. @param {string} token */
export function groupedToken(token) {
  return token.replace(/(.{4})(?=.)/g, "$1-");
}

/** @param {Date} now */
async function keyOf(now) {
  const month = dayOf(now).slice(0, 7);
  /** @type {{keys: MonthKey[]}|undefined} */
  const kept = await get("kept", KEYS);
  return kept?.keys.find((monthKey) => monthKey.month === month)?.key;
}

/** Year and month so many months after `now`, where the municipality is: so the server counts. @param {Date} now @param {number} months */
function monthAfter(now, months) {
  const [year, month] = dayOf(now).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months)).toISOString().slice(0, 7);
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function hmacKey(bytes) {
  return crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign"]);
}

/** @param {CryptoKey} key @param {string} text */
async function sign(key, text) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, ascii(text)));
}

/** @param {string} text */
function ascii(text) {
  return new TextEncoder().encode(text);
}

/** @param {string} digits hexadecimal */
function bytesOf(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {ArrayBuffer} buffer */
function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Five bytes as eight characters, the most significant bits first. @param {Uint8Array} five */
function base32(five) {
  const whole = five.reduce((sum, byte) => sum * 256 + byte, 0);
  return [...Array(HALF).keys()].map((index) => ALPHABET[Math.floor(whole / 32 ** (HALF - 1 - index)) % 32]).join("");
}
