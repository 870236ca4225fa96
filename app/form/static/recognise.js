// What the tablet keeps of a record that has been received: a few codes and numbers by which the adviser
// recognises it, and nothing more.

/** In the order in which they are shown. No area, no language, nothing of the answers. */
const RECOGNISED_BY = [
  "kind", "theme", "programme", "visit_number", "arena", "session_order", "organisation_type",
  "participants", "mothers", "fathers", "other_adults", "children",
];

/** @param {Record<string, unknown>} content @returns {Record<string, string | number>} */
export function factsOf(content) {
  const found = RECOGNISED_BY.filter((name) => ["string", "number"].includes(typeof content[name]));
  return Object.fromEntries(found.map((name) => [name, content[name]]));
}
