// A described catalogue that is small enough to be read, as the service would send it.
import { load } from "../../../app/form/static/catalogue.js";
import { put } from "../../../app/form/static/store.js";
import "./indexed-db.mjs";
import "./page.mjs";

/** @import {Activity, Catalogue, Field} from "../../../app/form/types" */

/** @param {string} name @param {Partial<Field>} [more] @returns {Field} */
export const counter = (name, more = {}) =>
  ({ name, kind: "number", least: 0, most: 99, states: ["not-known"], label: name, required: true, group: null, role: null, ...more });

/** @param {Field[]} fields @param {Partial<Activity>} [more] @returns {Activity} */
export const activityOf = (fields, more = {}) =>
  ({ name: "some-session", path: "some-sessions", label: "Samtal", help: "Ett samtal.", filed_by: "adviser", links: true, posters: false, fields, rules: [], doubts: [], ...more });

/** @param {Partial<Catalogue>} [more] @returns {Catalogue} */
export const catalogueOf = (more = {}) => ({
  version: 1,
  starts: "2019-01",
  time_zone: "Europe/Stockholm",
  city: { code: "city", label: "Staden" },
  lists: {
    districts: [
      { code: "old", label: "Gamla", to: "2024-12", successor: "new" },
      { code: "new", label: "Nya", from: "2025-01" },
      { code: "north", label: "Norra" },
    ],
    places: [],
    respondents: [{ code: "mother", label: "Mamma" }, { code: "father", label: "Pappa" }],
    themes: [
      { code: "sleep", label: "Sömn" },
      { code: "food", label: "Mat", to: "2025-06" },
      { code: "nothing", label: "Inget", alone: true },
    ],
    areas: [
      { code: "far", label: "Långt bort", district: "north" },
      { code: "near", label: "Nära", district: "old" },
    ],
  },
  groups: { participants: "Deltagare" },
  states: { "not-known": "Vet ej", "does-not-apply": "Ej aktuellt", "not-asked": "Ej frågat" },
  no_answer: { code: "no-answer", label: "Vill ej svara" },
  questionnaires: [
    { code: "first", activity: "some-session", to: "2025-12", questions: [] },
    { code: "second", activity: "some-session", from: "2026-01", questions: [] },
  ],
  parents: { languages: [], texts: {} },
  activities: [],
  ...more,
});

/** Put it where the form keeps it, and read it as the form does: once in each file of tests. @param {Partial<Catalogue>} [more] */
export async function useCatalogue(more) {
  const catalogue = catalogueOf(more);
  await put("kept", "catalogue-sv", { etag: "some", catalogue });
  await load();
  return catalogue;
}
