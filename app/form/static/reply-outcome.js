// What a reply to something that was sent means for the queue.

import { HASH, isPlainObject } from "./allowed-content.js";

/**
 * @import {Problem, QueueEntry} from '../types'
 * @typedef {{what: 'received', hash: string | null}
 *   | {what: 'refused' | 'stopped', problem: Problem}
 *   | {what: 'later', why: 'network' | 'service', seconds: number | null}} Outcome
 * received: the service has it. refused: it will not take it as it is. stopped: it takes nothing from this
 * tablet. later: try again, not before `seconds` if it said so.
 */

/** Answers that speak of the record even when they do not come from the service itself. */
const OF_THE_RECORD = new Set([409, 410, 412, 413, 414, 422, 423]);
/** Problems of the way here, or of the moment, though their status is of the record's kind. */
const NOT_OF_THE_RECORD = new Set(["not-found", "method-not-allowed"]);
const LATER = new Set([408, 421, 425, 429]);

/**
 * @param {Response} reply @param {QueueEntry} entry
 * @returns {Promise<Outcome>}
 */
export async function outcomeOf(reply, entry) {
  const body = await bodyOf(reply);
  if (reply.ok) return receipt(reply, body, entry);
  const problem = problemOf(reply, body);
  const { status } = reply;
  if (status === 401) return { what: "stopped", problem };
  if (status === 403) return forbidden(problem);
  if (status === 404 && entry.kind === "withdrawal" && problem.kind === "record-not-found") {
    return { what: "received", hash: null };
  }
  const ours = problem.kind !== "unknown" && !NOT_OF_THE_RECORD.has(problem.kind);
  if (status < 500 && !LATER.has(status) && (ours || OF_THE_RECORD.has(status))) return { what: "refused", problem };
  return { what: "later", why: "service", seconds: secondsOf(reply) };
}

/**
 * A 2xx counts only with what the service says in it: a hotel's log-in page also answers 200.
 * @param {Response} reply @param {unknown} body @param {QueueEntry} entry @returns {Outcome}
 */
function receipt(reply, body, entry) {
  if (entry.kind === "withdrawal" && reply.status === 204) return { what: "received", hash: null };
  if (isPlainObject(body) && [200, 201].includes(reply.status)) {
    if (entry.kind === "record" && ["created", "same", "corrected"].includes(body.verdict) && HASH.test(body.hash)) {
      return { what: "received", hash: body.hash };
    }
    if (entry.kind === "link" && ["created", "same"].includes(body.verdict)) return { what: "received", hash: null };
  }
  return { what: "later", why: "network", seconds: null };
}

/** @param {Problem} problem @returns {Outcome} */
function forbidden(problem) {
  if (problem.kind === "other-district") return { what: "refused", problem };
  if (problem.kind === "unknown") return { what: "later", why: "network", seconds: null };
  return { what: "stopped", problem };
}

/** @param {Response} reply @param {unknown} body @returns {Problem} in the service's own words, where they are its own */
export function problemOf(reply, body) {
  const type = reply.headers.get("Content-Type") ?? "";
  if (!type.startsWith("application/problem+json") || !isPlainObject(body) || !/^\/problems\/[a-z-]{1,60}$/.test(body.type)) {
    return { kind: "unknown", status: reply.status, title: "", detail: "", errors: [] };
  }
  const errors = (Array.isArray(body.errors) ? body.errors : []).filter(isPlainObject);
  return {
    kind: body.type.slice("/problems/".length),
    status: reply.status,
    title: String(body.title),
    detail: String(body.detail),
    errors: errors.map(({ field, rule, message }) => ({ field: String(field), rule: String(rule), message: String(message) })),
  };
}

/** @param {Response} reply @returns {Promise<unknown>} */
async function bodyOf(reply) {
  try {
    return await reply.json();
  } catch {
    return null; // empty, cut off, or not ours
  }
}

const LONGEST = 3600;

/** `Retry-After` in seconds. One that is a date is not used: the tablet's clock may be wrong. @param {Response} reply */
function secondsOf(reply) {
  const value = reply.headers.get("Retry-After");
  return value && /^\d{1,6}$/.test(value) ? Math.min(Number(value), LONGEST) : null;
}
