// What the tablet keeps of a record that has been received: a few codes and numbers by which the adviser
// recognises it, and nothing more.

/** In the order in which they are shown. No area, no language, nothing of the answers. */
const RECOGNISED_BY = [
  "kind", "theme", "programme", "visit_number", "arena", "session_order", "organisation_type",
  "participants", "mothers", "fathers", "other_adults", "children",
];

/** @param {Record<string, unknown>} content @returns {Record<string, string | number>} */
export function factsOf(content) {
  /** @type {Record<string, string | number>} */
  const facts = {};
  for (const name of RECOGNISED_BY) {
    const value = content[name];
    if (typeof value === "string" || typeof value === "number") facts[name] = value;
  }
  return facts;
}
