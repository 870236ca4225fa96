// Months and tertials, and days as text. A day is picked on the screen; only what these functions make of it is
// kept. Which day it is today: today.js.
import { language, t } from "./words.js";

/** @param {number} number */
const TWO = (number) => String(number).padStart(2, "0");

const locale = () => (language() === "sv" ? "sv-SE" : "en-GB");

/** A day as a moment that no time zone moves into another day. @param {string} day `YYYY-MM-DD` */
const noonOf = (day) => new Date(`${day}T12:00:00Z`);

/** The calendar day before, whatever the clocks did that night. @param {string} day `YYYY-MM-DD` */
export const dayBefore = (day) => new Date(noonOf(day).getTime() - 86_400_000).toISOString().slice(0, 10);
/** @param {string} day */
export const monthOf = (day) => day.slice(0, 7);
/** @param {string} month */
export const tertialOf = (month) => `${month.slice(0, 4)}-T${Math.ceil(Number(month.slice(5, 7)) / 4)}`;

/** The first and last month of a period. @param {string} period a month or a tertial */
export function monthsOf(period) {
  if (!period.includes("T")) return [period, period];
  const last = Number(period.slice(-1)) * 4;
  return [`${period.slice(0, 4)}-${TWO(last - 3)}`, `${period.slice(0, 4)}-${TWO(last)}`];
}

/** The newest tertials that have begun, newest first. @param {string} month @param {number} number @param {string} starts */
export function tertialsUntil(month, number, starts) {
  const tertials = [];
  let [year, third] = [Number(month.slice(0, 4)), Number(tertialOf(month).slice(-1))];
  while (tertials.length < number) {
    const tertial = `${year}-T${third}`;
    if (monthsOf(tertial)[1] < starts) break;
    tertials.push(tertial);
    [year, third] = third === 1 ? [year - 1, 3] : [year, third - 1];
  }
  return tertials;
}

/** A period in words: "november 2026", "september–december 2026". @param {string|null} [period] */
export function periodText(period) {
  if (!period) return "";
  if (period.includes("T")) return `${t(`tertial.${period.slice(-1)}`)} ${period.slice(0, 4)}`;
  const [year, month] = period.split("-").map(Number);
  return new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(Date.UTC(year, month - 1));
}

/** A day as people say it, for the day buttons: "tisdag 24 november". @param {string} day `YYYY-MM-DD` */
export function dayText(day) {
  return new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(noonOf(day));
}
