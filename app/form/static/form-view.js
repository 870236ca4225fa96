// A form on the screen, made from its description. Fields of one group stand together; all else by itself.
import { catalogue } from "./catalogue.js";
import { check } from "./check.js";
import { announce, go, h, mount } from "./dom.js";
import { applies, isCounter, isOurs } from "./fields.js";
import { counter } from "./fields/counter.js";
import { makeField } from "./fields/make.js";
import { idOf, question } from "./fields/question.js";
import * as state from "./form-state.js";
import { periodOf } from "./period.js";
import { get } from "./store.js";
import { onNewDay, thisMonth } from "./today.js";
import { count, t } from "./words.js";

// The service speaks of codes and of lists; who fills in a form has made a choice.
const OF_CHOICES = new Set(["unknown-code", "code-not-then"]);

/**
 * Draw the form in hand. @param {Element} root @param {import("./form-state.js").Form} form
 * @param {{activity: any, notes?: any[], focus?: string}} how
 * @returns {Promise<() => void>} what to call when the view is left
 */
export async function drawForm(root, form, { activity, notes = [], focus = "" }) {
  const uses = (await get("kept", "use-counts").catch(() => null)) ?? {};
  const errors = new Map(form.problems.map((one) => [one.field, OF_CHOICES.has(one.rule) ? t("error.no-such") : one.message]));
  const parts = [];
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
  });
  for (const group of grouped(activity.fields)) parts.push(group.length > 1 ? groupOf(group, contextOf) : makeField(group[0], contextOf(group[0])));
  const update = () => parts.forEach((part) => part.update());
  const summary = h("div", { class: "summary-place" });
  const showErrors = () => {
    update();
    mount(summary, errorSummary(activity, errors));
    summary.firstElementChild?.focus();
  };
  const review = () => {
    errors.clear();
    for (const fault of check(activity, form.values, { district: state.district(periodOf(activity.fields, form.values)), month: thisMonth(), links: form.links })) errors.set(fault.field, fault.message);
    if (errors.size) return showErrors();
    return go(`#/review/${form.key}`);
  };
  mount(root,
    h("h1", null, activity.label),
    h("details", { class: "about" }, h("summary", null, t("form.about")), h("p", null, activity.help)),
    notes, summary,
    h("form", { class: "questions", novalidate: true, onsubmit: (event) => { event.preventDefault(); review(); } },
      parts.map((part) => part.element),
      h("div", { class: "bar" },
        h("a", { class: "button quiet", href: "#/" }, t("form.leave")),
        h("button", { type: "submit", class: "primary" }, t("form.review")))));
  update();
  if (errors.size) setTimeout(showErrors, 0);
  else if (focus) setTimeout(() => toField(focus), 0);
  const stop = [state.onChange(update), onNewDay(update)];
  return () => stop.forEach((one) => one());
}

/** Numbers of one group that follow one another stand in one frame, in the order of the schema. */
function grouped(fields) {
  const groups = [];
  for (const field of fields) {
    if (isOurs(field)) continue;
    const last = groups.at(-1);
    if (isCounter(field) && field.group && last?.[0].group === field.group && isCounter(last[0])) last.push(field);
    else groups.push([field]);
  }
  return groups;
}

function groupOf(fields, contextOf) {
  const name = fields[0].group;
  const made = fields.map((field) => counter({ label: field.name, ...field }, contextOf(field)));
  const { element, frame } = question({ label: catalogue().groups[name] ?? fields[0].label }, `group-${name}`, made.map((one) => one.element));
  const update = () => {
    made.forEach((one) => one.update());
    frame({ hidden: fields.every((field) => contextOf(field).hidden()) });
  };
  return { element, update };
}

/** A total whose parts are all known is added up, not counted. */
function isSum(activity, field, values) {
  return (activity.rules ?? []).some((rule) =>
    rule.kind === "adds-up" && rule.whole === field.name && rule.parts.every((part) => Number.isInteger(values[part])));
}

function errorSummary(activity, errors) {
  const labelOf = (path) => activity.fields.find((field) => field.name === path.split(".")[0]);
  const name = (path) => {
    const field = labelOf(path);
    return field?.kind === "month" ? t("month.title") : (field?.label ?? path);
  };
  return h("section", { class: "errors card", tabindex: "-1", role: "alert", "aria-labelledby": "errors" },
    h("h2", { id: "errors" }, count("error.title", errors.size)),
    h("ul", null, [...errors].map(([path, message]) =>
      h("li", null, h("a", { href: location.hash, onclick: (event) => { event.preventDefault(); toField(path); } }, `${name(path)}: ${message}`)))));
}

/** Move the focus to a field's first control. @param {string} path */
export function toField(path) {
  const frame = document.getElementById(idOf(path)) ?? document.getElementById(idOf(path.split(".")[0]));
  const control = frame?.querySelector("input:checked, input:not([type=search]), .actions a") ?? frame;
  const visible = control?.closest("[hidden]") ? frame?.querySelector("label:not([hidden]) input") : control;
  (visible ?? frame)?.focus({ preventScroll: true });
  frame?.scrollIntoView({ block: "center" });
}
