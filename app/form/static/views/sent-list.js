// What this tablet has sent and may still correct or withdraw, while its tertial is open.
import { confirmationButton } from "../confirmation-button.js";
import { monthsOf, periodText } from "../calendar.js";
import { load } from "../catalogue.js";
import { actOnEntry, announce, drawInTurn, focusedEntry, h, mount, quietLink, refocus } from "../dom.js";
import { factsText, nameOf } from "../entry-words.js";
import * as queue from "../queue.js";
import { takesLinks } from "../respondents.js";
import { refreshLocks } from "../sender.js";
import { count, t } from "../words.js";

/** @import {QueueEntry, SentRecord} from '../../types' */

const MOST = 100;
/** From so many on there is something to search in. */
const SEVERAL = 6;
/** Milliseconds after a letter before the list is drawn anew. */
const TYPING = 150;

/** @param {Element} root */
export async function show(root) {
  await load();
  const gone = h("p", { class: "notice", role: "status", hidden: true });
  const list = h("div");
  const search = h("input", { type: "search", id: "sent-search", autocomplete: "off", spellcheck: "false", enterkeyhint: "done", "aria-describedby": "sent-search-help" });
  const searching = h("div", { class: "search", hidden: true },
    h("label", { for: search.id }, t("sent.search")), h("p", { class: "hint", id: "sent-search-help" }, t("sent.search-help")), search);
  let shown = 0;

  const draw = drawInTurn(async () => {
    const sent = await queue.sentRecords();
    const waiting = new Map([...(await queue.waitingEntries()), ...(await queue.refusedEntries())].map((entry) => [entry.id, entry]));
    if (root.querySelector(".confirm")) return; // not taken from under a finger, as in waiting-list.js
    const at = focusedEntry(root);
    shown = sent.length;
    searching.hidden = shown < SEVERAL && !search.value;
    const fitting = sent.filter((record) => hasWords(record, search.value));
    mount(list, shown === 0 ? h("p", { class: "lead" }, t("sent.none")) : [
      fitting.length ? byPeriod(fitting.sort(newestFirst).slice(0, MOST), waiting, draw) : h("p", null, t("sent.not-found")),
      fitting.length > MOST ? h("p", null, count("waiting.more", fitting.length - MOST)) : null,
      h("p", { class: "hint" }, t("sent.locked")),
    ]);
    refocus(root, at);
  });
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let pause;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => {
      await draw();
      announce(count("sent.found", list.querySelectorAll(".entry").length));
    }, TYPING);
  });

  mount(root, h("h1", null, t("sent.title")), h("p", null, t("sent.help")), gone, searching, list);
  const stop = queue.onChange(draw);
  await draw();
  const before = shown;
  refreshLocks().then(async () => {
    const now = (await queue.sentRecords()).length;
    if (now >= before) return;
    gone.textContent = count("sent.gone-locked", before - now);
    gone.hidden = false;
  });
  return stop;
}

/** @param {SentRecord} sent */
const periodOf = ({ month, tertial }) => month ?? tertial ?? "";

/** A tertial is as new as its last month; a month comes before the tertial that ends with it. @param {SentRecord} first @param {SentRecord} second */
const newestFirst = (first, second) => {
  const [last, other] = [first, second].map((sent) => (periodOf(sent) ? monthsOf(periodOf(sent))[1] : ""));
  return other.localeCompare(last) || periodOf(second).length - periodOf(first).length || nameOf(first).localeCompare(nameOf(second));
};

/** Under a heading for each month or tertial, in the order that they have. @param {SentRecord[]} sent @param {Map<string, QueueEntry>} waiting @param {() => Promise<void>} redraw */
function byPeriod(sent, waiting, redraw) {
  const periods = [...new Set(sent.map(periodOf))];
  return periods.map((period) => [
    period ? h("h2", null, firstUp(periodText(period))) : null,
    h("ul", { class: "entries" }, sent.filter((record) => periodOf(record) === period).map((record) => item(record, waiting.get(record.id), redraw))),
  ]);
}

/** @param {string} text */
const firstUp = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Whether every word is among those by which the tablet recognises a registration. @param {SentRecord} sent @param {string} sought */
function hasWords(sent, sought) {
  const text = [nameOf(sent), factsText(sent.activity, sent.facts), periodOf(sent)].join(" ").toLocaleLowerCase();
  return sought.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** @param {SentRecord} sent @param {QueueEntry|undefined} entry @param {() => Promise<void>} redraw */
function item(sent, entry, redraw) {
  const name = nameOf(sent);
  const facts = factsText(sent.activity, sent.facts);
  /** @param {string} action */
  const of = (action) => t("queue.of", { action, what: [name, facts].filter(Boolean).join(", ") });
  /** @param {string} href @param {string} words */
  const labelled = (href, words) => quietLink(href, words, { "aria-label": of(words) });
  return h("li", { class: "entry", dataset: { id: sent.id } },
    h("h3", null, name),
    facts ? h("p", null, facts) : null,
    entry ? h("p", { class: "hint" }, waitsText(entry), " ", h("a", { href: "#/waiting" }, t("nav.waiting"))) : null,
    entry?.kind === "withdrawal" ? null : h("div", { class: "actions" },
      labelled(`#/edit/${sent.id}`, t("sent.correct")),
      takesLinks(sent.activity) ? labelled(`#/link/${sent.id}`, t("link.title")) : null,
      confirmationButton({
        words: t("sent.withdraw"), label: of(t("sent.withdraw")),
        question: t("sent.sure"), yes: t("sent.yes"), no: t("sent.no"), kept: redraw,
        act: () => actOnEntry(`.entry[data-id="${sent.id}"] .confirm`, () => queue.withdraw(sent.id), t("sent.withdrawn"), redraw),
      })));
}

/** @param {QueueEntry} entry */
function waitsText(entry) {
  if (entry.state === "refused") return t("sent.refused");
  return t(entry.kind === "withdrawal" ? "sent.waits-withdrawal" : "sent.waits-correction");
}
