// The summary before a record is saved: every fact in words, each with a way back to it.
import * as catalogue from "../catalogue.js";
import { periodText } from "../calendar.js";
import { periodOf } from "../period.js";
import { go, h, mount } from "../dom.js";
import { applies, isCounter, isOurs, valueText } from "../fields.js";
import * as state from "../form-state.js";
import { count, t } from "../words.js";
import { tellSaved } from "./home.js";

/** @param {Element} root @param {string[]} params key of the draft */
export async function show(root, [key]) {
  await catalogue.load();
  const form = await state.resume(key);
  if (!form) return void go("#/", { replace: true });
  const activity = catalogue.activity(form.activity);
  const error = h("p", { class: "error", role: "alert" });
  const save = h("button", { type: "button", class: "primary", onclick: () => keep() }, t("review.save"));
  const keep = async () => {
    save.disabled = true;
    save.textContent = t("review.saving");
    try {
      const id = await state.finish();
      tellSaved({ id, activity: activity.name, answers: activity.links });
      go("#/", { replace: true });
    } catch (failure) {
      console.error(failure);
      error.textContent = t("review.failed");
      save.disabled = false;
      save.textContent = t("review.save");
    }
  };
  mount(root,
    h("h1", null, t("review.title")),
    h("p", { class: "lead" }, activity.label),
    h("p", { class: "hint" }, t("review.help")),
    h("dl", { class: "facts" }, h("div", null, h("dt", null, districtLabel(activity)), h("dd", null, state.districtName(periodOf(activity.fields, form.values)))), facts(activity, form)),
    error,
    h("div", { class: "bar" }, h("a", { class: "button quiet", href: backTo(form) }, t("review.back")), save));
  return undefined;
}

const backTo = (form, field = "") => (form.kind === "new" ? `#/new/${form.activity}` : `#/edit/${form.key}`) + (field ? `/${field}` : "");

function facts(activity, form) {
  const rows = [];
  const fields = activity.fields.filter((field) => !isOurs(field) && applies(field, form.values, activity.fields));
  for (const field of fields) {
    const last = rows.at(-1);
    if (isCounter(field) && field.group && last?.group === field.group) last.fields.push(field);
    else rows.push({ group: isCounter(field) ? field.group : null, fields: [field] });
  }
  return rows.map(({ group, fields: together }) => {
    const name = together.length > 1 ? (catalogue.catalogue().groups[group] ?? together[0].label) : titleOf(together[0]);
    const words = together.length > 1
      ? together.map((field) => `${field.label}\u00a0${text(field, form, activity)}`).join(" · ")
      : text(together[0], form, activity);
    const asLast = together.some((field) => form.remembered.includes(field.name));
    return h("div", null,
      h("dt", null, name),
      h("dd", null, words, asLast ? h("span", { class: "as-last" }, t("form.as-last")) : null),
      h("dd", { class: "change" }, h("a", { href: backTo(form, together[0].name), "aria-label": t("review.change-field", { field: name }) }, t("review.change"))));
  });
}

/** What the municipality calls its districts. */
const districtLabel = (activity) => activity.fields.find((one) => one.name === "district")?.label ?? "";

const titleOf = (field) => (field.kind === "month" ? t("month.title") : (field.label ?? field.name));

function text(field, form, activity) {
  const value = form.values[field.name];
  if (field.kind === "answers") {
    const parts = [value?.length ? count("review.answers", value.length) : null, form.links.length ? count("answers.links", form.links.length) : null];
    return parts.filter(Boolean).join(t("summary.separator")) || t("review.none");
  }
  if (field.kind === "month" || field.kind === "tertial") return periodText(value);
  if (field.kind === "rows") return String(value?.length ?? 0);
  const period = periodOf(activity.fields, form.values);
  return valueText(field, value, { separator: t("summary.separator"), period, district: state.district(period) });
}
