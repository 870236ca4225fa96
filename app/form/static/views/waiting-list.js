// What waits to be sent, and what the service would not take as it was.
import { periodText } from "../calendar.js";
import { load } from "../catalogue.js";
import { actOnEntry, drawInTurn, focusedEntry, h, mount, quietButton, quietLink, refocus } from "../dom.js";
import { confirmationButton } from "../confirmation-button.js";
import { entryText, fieldLabel } from "../entry-words.js";
import { storageStatus } from "../storage-status.js";
import * as queue from "../queue.js";
import { onStatus, status, tryNow } from "../sender.js";
import { isTooEarly } from "../entry-outcome.js";
import { count, t } from "../words.js";

/** @import {QueueEntry, SentRecord} from '../../types' */

/** So many are shown; the rest is counted. */
const MOST = 50;
const DIFFERENT = new Set(["record-differs", "record-changed"]);

/** @param {Element} root */
export async function show(root) {
  await load();
  const lead = h("p", { class: "lead" });
  const contact = h("p", { class: "hint contact" });
  const again = quietButton(t("waiting.try"), tryNow);
  const warning = h("div");
  const tray = h("div");
  const list = h("div");

  const draw = drawInTurn(async () => {
    const [waiting, refused, sent] = await Promise.all([queue.waitingEntries(), queue.refusedEntries(), queue.sentRecords()]);
    const { waiting: number, since } = await queue.counts();
    const { promised } = await storageStatus();
    // Somebody is answering a question here: it is not taken from under their finger. Answered, it draws.
    if (root.querySelector(".confirm")) return;
    const bySent = new Map(sent.map((record) => [record.id, record]));
    const at = focusedEntry(root);
    lead.textContent = number ? count("waiting.lead", number, { since: periodText(since) }) : refused.length ? "" : t("waiting.none");
    lead.hidden = !lead.textContent;
    again.hidden = number === 0;
    mount(tray, refused.length ? section("tray", t("waiting.tray"),
      h("p", null, t("waiting.tray-help")),
      h("ul", { class: "entries" }, refused.map((entry) => item(entry, bySent.get(entry.id), problemText(entry), draw)))) : []);
    mount(list, number ? section("list", t("waiting.list"),
      h("ul", { class: "entries" }, waiting.slice(0, MOST).map((entry) => item(entry, bySent.get(entry.id), null, draw))),
      waiting.length > MOST ? h("p", null, count("waiting.more", waiting.length - MOST)) : null) : []);
    mount(warning, number && promised === false ? notPromised() : []);
    refocus(root, at);
  });
  const tell = () => { contact.textContent = t(`sending.${status().what}`); };

  mount(root, h("h1", null, t("waiting.title")), lead, h("div", { class: "actions" }, again), contact, warning, tray, list);
  tell();
  // Listening first: what changes while the first drawing is made is not missed.
  const stops = [queue.onChange(draw), onStatus(tell)];
  await draw();
  return () => stops.forEach((stop) => stop());
}

/** @param {string} id @param {string} words @param {...any} children */
const section = (id, words, ...children) => h("section", { "aria-labelledby": id }, h("h2", { id }, words), children);

function notPromised() {
  return h("div", { class: "notice" },
    h("p", null, t("waiting.not-promised")),
    h("div", { class: "actions" }, quietLink("#/device", t("waiting.to-device"))));
}

/** What the service said, in its own words, and which fields it named. @param {QueueEntry} entry */
function problemText(entry) {
  const { activity, problem } = entry;
  if (!problem) return null;
  if (isTooEarly(entry)) return [h("p", { class: "error" }, h("strong", null, problem.title)), h("p", null, t("waiting.early"))];
  if (problem.kind === "unknown") return [h("p", { class: "error" }, t("waiting.unknown", { status: problem.status }))];
  if (entry.kind === "link" && problem.errors.some(({ rule }) => rule === "more-answers-than-people")) {
    return [h("p", { class: "error" }, h("strong", null, t("waiting.link-full"))), h("p", null, t("waiting.link-full-help"))];
  }
  const ours = problem.kind === "tertial-locked" ? "waiting.locked" : DIFFERENT.has(problem.kind) ? "waiting.differs" : null;
  return [
    h("p", { class: "error" }, h("strong", null, problem.title)),
    h("p", null, ours ? t(ours) : problem.detail),
    problem.errors.length ? h("ul", null, problem.errors.map(({ field, message }) =>
      h("li", null, h("strong", null, fieldLabel(activity, field)), ": ", message))) : null,
  ];
}

/** @param {QueueEntry} entry @param {SentRecord|undefined} sent @param {any} problem in words @param {() => Promise<void>} redraw */
function item(entry, sent, problem, redraw) {
  const { name, facts, kind, since, what } = entryText(entry, sent);
  /** @param {string} action */
  const of = (action) => ({ "aria-label": t("queue.of", { action, what: name }) });
  /** @param {string} href @param {string} action */
  const link = (href, action) => quietLink(href, action, of(action));
  const replace = DIFFERENT.has(entry.problem?.kind ?? "");
  const again = t(replace ? "queue.replace" : "queue.again");
  const remove = t(what === "withdrawal" ? "queue.undo-withdrawal" : "queue.remove");
  return h("li", { class: "entry", dataset: { id: entry.id } },
    h("h3", null, name),
    facts ? h("p", null, facts) : null,
    h("p", { class: "hint" }, `${kind}. ${since}.`),
    problem,
    h("div", { class: "actions" },
      entry.kind === "link" && problem ? link(`#/edit/${entry.content.record}`, t("queue.mend-record")) : null,
      entry.kind === "record" ? link(`#/edit/${entry.id}`, t(problem ? "queue.mend" : "queue.change")) : null,
      problem ? quietButton(again, () => queue.mend(entry.id), of(again)) : null,
      what === "taken-back" ? null : confirmationButton({
        words: remove,
        label: of(remove)["aria-label"],
        question: sureText(entry, what),
        yes: t("queue.yes-remove"),
        no: t("queue.no-keep"),
        kept: redraw,
        act: () => actOnEntry(`.entry[data-id="${entry.id}"]`, () => queue.drop(entry.id), t("queue.removed"), redraw),
      })));
}

/** @param {QueueEntry} entry @param {string} what */
function sureText(entry, what) {
  const maybe = what === "record" && entry.maybeThere;
  return t(`queue.sure-${what}${maybe ? "-maybe" : ""}`);
}
