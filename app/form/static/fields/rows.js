// A list of small rows, each with fields of its own.
import { h } from "../dom.js";
import { t } from "../words.js";
import { makeField } from "./make.js";
import { question } from "./question.js";

export function rowsQuestion(field, context) {
  const list = h("div", { class: "rows" });
  const add = h("button", { type: "button", class: "button quiet", onclick: () => addOne() }, t("rows.add", { field: field.label }));
  const { element, frame } = question(field, context.path, list, add);
  const rows = () => context.get() ?? [];
  let made = [];

  // What is new is where the focus goes; what is gone cannot hold it.
  const addOne = () => {
    context.set([...rows(), {}]);
    made.at(-1).element.querySelector("input")?.focus();
  };
  const removeOne = (index) => {
    context.set(rows().filter((_, place) => place !== index));
    add.focus();
  };

  function draw() {
    made = rows().map((_, index) => {
      const fields = field.fields.map((one) => makeField(one, inner(field, context, index, one)));
      const remove = h("button", { type: "button", class: "button quiet", onclick: () => removeOne(index) },
        t("rows.remove", { number: index + 1 }));
      return { fields, element: h("div", { class: "row", role: "group", "aria-label": t("rows.row", { field: field.label, number: index + 1 }) }, fields.map((one) => one.element), remove) };
    });
    list.replaceChildren(...made.map((one) => one.element));
  }
  const update = () => {
    if (made.length !== rows().length) draw();
    for (const row of made) for (const one of row.fields) one.update();
    frame({ error: context.error(), hidden: context.hidden() });
  };
  return { element, update };
}

function inner(field, context, index, one) {
  const row = () => (context.get() ?? [])[index] ?? {};
  const path = `${context.path}.${index}.${one.name}`;
  return {
    ...context,
    path,
    get: () => row()[one.name],
    set: (value) => context.set((context.get() ?? []).map((each, place) => (place === index ? { ...each, [one.name]: value } : each))),
    error: () => context.errorAt(path),
    asLast: () => false,
    hidden: () => false,
    isSum: () => false,
  };
}
