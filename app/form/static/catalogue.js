// The described catalogue: what is registered, every list, every text. Kept on the tablet for use offline.
import { get, put } from "./store.js";
import { monthsOf } from "./calendar.js";
import { hear } from "./today.js";
import { language } from "./words.js";

/** Of a catalogue that was fetched before it told, and of a tablet that has none yet. */
const USUAL_ZONE = "Europe/Stockholm";

/** @typedef {{code: string, label: string, from?: string, to?: string, district?: string, alone?: boolean}} Entry */

const found = new Map();

/**
 * The catalogue in the form's language: the kept one at once, or fetched where there is none.
 * @returns {Promise<any|null>} null where it has never been fetched and cannot be now
 */
export async function load() {
  const name = `catalogue-${language()}`;
  if (!found.has(name)) {
    const kept = await get("kept", name).catch(() => null);
    if (kept) found.set(name, kept.catalogue);
    else await refresh();
  }
  return found.get(name) ?? null;
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
    hear(reply);
    if (!reply.ok) return false;
    const catalogue = await reply.json();
    await put("kept", name, { etag: reply.headers.get("ETag"), catalogue });
    found.set(name, catalogue);
    return true;
  } catch {
    return false; // no network, or no storage: what is kept has to do
  }
}

/** The catalogue that `load` found. */
export const catalogue = () => found.get(`catalogue-${language()}`);

/** The time zone by which months are counted. */
export const timeZone = () => [...found.values()][0]?.time_zone ?? USUAL_ZONE;

/** The activities that are registered on a tablet, in the order of the catalogue. */
export const activities = () => catalogue().activities.filter((one) => one.filed_by === "adviser");

/** An activity by its name. */
export const activity = (name) => catalogue().activities.find((one) => one.name === name);

/**
 * The entries of a list that can be used.
 * @param {string} name
 * @param {{month?: string, district?: string}} [where] month or tertial; the tablet's district, whose own come first
 * @returns {Entry[]}
 */
export function list(name, { month, district } = {}) {
  const [first, last] = month ? monthsOf(month) : [null, null];
  const usable = (catalogue().lists[name] ?? []).filter(
    (one) => !month || ((one.from ?? "0000-00") <= last && first <= (one.to ?? "9999-12")),
  );
  if (!usable.some((one) => one.district)) return usable;
  const placed = usable.map((one) => ({ ...one, district: districtIn(one.district, month) }));
  return [...placed.filter((one) => one.district === district), ...placed.filter((one) => one.district !== district)];
}

/**
 * The district that `code` had become by a month or tertial, or has become by now where none is given.
 * @param {string} code @param {string|null} [period]
 */
export function districtIn(code, period) {
  const month = period ? monthsOf(period)[1] : null;
  const districts = catalogue().lists.districts;
  let found = districts.find((one) => one.code === code);
  while (found?.successor && (found.to ?? "9999-12") < (month ?? "9999-12")) {
    const next = districts.find((one) => one.code === found.successor);
    if (!next || (month && (next.from ?? "0000-00") > month)) break;
    found = next;
  }
  return found?.code ?? code;
}

/** The words of a code: of the list, of what may stand in its place, or the code itself. */
export function label(name, code) {
  const data = catalogue();
  const entry = (data.lists[name] ?? []).find((one) => one.code === code) ?? data.lists.places.find((one) => one.code === code);
  return entry?.label ?? data.states[code] ?? (data.city.code === code ? data.city.label : code);
}
