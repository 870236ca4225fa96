// A form on the screen, made from its description. Fields of one group stand together; all else by itself.
import { catalogue } from "./catalogue.js";
import { check, doubts } from "./check.js";
import { announce, go, h, mount } from "./dom.js";
import { applies, behind, isCounter, isOurs } from "./fields.js";
import { counter } from "./fields/counter.js";
import { makeField } from "./fields/make.js";
import { idOf, question } from "./fields/question.js";
import * as state from "./form-state.js";
import { periodOf } from "./period.js";
import { saveButton } from "./saving.js";
import { get } from "./store.js";
import { facts } from "./summary.js";
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
    tell: (path, message) => {
      errors.set(path, message);
      update();
    },
    get behind() {
      const other = behind(field, activity.fields);
      return other && { field: other, ...contextOf(other) };
    },
  });
  for (const group of grouped(activity.fields)) parts.push(group.length > 1 ? groupOf(group, contextOf) : makeField(group[0], contextOf(group[0])));
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
    summary.firstElementChild?.focus();
  };
  const isRight = () => {
    errors.clear();
    mount(asking);
    for (const fault of check(activity, form.values, { district: state.district(periodOf(activity.fields, form.values)), month: thisMonth(), links: form.links })) errors.set(fault.field, fault.message);
    if (errors.size) showErrors();
    else mount(summary);
    return !errors.size;
  };
  const save = saveButton(activity, failed, () => {
    if (!isRight()) return false;
    const open = doubts(activity, form.values);
    if (open.length) askAbout(asking, open, save.keep);
    return !open.length;
  });
  mount(root,
    h("h1", null, activity.label),
    h("details", { class: "about" }, h("summary", null, t("form.about")), h("p", null, activity.help)),
    notes, summary,
    h("form", { class: "questions", novalidate: true, onsubmit: (event) => { event.preventDefault(); if (isRight()) go(`#/review/${form.key}`); } },
      parts.map((part) => part.element),
      h("section", { class: "so-far", "aria-labelledby": "so-far" }, h("h2", { id: "so-far" }, t("form.so-far")), soFar),
      asking, failed,
      h("div", { class: "bar" },
        h("a", { class: "button quiet", href: "#/" }, t("form.leave")),
        h("button", { type: "submit", class: "quiet" }, t("form.review")), save)));
  update();
  if (errors.size) setTimeout(showErrors, 0);
  else if (focus) setTimeout(() => toField(focus), 0);
  const stop = [state.onChange(() => { mount(asking); update(); }), onNewDay(update)];
  return () => stop.forEach((one) => one());
}

/** What has been answered so far: with what the tablet has filled in, before it is saved. */
function drawSoFar(place, activity, form) {
  const known = facts(activity, form).filter((one) => one.words);
  mount(place, known.map(({ name, words, asLast }) =>
    h("div", null, h("dt", null, name), h("dd", null, words, asLast ? [" ", h("span", { class: "as-last" }, t("form.as-last"))] : null))));
}

/** What is possible but unlikely is asked about, where the button was pressed. */
function askAbout(place, open, save) {
  const leave = () => {
    mount(place);
    toField(open[0].field);
  };
  const box = h("section", { class: "doubts card", tabindex: "-1", role: "alert", "aria-labelledby": "doubts" },
    h("h2", { id: "doubts" }, t("doubt.title")),
    open.map((one) => h("p", null, one.message)),
    h("p", { class: "actions" },
      h("button", { type: "button", class: "quiet", onclick: leave }, t("doubt.no")),
      h("button", { type: "button", onclick: save }, t("doubt.yes"))));
  mount(place, box);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "center" });
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
