// A form on the screen, made from its description. Fields of one group stand together; all else by itself.
import { catalogue } from "./catalogue.js";
import { check } from "./check.js";
import { announce, focusOn, go, h, mount, quietButton, quietLink } from "./dom.js";
import { applies, followUpField, isCounter, isFilledByTablet, periodOf } from "./fields.js";
import { counter } from "./fields/counter.js";
import { makeControl, withLabel } from "./fields/control.js";
import { idOf, question } from "./fields/question.js";
import * as state from "./form-state.js";
import { doubts, UnknownRule } from "./rules.js";
import { saveButton } from "./save-button.js";
import { get } from "./store.js";
import { facts } from "./summary.js";
import { onNewDay, thisMonth } from "./today.js";
import { count, t } from "./words.js";

/** @import {Activity, Control, Fault, Field, FieldContext, Form, NumberField, Values} from '../types' */

// The service speaks of codes and of lists; who fills in a form has made a choice.
const OF_CHOICES = new Set(["unknown-code", "code-not-then"]);

/**
 * Draw the form in hand. @param {Element} root @param {Form} form
 * @param {{activity: Activity, notes?: Node[], focus?: string}} how
 * @returns {Promise<() => void>} what to call when the view is left
 */
export async function drawForm(root, form, { activity, notes = [], focus = "" }) {
  const uses = (await get("kept", "use-counts").catch(() => null)) ?? {};
  const errors = new Map(form.problems.map(({ field, rule, message }) => [field, OF_CHOICES.has(rule) ? t("error.no-such") : message]));
  /** @type {Control[]} */
  const parts = [];
  /** @param {Field} field @returns {FieldContext} */
  const contextOf = (field) => ({
    form,
    key: form.key,
    path: field.name,
    isKept: form.continued || form.kind !== "new",
    get district() { return state.district(this.period()); },
    get: () => form.values[field.name],
    set: (value) => {
      for (const path of [...errors.keys()]) if (path.split(".")[0] === field.name) errors.delete(path);
      state.change(field.name, value).catch(() => announce(t("review.failed")));
    },
    period: () => periodOf(activity.fields, form.values),
    uses: (list) => uses[list] ?? {},
    error: () => errors.get(field.name),
    errorAt: (path) => errors.get(path),
    asLast: () => form.remembered.includes(field.name),
    hidden: () => !applies(field, form.values, activity.fields),
    isSum: () => isSum(activity, field, form.values),
    links: () => form.links.length,
    tell: (path, message) => {
      errors.set(path, message);
      update();
    },
    get followUp() {
      const other = followUpField(field, activity.fields);
      return other && Object.assign(contextOf(other), { field: other });
    },
  });
  for (const group of groupFields(activity.fields)) parts.push(group.length > 1 ? makeGroup(group, contextOf) : makeControl(group[0], contextOf(group[0])));
  const soFar = h("dl");
  const failed = h("p", { class: "error", role: "alert" });
  const asking = h("div");
  const update = () => {
    parts.forEach((part) => part.update());
    drawSoFar(soFar, activity, form);
  };
  const summary = h("div", { class: "summary-place" });
  const showErrors = () => {
    update();
    mount(summary, errorSummary(activity, errors));
    focusOn(summary, ".errors");
  };
  const isRight = () => {
    errors.clear();
    mount(asking);
    doubts(activity, form.values); // shown when it is saved or reviewed; one of an unknown kind is told now
    const district = state.district(periodOf(activity.fields, form.values));
    for (const { field, message } of check(activity, form.values, { district, month: thisMonth(), links: form.links })) errors.set(field, message);
    if (errors.size) showErrors();
    else mount(summary);
    return !errors.size;
  };
  /** @param {() => boolean} judge */
  const judged = (judge) => {
    failed.textContent = "";
    try {
      return judge();
    } catch (error) {
      if (!(error instanceof UnknownRule)) throw error;
      console.error(error);
      failed.textContent = t("form.too-old");
      return false;
    }
  };
  const save = saveButton(activity, failed, () => judged(() => {
    if (!isRight()) return false;
    const raised = doubts(activity, form.values);
    if (raised.length) drawDoubts(asking, raised, save.keep);
    return !raised.length;
  }));
  /** @param {Event} event */
  const review = (event) => {
    event.preventDefault();
    if (judged(isRight)) go(`#/review/${form.key}`);
  };
  mount(root,
    h("h1", null, activity.label),
    h("details", { class: "about" }, h("summary", null, t("form.about")), h("p", null, activity.help)),
    notes, summary,
    h("form", { class: "questions", novalidate: true, onsubmit: review },
      parts.map((part) => part.element),
      h("section", { class: "so-far", "aria-labelledby": "so-far" }, h("h2", { id: "so-far" }, t("form.so-far")), soFar),
      asking, failed,
      h("div", { class: "bar" },
        quietLink("#/", t("form.leave")),
        h("button", { type: "submit", class: "quiet" }, t("form.review")), save)));
  update();
  if (errors.size) setTimeout(showErrors, 0);
  else if (focus) setTimeout(() => focusField(focus), 0);
  const stops = [state.onChange(() => { mount(asking); update(); }), onNewDay(update)];
  return () => stops.forEach((stop) => stop());
}

/** What has been answered so far: with what the tablet has filled in, before it is saved. @param {Element} box @param {Activity} activity @param {Form} form */
function drawSoFar(box, activity, form) {
  const known = facts(activity, form).filter(({ words }) => words);
  mount(box, known.map(({ name, words, asLast }) =>
    h("div", null, h("dt", null, name), h("dd", null, words, asLast ? [" ", h("span", { class: "as-last" }, t("form.as-last"))] : null))));
}

/** What is possible but unlikely is asked about, where the button was pressed. @param {Element} frame @param {Fault[]} raised @param {() => void} save */
function drawDoubts(frame, raised, save) {
  const leave = () => {
    mount(frame);
    focusField(raised[0].field);
  };
  const box = h("section", { class: "doubts card", tabindex: "-1", role: "alert", "aria-labelledby": "doubts" },
    h("h2", { id: "doubts" }, t("doubt.title")),
    raised.map(({ message }) => h("p", null, message)),
    h("p", { class: "actions" },
      quietButton(t("doubt.no"), leave),
      h("button", { type: "button", onclick: save }, t("doubt.yes"))));
  mount(frame, box);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "center" });
}

/** Numbers of one group that follow one another stand in one frame, in the order of the schema. @param {Field[]} fields */
function groupFields(fields) {
  /** @type {Field[][]} */
  const groups = [];
  for (const field of fields) {
    if (isFilledByTablet(field)) continue;
    const last = groups.at(-1);
    if (isCounter(field) && field.group && last?.[0].group === field.group && isCounter(last[0])) last.push(field);
    else groups.push([field]);
  }
  return groups;
}

/** @param {Field[]} fields counters @param {(field: Field) => FieldContext} contextOf @returns {Control} */
function makeGroup(fields, contextOf) {
  const [{ name, group, label }] = fields;
  const counters = fields.map((field) => counter(withLabel(/** @type {NumberField} */ (field)), contextOf(field)));
  const { element, frame } = question({ name, kind: "group", label: catalogue().groups[group ?? ""] ?? label ?? name }, `group-${group}`, counters.map((made) => made.element));
  const update = () => {
    counters.forEach((made) => made.update());
    frame({ hidden: fields.every((field) => contextOf(field).hidden()) });
  };
  return { element, update };
}

/** A total whose parts are all known is added up, not counted. @param {Activity} activity @param {Field} field @param {Values} values */
function isSum(activity, field, values) {
  return (activity.rules ?? []).some((rule) =>
    rule.kind === "adds-up" && rule.whole === field.name && rule.parts.every((part) => Number.isInteger(values[part])));
}

/** @param {Activity} activity @param {Map<string, string>} errors */
function errorSummary(activity, errors) {
  /** @param {string} path */
  const nameOf = (path) => {
    const field = activity.fields.find(({ name }) => name === path.split(".")[0]);
    return field?.kind === "month" ? t("month.title") : (field?.label ?? path);
  };
  return h("section", { class: "errors card", tabindex: "-1", role: "alert", "aria-labelledby": "errors" },
    h("h2", { id: "errors" }, count("error.title", errors.size)),
    h("ul", null, [...errors].map(([path, message]) =>
      h("li", null, h("a", { href: location.hash, onclick: (/** @type {Event} */ event) => { event.preventDefault(); focusField(path); } }, `${nameOf(path)}: ${message}`)))));
}

/** Move the focus to a field's first control. @param {string} path */
export function focusField(path) {
  const frame = document.getElementById(idOf(path)) ?? document.getElementById(idOf(path.split(".")[0]));
  /** @type {HTMLElement|null|undefined} */
  const control = frame?.querySelector("input:checked, input:not([type=search]), .actions a") ?? frame;
  /** @type {HTMLElement|null|undefined} */
  const visible = control?.closest("[hidden]") ? frame?.querySelector("label:not([hidden]) input") : control;
  (visible ?? frame)?.focus({ preventScroll: true });
  frame?.scrollIntoView({ block: "center" });
}
