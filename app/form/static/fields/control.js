// The control of a field, by the kind that its description gives.
import { isScale } from "../fields.js";
import { answersQuestion } from "./answers.js";
import { choice } from "./choice.js";
import { counterQuestion } from "./counter.js";
import { monthQuestion, tertialQuestion } from "./period.js";
import { rowsQuestion } from "./rows.js";

/** @import {Control, Field, FieldContext, NamedNumberField} from '../../types' */

/** @type {Record<string, ((field: any, context: FieldContext) => Control)|undefined>} */
const CONTROLS = {
  code: choice,
  codes: choice,
  number: (/** @type {NamedNumberField} */ field, context) => (isScale(field) ? choice : counterQuestion)(field, context),
  mean: counterQuestion,
  month: monthQuestion,
  tertial: tertialQuestion,
  rows: rowsQuestion,
  answers: answersQuestion,
};

/** Where the catalogue has no words for a field, its name stands for them. @template {Field} Described @param {Described} field */
export const withLabel = (field) => ({ ...field, label: field.label ?? field.name });

/** @param {Field} field @param {FieldContext} context @returns {Control} */
export function makeControl(field, context) {
  const maker = CONTROLS[field.kind];
  if (!maker) throw new Error(`no control for a field of kind ${field.kind}`);
  return maker(withLabel(field), context);
}
