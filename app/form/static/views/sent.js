// What this tablet has sent and may still correct or withdraw, while its tertial is open.
import { askingButton } from "../asking.js";
import { monthsOf, periodText } from "../calendar.js";
import { load } from "../catalogue.js";
import { announce, focusedAt, h, inTurn, mount, refocus } from "../dom.js";
import { factsText, nameOf } from "../entry-words.js";
import * as queue from "../queue.js";
import { takesLinks } from "../respondents.js";
import { refreshLocks } from "../sender.js";
import { count, t } from "../words.js";

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

  const draw = inTurn(async () => {
    const sent = await queue.sent();
    const waiting = new Map([...(await queue.waiting()), ...(await queue.refused())].map((one) => [one.id, one]));
    if (root.querySelector(".confirm")) return; // not taken from under a finger, as in waiting.js
    const at = focusedAt(root);
    shown = sent.length;
    searching.hidden = shown < SEVERAL && !search.value;
    const found = sent.filter((one) => hasWords(one, search.value));
    mount(list, shown === 0 ? h("p", { class: "lead" }, t("sent.none")) : [
      found.length ? byPeriod(found.sort(newestFirst).slice(0, MOST), waiting, draw) : h("p", null, t("sent.not-found")),
      found.length > MOST ? h("p", null, count("waiting.more", found.length - MOST)) : null,
      h("p", { class: "hint" }, t("sent.locked")),
    ]);
    refocus(root, at);
  });
  let pause = 0;
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
    const now = (await queue.sent()).length;
    if (now >= before) return;
    gone.textContent = count("sent.gone-locked", before - now);
    gone.hidden = false;
  });
  return stop;
}

const periodOf = ({ month, tertial }) => month ?? tertial ?? "";

/** A tertial is as new as its last month; a month comes before the tertial that ends with it. */
const newestFirst = (one, other) => {
  const [last, than] = [one, other].map((each) => (periodOf(each) ? monthsOf(periodOf(each))[1] : ""));
  return than.localeCompare(last) || periodOf(other).length - periodOf(one).length || nameOf(one).localeCompare(nameOf(other));
};

/** Under a heading for each month or tertial, in the order that they have. */
function byPeriod(sent, waiting, redraw) {
  const periods = [...new Set(sent.map(periodOf))];
  return periods.map((period) => [
    period ? h("h2", null, firstUp(periodText(period))) : null,
    h("ul", { class: "entries" }, sent.filter((one) => periodOf(one) === period).map((one) => item(one, waiting.get(one.id), redraw))),
  ]);
}

const firstUp = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Whether every word is among those by which the tablet recognises a registration. */
function hasWords(sent, sought) {
  const text = [nameOf(sent), factsText(sent.activity, sent.facts), periodOf(sent)].join(" ").toLocaleLowerCase();
  return sought.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function item(sent, entry, redraw) {
  const name = nameOf(sent);
  const facts = factsText(sent.activity, sent.facts);
  const of = (action) => t("queue.of", { action, what: [name, facts].filter(Boolean).join(", ") });
  return h("li", { class: "entry", dataset: { id: sent.id } },
    h("h3", null, name),
    facts ? h("p", null, facts) : null,
    entry ? h("p", { class: "hint" }, waitsText(entry), " ", h("a", { href: "#/waiting" }, t("nav.waiting"))) : null,
    entry?.kind === "withdrawal" ? null : h("div", { class: "actions" },
      h("a", { class: "button quiet", href: `#/edit/${sent.id}`, "aria-label": of(t("sent.correct")) }, t("sent.correct")),
      takesLinks(sent.activity)
        ? h("a", { class: "button quiet", href: `#/link/${sent.id}`, "aria-label": of(t("link.title")) }, t("link.title")) : null,
      askingButton({
        words: t("sent.withdraw"), label: of(t("sent.withdraw")),
        question: t("sent.sure"), yes: t("sent.yes"), no: t("sent.no"), kept: redraw,
        act: async () => {
          document.querySelector(`.entry[data-id="${sent.id}"] .confirm`)?.remove();
          await queue.withdraw(sent.id);
          announce(t("sent.withdrawn"));
          await redraw();
          document.querySelector("main h1").focus();
        },
      })));
}

function waitsText(entry) {
  if (entry.state === "refused") return t("sent.refused");
  return t(entry.kind === "withdrawal" ? "sent.waits-withdrawal" : "sent.waits-correction");
}
