// Which of a form's fields says when it was.

/** The month or tertial that is answered. @param {any[]} fields @param {Record<string, any>} values @returns {string|undefined} */
export function periodOf(fields, values) {
  const field = fields.find((one) => one.kind === "month" || one.kind === "tertial");
  return field && values[field.name];
}
