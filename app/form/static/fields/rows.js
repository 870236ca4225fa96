// A list of small rows, each with fields of its own.
import { focusOn, h } from "../dom.js";
import { t } from "../words.js";
import { makeControl } from "./control.js";
import { question, frameState } from "./question.js";

/** @import {Control, Field, FieldContext, NamedField, Values} from '../../types' */

/** @param {NamedField} field @param {FieldContext} context @returns {Control} */
export function rowsQuestion(field, context) {
  const list = h("div", { class: "rows" });
  const add = h("button", { type: "button", class: "button quiet", onclick: () => addOne() }, t("rows.add", { field: field.label }));
  const { element, frame } = question(field, context.path, list, add);
  /** @returns {Values[]} */
  const rows = () => context.get() ?? [];
  /** @type {{fields: Control[], element: HTMLElement}[]} */
  let drawn = [];

  // What is new is where the focus goes; what is gone cannot hold it.
  const addOne = () => {
    context.set([...rows(), {}]);
    const added = drawn.at(-1);
    if (added) focusOn(added.element, "input");
  };
  /** @param {number} index */
  const removeOne = (index) => {
    context.set(rows().filter((_, other) => other !== index));
    add.focus();
  };

  function draw() {
    drawn = rows().map((_, index) => {
      const fields = (field.fields ?? []).map((each) => makeControl(each, rowContext(context, index, each)));
      const remove = h("button", { type: "button", class: "button quiet", onclick: () => removeOne(index) },
        t("rows.remove", { number: index + 1 }));
      return { fields, element: h("div", { class: "row", role: "group", "aria-label": t("rows.row", { field: field.label, number: index + 1 }) }, fields.map((control) => control.element), remove) };
    });
    list.replaceChildren(...drawn.map((row) => row.element));
  }
  const update = () => {
    if (drawn.length !== rows().length) draw();
    for (const { fields } of drawn) for (const control of fields) control.update();
    frame(frameState(context));
  };
  return { element, update };
}

/** What a field of a row is given. @param {FieldContext} context of the rows @param {number} index @param {Field} field @returns {FieldContext} */
function rowContext(context, index, { name }) {
  /** @returns {Values[]} */
  const rows = () => context.get() ?? [];
  const path = `${context.path}.${index}.${name}`;
  return {
    ...context,
    path,
    get: () => rows()[index]?.[name],
    set: (value) => context.set(rows().map((row, other) => (other === index ? { ...row, [name]: value } : row))),
    error: () => context.errorAt(path),
    asLast: () => false,
    hidden: () => false,
    isSum: () => false,
  };
}
