// The summary before a record is saved: every fact in words, each with a way back to it.
import * as catalogue from "../catalogue.js";
import { doubts } from "../check.js";
import { periodOf } from "../period.js";
import { go, h, mount } from "../dom.js";
import * as state from "../form-state.js";
import { saveButton } from "../saving.js";
import { facts } from "../summary.js";
import { t } from "../words.js";

/** @param {Element} root @param {string[]} params key of the draft */
export async function show(root, [key]) {
  await catalogue.load();
  const form = await state.resume(key);
  if (!form) return void go("#/", { replace: true });
  const activity = catalogue.activity(form.activity);
  const error = h("p", { class: "error", role: "alert" });
  const save = saveButton(activity, error);
  const open = doubts(activity, form.values);
  mount(root,
    h("h1", null, t("review.title")),
    h("p", { class: "lead" }, activity.label),
    open.length ? h("div", { class: "note doubts" }, open.map((one) => h("p", null, one.message))) : null,
    h("p", { class: "hint" }, t("review.help")),
    h("dl", { class: "facts" }, h("div", null, h("dt", null, districtLabel(activity)), h("dd", null, state.districtName(periodOf(activity.fields, form.values)))), rows(activity, form)),
    error,
    h("div", { class: "bar" }, h("a", { class: "button quiet", href: backTo(form) }, t("review.back")), save));
  return undefined;
}

const backTo = (form, field = "") => (form.kind === "new" ? `#/new/${form.activity}` : `#/edit/${form.key}`) + (field ? `/${field}` : "");

function rows(activity, form) {
  return facts(activity, form).map(({ field, name, words, asLast }) =>
    h("div", null,
      h("dt", null, name),
      h("dd", null, words, asLast ? h("span", { class: "as-last" }, t("form.as-last")) : null),
      h("dd", { class: "change" }, h("a", { href: backTo(form, field), "aria-label": t("review.change-field", { field: name }) }, t("review.change")))));
}

/** What the municipality calls its districts. */
const districtLabel = (activity) => activity.fields.find((one) => one.name === "district")?.label ?? "";
