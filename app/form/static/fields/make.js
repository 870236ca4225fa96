// The control of a field, by the kind that its description gives.
import { isScale } from "../fields.js";
import { answersQuestion } from "./answers.js";
import { choice } from "./choice.js";
import { counterQuestion } from "./counter.js";
import { monthQuestion, tertialQuestion } from "./period.js";
import { rowsQuestion } from "./rows.js";

const MAKERS = {
  code: choice,
  codes: choice,
  number: (field, context) => (isScale(field) ? choice(field, context) : counterQuestion(field, context)),
  mean: counterQuestion,
  month: monthQuestion,
  tertial: tertialQuestion,
  rows: rowsQuestion,
  answers: answersQuestion,
};

/** @param {any} field as described @returns {{element: HTMLElement, update: () => void}} */
export function makeField(field, context) {
  const maker = MAKERS[field.kind];
  if (!maker) throw new Error(`no control for a field of kind ${field.kind}`);
  return maker({ label: field.name, ...field }, context);
}
