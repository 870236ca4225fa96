// Mending a record that was refused or still waits, or correcting one that has been sent.
import * as catalogue from "../catalogue.js";
import { h, mount } from "../dom.js";
import { drawForm } from "../form-view.js";
import * as state from "../form-state.js";
import { get } from "../store.js";
import { t } from "../words.js";

/** @param {Element} root @param {string[]} params id of the record; the field to go to */
export async function show(root, [id, focus = ""]) {
  await catalogue.load();
  const { record, why } = await findRecord(id);
  if (!record) {
    return mount(root, h("h1", null, t("review.change")), h("p", { class: "note", role: "alert" }, why), h("p", null, h("a", { href: "#/sent" }, t("nav.sent"))));
  }
  const form = await state.open(record);
  const notes = [h("p", { class: "note" }, form.problems.length ? t("form.attention") : t("form.correcting"))];
  return drawForm(root, form, { activity: catalogue.knownActivity(form.activity), notes, focus });
}

/**
 * What is to be changed, or why it cannot be.
 * @param {string} id @returns {Promise<{record?: Parameters<typeof state.open>[0], why?: string}>}
 */
async function findRecord(id) {
  const current = state.currentForm();
  if (current?.key === id) return { record: { ...current, id, content: current.values } };
  const waiting = await get("queue", id);
  if (waiting?.kind === "record") {
    const { activity, content, ifMatch, problem } = waiting;
    return { record: { id, activity, kind: "mend", content, ifMatch, problems: problem?.errors ?? [] } };
  }
  const sent = await get("sent", id);
  if (!sent) return { why: t("error.not-found") };
  try {
    const reply = await fetch(`/api/v1/${sent.path}/${id}`, { cache: "no-store" });
    if (reply.status === 404 || reply.status === 410) return { why: t("error.not-found") };
    if (!reply.ok) return { why: t("error.correct-offline") };
    const stored = await reply.json();
    const hash = (reply.headers.get("ETag") ?? "").replaceAll('"', "").replace(/^W\//, "") || sent.hash;
    return { record: { id, activity: sent.activity, kind: "correct", content: stored.content ?? stored, ifMatch: hash } };
  } catch {
    return { why: t("error.correct-offline") };
  }
}
