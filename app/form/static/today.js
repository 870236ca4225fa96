// What day it is: by the service's clock where it has been heard, in the municipality's time zone, never in the
// tablet's. A correction of the tablet's clock is of this run of the app alone, and of a clock that nobody has
// set since: kept any longer it would be wrong from the moment that the clock is put right.
import { timeZone } from "./catalogue.js";
import { signal } from "./signals.js";
import { get, put, remove } from "./store.js";

const MINUTE = 60_000;
/** The service tells whole seconds, and a reply takes its time. */
const CLOSE = 2 * MINUTE;
/** Who puts a clock right by hand does it so nearly. */
const BY_HAND = 30 * MINUTE;
const HEARD = "service-month";

/** What the service said: how far the tablet's clock was from it, and both of the tablet's own clocks then.
 * @type {{at: number, device: number, wrong: number, running: number}|null} */
let serviceTime = null;
/** The newest month that the service has been heard in, also before this run of the app. */
let month = "";
const newDays = signal();
let toldState = "";

/** Now, as well as the tablet knows. @returns {Date} */
export function currentTime() {
  const device = Date.now();
  if (serviceTime === null) return new Date(device);
  const passed = performance.now() - serviceTime.running;
  const moved = device - serviceTime.device - passed;
  // Set back, or set to what the service said: the clock has been put right. Any other leap forward is a tablet
  // that has slept, whose running time stood still.
  const isRight = Math.abs(moved - serviceTime.wrong) < Math.min(BY_HAND, Math.abs(serviceTime.wrong) / 2);
  if (moved < -CLOSE || isRight) serviceTime = { ...serviceTime, wrong: 0, device: device - passed };
  return new Date(Math.max(device + serviceTime.wrong, serviceTime.at + passed));
}

/** The day of a moment where the municipality is, `YYYY-MM-DD`. @param {Date} [moment] */
export function dayOf(moment = currentTime()) {
  const parts = Object.fromEntries(dayFormat(timeZone()).formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** Today's day. A clock that is months behind what the service said once is wrong, whatever it says. */
export function today() {
  const day = dayOf();
  return day.slice(0, 7) < month ? `${month}-01` : day;
}

/** @returns {string} this month, `YYYY-MM` */
export const thisMonth = () => today().slice(0, 7);

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone @returns {Intl.DateTimeFormat} */
function dayFormat(zone) {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en", {
    year: "numeric", month: "2-digit", day: "2-digit", calendar: "gregory", numberingSystem: "latn", timeZone: zone,
  });
  formats.set(zone, format);
  return format;
}

/** Which month it was when the service was heard last. Called once, before a day is asked for. */
export async function loadServiceMonth() {
  month = (await get("kept", HEARD).catch(() => "")) ?? "";
  await remove("kept", "clock-offset").catch(() => {}); // of earlier versions
}

/** Take the time from a reply of the service. One that is not the service's own tells nothing. @param {Response} reply */
export function takeServiceTime(reply) {
  const at = Date.parse(reply.headers.get("Date") ?? "");
  const isOurs = [204, 304].includes(reply.status) || /\bjson\b/.test(reply.headers.get("Content-Type") ?? "");
  if (Number.isNaN(at) || !isOurs) return;
  const device = Date.now();
  const wrong = Math.abs(at - device) < CLOSE ? 0 : at - device;
  serviceTime = { at, device, wrong, running: performance.now() };
  const its = dayOf(new Date(at)).slice(0, 7);
  const isNew = its !== month;
  month = its;
  // A tablet that the service does not know has nothing to keep.
  if (isNew && (reply.ok || reply.status === 304)) put("kept", HEARD, month).catch(() => {});
  checkDay();
}

/** How wrong the tablet's own clock is by what the service said, in minutes; 0 where nothing tells. */
export function clockErrorMinutes() {
  currentTime();
  return Math.round((serviceTime?.wrong ?? 0) / MINUTE);
}

/** Hear when it has become another day than it was (at midnight, when a tablet wakes), or the clock is put right. */
export const onNewDay = newDays.listen;

/** Look at the calendar. */
export function checkDay() {
  const state = `${today()} ${clockErrorMinutes() === 0}`;
  const isNew = toldState !== "" && state !== toldState;
  toldState = state;
  if (isNew) newDays.tell();
}

/** Begin to look at the calendar, from now on. */
export function watchDays() {
  checkDay();
  setInterval(checkDay, MINUTE);
  for (const event of ["focus", "pageshow"]) window.addEventListener(event, checkDay);
  document.addEventListener("visibilitychange", checkDay);
}
