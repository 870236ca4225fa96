// The described catalogue: what is registered, every list, every text. Kept on the tablet for use offline.
import { get, put } from "./store.js";
import { monthsOf } from "./calendar.js";
import { takeServiceTime } from "./today.js";
import { language } from "./words.js";

/** Of a catalogue that was fetched before it told, and of a tablet that has none yet. */
const USUAL_ZONE = "Europe/Stockholm";

/** @import {Activity, Catalogue, Entry} from '../types' */

/** Those that have been read, by their name in the store. @type {Map<string, Catalogue>} */
const loaded = new Map();

/**
 * The catalogue in the form's language: the kept one at once, or fetched where there is none.
 * @returns {Promise<Catalogue|null>} null where it has never been fetched and cannot be now
 */
export async function load() {
  const name = `catalogue-${language()}`;
  if (!loaded.has(name)) {
    const kept = await get("kept", name).catch(() => null);
    if (kept) loaded.set(name, kept.catalogue);
    else await refresh();
  }
  return loaded.get(name) ?? null;
}

/** Ask the service for a newer one. Without a network nothing happens. @returns {Promise<boolean>} whether it came */
export async function refresh(wanted = language()) {
  const name = `catalogue-${wanted}`;
  try {
    const kept = await get("kept", name);
    const reply = await fetch(`/api/v1/catalogue?lang=${wanted}`, {
      headers: kept ? { "If-None-Match": kept.etag } : {},
      cache: "no-store",
    });
    takeServiceTime(reply);
    if (!reply.ok) return false;
    const catalogue = await reply.json();
    await put("kept", name, { etag: reply.headers.get("ETag"), catalogue });
    loaded.set(name, catalogue);
    return true;
  } catch {
    return false; // no network, or no storage: what is kept has to do
  }
}

/** The catalogue that `load` has read. Asked for only where it has. */
export const catalogue = () => /** @type {Catalogue} */ (loaded.get(`catalogue-${language()}`));

/** The time zone by which months are counted. */
export const timeZone = () => [...loaded.values()][0]?.time_zone ?? USUAL_ZONE;

/** The activities that are registered on a tablet, in the order of the catalogue. */
export const activities = () => catalogue().activities.filter((activity) => activity.filed_by === "adviser");

/** An activity by its name. @param {string} name @returns {Activity|undefined} */
export const activity = (name) => catalogue()?.activities.find((described) => described.name === name);

/** An activity that a form of this catalogue is open for. @param {string} name @returns {Activity} */
export const knownActivity = (name) => /** @type {Activity} */ (activity(name));

/** An entry of a list. @param {string} name of the list @param {string} code */
export const entryOf = (name, code) => catalogue().lists[name]?.find((entry) => entry.code === code);

/** Whether it is in use some time from `first` to `last`. @param {{from?: string|null, to?: string|null}} valid @param {string} first @param {string} last */
export const isUsed = (valid, first, last) => (valid.from ?? "0000-00") <= last && first <= (valid.to ?? "9999-12");

/**
 * The entries of a list that can be used.
 * @param {string} name
 * @param {{month?: string, district?: string|null}} [where] month or tertial; the tablet's district, whose own come first
 * @returns {Entry[]}
 */
export function list(name, { month, district } = {}) {
  const entries = catalogue().lists[name] ?? [];
  const [first, last] = month ? monthsOf(month) : [];
  const usable = first && last ? entries.filter((entry) => isUsed(entry, first, last)) : entries;
  if (!usable.some((entry) => entry.district)) return usable;
  const placed = usable.map((entry) => ({ ...entry, district: entry.district && districtIn(entry.district, month) }));
  return [...placed.filter((entry) => entry.district === district), ...placed.filter((entry) => entry.district !== district)];
}

/**
 * The district that `code` had become by a month or tertial, or has become by now where none is given.
 * @param {string} code @param {string|null} [period]
 */
export function districtIn(code, period) {
  const month = period ? monthsOf(period)[1] : null;
  let district = entryOf("districts", code);
  while (district?.successor && (district.to ?? "9999-12") < (month ?? "9999-12")) {
    const next = entryOf("districts", district.successor);
    if (!next || (month && (next.from ?? "0000-00") > month)) break;
    district = next;
  }
  return district?.code ?? code;
}

/** The words of a code: of the list, of what may stand in its place, or the code itself. @param {string} name @param {string} code */
export function label(name, code) {
  const { states, city } = catalogue();
  const entry = entryOf(name, code) ?? entryOf("places", code);
  return entry?.label ?? states[code] ?? (city.code === code ? city.label : code);
}
