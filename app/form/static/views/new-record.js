// Filling in a new record, or going on with one that was begun.
import * as catalogue from "../catalogue.js";
import { focusOn, go, h, mount, quietButton } from "../dom.js";
import { drawForm } from "../form-view.js";
import * as state from "../form-state.js";
import { thisMonth } from "../today.js";
import { t } from "../words.js";

/** @param {Element} root @param {string[]} params the activity; the field to go to, when coming from the summary */
export async function show(root, [name, focus = ""]) {
  const activity = (await catalogue.load()) && catalogue.activity(name);
  if (!activity || activity.filed_by !== "adviser") {
    return mount(root, h("h1", null, t("form.unknown-activity")), h("p", null, h("a", { href: "#/" }, t("not-found.home"))));
  }
  const form = await state.begin(name, thisMonth());
  /** @type {Node[]} */
  const notes = [];
  if (state.tellTakenUp() && !focus) notes.push(continuedNote(form));
  else if (form.remembered.length) notes.push(h("p", { class: "note" }, t("form.remembered")));
  return drawForm(root, form, { activity, notes, focus });
}

/** What was begun can be thrown away, after a second thought. @param {import("../../types").Form} form */
function continuedNote(form) {
  const sure = h("div", { class: "sure", hidden: true, role: "group" },
    h("p", null, t("form.restart-sure"), form.links.length ? ` ${t("form.restart-links")}` : null),
    h("p", { class: "actions" },
      h("button", { type: "button", class: "warning", onclick: async () => { await state.throwAway(form); go(`#/new/${form.activity}`); } }, t("form.restart-yes")),
      quietButton(t("form.restart-no"), () => { sure.hidden = true; ask.focus(); })));
  const ask = h("button", { type: "button", class: "link", onclick: () => { sure.hidden = false; focusOn(sure, "button"); } }, t("form.restart"));
  return h("div", { class: "note" }, h("p", null, t("form.continued"), " ", ask), sure);
}
