// The summary before a record is saved: every fact in words, each with a way back to it.
import * as catalogue from "../catalogue.js";
import { go, h, mount, quietLink } from "../dom.js";
import { periodOf } from "../fields.js";
import * as state from "../form-state.js";
import { doubts } from "../rules.js";
import { saveButton } from "../save-button.js";
import { facts } from "../summary.js";
import { t } from "../words.js";

/** @import {Activity, Form} from '../../types' */

/** @param {Element} root @param {string[]} params key of the draft */
export async function show(root, [key]) {
  await catalogue.load();
  const form = await state.resume(key);
  if (!form) return void go("#/", { replace: true });
  const activity = catalogue.knownActivity(form.activity);
  const error = h("p", { class: "error", role: "alert" });
  const save = saveButton(activity, error);
  const raised = doubts(activity, form.values);
  mount(root,
    h("h1", null, t("review.title")),
    h("p", { class: "lead" }, activity.label),
    raised.length ? h("div", { class: "note doubts" }, raised.map(({ message }) => h("p", null, message))) : null,
    h("p", { class: "hint" }, t("review.help")),
    h("dl", { class: "facts" }, h("div", null, h("dt", null, districtLabel(activity)), h("dd", null, state.districtName(periodOf(activity.fields, form.values)))), rows(activity, form)),
    error,
    h("div", { class: "bar" }, quietLink(state.addressOf(form), t("review.back")), save));
  return undefined;
}

/** @param {Activity} activity @param {Form} form */
function rows(activity, form) {
  return facts(activity, form).map(({ field, name, words, asLast }) =>
    h("div", null,
      h("dt", null, name),
      h("dd", null, words, asLast ? h("span", { class: "as-last" }, t("form.as-last")) : null),
      h("dd", { class: "change" }, h("a", { href: state.addressOf(form, field), "aria-label": t("review.change-field", { field: name }) }, t("review.change")))));
}

/** What the municipality calls its districts. @param {Activity} activity */
const districtLabel = (activity) => activity.fields.find(({ name }) => name === "district")?.label ?? "";
