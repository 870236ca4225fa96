// Sends what waits. It tries when the app starts, when something is put in, when the browser says that there is
// a network again or the screen is lit, and otherwise after a pause that grows. Whether there is a network is
// never asked of the browser: only a reply of the service tells.
import { language } from "./words.js";
import { withSenderLock } from "./sender-lock.js";
import * as queue from "./queue.js";
import { outcomeOf } from "./reply-outcome.js";
import { idsToSend, markReceived, markRefused, takeEntry, resendBegunMonths } from "./entry-outcome.js";
import { signal, tabChannel } from "./signals.js";
import { takeServiceTime, onNewDay } from "./today.js";

const PATIENCE = 30_000;
/** So long somebody waits for one answer. */
const SOON = 5_000;
/** So long a tab sends before it lets another one have a turn. */
const TURN = 20_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;
/** Entries that may fail in a row before the trouble is taken to be general. */
const IN_A_ROW = 2;

/**
 * @import {Problem, QueueEntry} from '../types'
 * @import {Outcome} from './reply-outcome.js'
 *
 * `idle`: all is sent, and the service has answered. `untried`: there was nothing to send, so nobody knows.
 * `failed`: the tablet itself could not even try.
 * @typedef {{what: 'untried' | 'idle' | 'sending' | 'no-network' | 'service-ill' | 'not-enrolled' | 'stopped' | 'failed',
 *   problem: Problem | null}} Status
 */

/** @type {Status} */
let now = { what: "untried", problem: null };
/** @type {ReturnType<typeof signal<[Status]>>} */
const statuses = signal();
const channel = tabChannel("stodlogg-status");

let started = false;
let running = false;
let again = false;
let failures = 0;
/** Whether the service has answered since the form was opened. */
let answered = false;
/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;
/** By the browser's own running time, which no setting of the clock changes. */
let notBefore = 0;
/** What failed last time is tried after everything else. */
/** @type {Set<string>} */
let late = new Set();

/** @returns {Status} */
export const status = () => now;

export const onStatus = statuses.listen;

/** @param {Status["what"]} what @param {Problem|null} [problem] */
function setStatus(what, problem = null) {
  now = { what, problem };
  channel?.postMessage(now);
  statuses.tell(now);
}

/** Begin to send, in this tab. Calling it again changes nothing. */
export function start() {
  if (started) return;
  started = true;
  channel?.addEventListener("message", ({ data }) => {
    now = data;
    statuses.tell(now);
  });
  queue.onChange((what) => what === "enqueued" && sendSoon());
  window.addEventListener("online", sendSoon);
  document.addEventListener("stodlogg-enrolled", tryNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendSoon());
  onNewDay(resendBegun);
  resendBegun();
  sendSoon();
  refreshLocks();
}

/** What was refused because its month had not begun is sent again when it has, by itself. */
const resendBegun = () => resendBegunMonths().catch(console.error);

/** Send now, whatever pause there is: the adviser asks for it. */
export function tryNow() {
  notBefore = 0;
  return sendSoon();
}

/** Send as soon as no other tab does, but not before the time that the service asked for. */
async function sendSoon() {
  if (performance.now() < notBefore) return;
  again = true;
  if (running) return;
  running = true;
  try {
    while (again) {
      again = false;
      await withSenderLock(sendRound);
    }
  } catch (error) {
    // The tablet's storage fails, or its browser lacks something: what waits stays where it is.
    console.error(error);
    setStatus("failed");
    pause(null);
  } finally {
    running = false;
  }
}

/** @param {() => boolean} mayGoOn */
async function sendRound(mayGoOn) {
  clearTimeout(timer);
  const until = performance.now() + TURN;
  const ids = await idsToSend();
  /** @type {Set<string>} */
  const failed = new Set();
  /** @type {"network" | "service"} */
  let why = "service";
  let inARow = 0;
  for (const id of [...ids.filter((each) => !late.has(each)), ...ids.filter((each) => late.has(each))]) {
    if (!mayGoOn()) return;
    if (performance.now() > until) {
      again = true;
      return;
    }
    const entry = await takeEntry(id);
    if (!entry) continue;
    if (now.what !== "sending") setStatus("sending");
    const outcome = await deliver(entry);
    if (outcome.what === "received") await markReceived(entry, outcome.hash);
    if (outcome.what === "refused") await handleRefusal(entry, outcome.problem);
    if (outcome.what === "stopped") {
      setStatus(outcome.problem.status === 401 ? "not-enrolled" : "stopped", outcome.problem);
      pause(null, LONGEST_PAUSE);
      return;
    }
    if (outcome.what === "later") {
      failed.add(id);
      why = outcome.why;
      inARow += 1;
      if (inARow < IN_A_ROW && outcome.seconds === null) continue;
      late = failed;
      reportTrouble(why, outcome.seconds);
      return;
    }
    inARow = 0;
    // A record that has just arrived sets its links free.
    if (entry.kind === "record") again = true;
  }
  late = failed;
  if (failed.size > 0) return reportTrouble(why, null);
  failures = 0;
  setStatus(answered ? "idle" : "untried");
}

/** @param {'network' | 'service'} why @param {number | null} seconds that the service asked for */
function reportTrouble(why, seconds) {
  setStatus(why === "network" ? "no-network" : "service-ill");
  pause(seconds);
}

/** Come back after a pause that doubles, with a random part so that tablets do not come all at once. @param {number|null} seconds @param {number} [least] */
function pause(seconds, least = 0) {
  const grown = Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE);
  const wait = Math.max((seconds ?? 0) * 1000, least, grown) * (1 + Math.random() / 2);
  failures += 1;
  again = false;
  if (seconds !== null) notBefore = performance.now() + seconds * 1000;
  clearTimeout(timer);
  timer = setTimeout(sendSoon, wait);
}

/** @param {QueueEntry} entry @returns {Promise<Outcome>} */
async function deliver(entry) {
  try {
    const outcome = await outcomeOf(await send(entry, entry.ifMatch), entry);
    const other = outcome.what === "refused" && ["record-differs", "record-changed"].includes(outcome.problem.kind);
    if (!other || !entry.replaces) return outcome;
    // The adviser has mended it since it was first sent, and that one arrived: this one takes its place.
    const there = await ask("GET", addressOf(entry));
    if (!there.ok) return outcome;
    return await outcomeOf(await send(entry, (await there.json()).hash), entry);
  } catch {
    return { what: "later", why: "network", seconds: null };
  }
}

/** @param {QueueEntry} entry */
const addressOf = ({ path, id }) => `/api/v1/${path}/${id}`;

/** @param {QueueEntry} entry @param {string|null} ifMatch */
function send(entry, ifMatch) {
  /** @type {Record<string, string>} */
  const headers = ifMatch ? { "If-Match": `"${ifMatch}"` } : {};
  if (entry.kind === "withdrawal") return ask("DELETE", addressOf(entry), headers);
  return ask("PUT", addressOf(entry), { ...headers, "Content-Type": "application/json" }, JSON.stringify(entry.content));
}

/**
 * Send an entry of the queue now, and wait a little for what the service says of it.
 * @param {string} id @returns {Promise<"received" | "refused" | "unknown">} unknown: no reply within some seconds
 */
export async function outcomeSoon(id) {
  /** @type {(() => void)[]} */
  const stops = [];
  /** @type {Promise<"received" | "refused" | "unknown">} */
  const settled = new Promise((resolve) => {
    const look = async () => {
      const entry = await queue.entry(id).catch(() => undefined);
      if (!entry) resolve("received");
      else if (entry.state === "refused") resolve("refused");
    };
    stops.push(queue.onChange(look), onStatus(({ what }) => what !== "sending" && what !== "idle" && resolve("unknown")));
    const patience = setTimeout(() => resolve("unknown"), SOON);
    stops.push(() => clearTimeout(patience));
    tryNow().then(look, look);
  });
  const outcome = await settled;
  for (const stop of stops) stop();
  return outcome;
}

/**
 * Ask the service. Rejects where no reply comes, or one that leads elsewhere.
 * @param {string} method @param {string} address @param {Record<string, string>} [headers] @param {string} [body]
 */
export async function ask(method, address, headers = {}, body = undefined) {
  const reply = await fetch(address, {
    method,
    body,
    headers: { "Accept-Language": language(), ...headers },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  takeServiceTime(reply);
  answered = true;
  return reply;
}

/** @param {QueueEntry} entry @param {Problem} problem */
async function handleRefusal(entry, problem) {
  await markRefused(entry, problem);
  if (problem.kind === "tertial-locked") await refreshLocks();
}

/** Forget what was sent of tertials that have been locked since. Without a network nothing happens. */
export async function refreshLocks() {
  try {
    if ((await queue.sentRecords()).length === 0) return;
    const reply = await ask("GET", "/api/v1/locks");
    if (reply.ok) await queue.forgetLocked((await reply.json()).tertials);
  } catch {
    // Next time.
  }
}
