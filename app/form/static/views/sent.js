// What this tablet has sent and may still correct or withdraw, while its tertial is open.
import { askingButton } from "../asking.js";
import { load } from "../catalogue.js";
import { announce, focusedAt, h, inTurn, mount, refocus } from "../dom.js";
import { factsText, nameOf } from "../entry-words.js";
import * as queue from "../queue.js";
import { takesLinks } from "../respondents.js";
import { refreshLocks } from "../sender.js";
import { count, t } from "../words.js";

const MOST = 100;

/** @param {Element} root */
export async function show(root) {
  await load();
  const gone = h("p", { class: "notice", role: "status", hidden: true });
  const list = h("div");
  let shown = 0;

  const draw = inTurn(async () => {
    const sent = await queue.sent();
    const waiting = new Map([...(await queue.waiting()), ...(await queue.refused())].map((one) => [one.id, one]));
    if (root.querySelector(".confirm")) return; // not taken from under a finger, as in waiting.js
    const at = focusedAt(root);
    sent.sort((one, other) => periodOf(other).localeCompare(periodOf(one)));
    shown = sent.length;
    mount(list, shown ? [
      h("ul", { class: "entries" }, sent.slice(0, MOST).map((one) => item(one, waiting.get(one.id), draw))),
      shown > MOST ? h("p", null, count("waiting.more", shown - MOST)) : null,
      h("p", { class: "hint" }, t("sent.locked")),
    ] : h("p", { class: "lead" }, t("sent.none")));
    refocus(root, at);
  });

  mount(root, h("h1", null, t("sent.title")), h("p", null, t("sent.help")), gone, list);
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

function item(sent, entry, redraw) {
  const name = nameOf(sent);
  const facts = factsText(sent.activity, sent.facts);
  const of = (action) => t("queue.of", { action, what: [name, facts].filter(Boolean).join(", ") });
  return h("li", { class: "entry", dataset: { id: sent.id } },
    h("h2", null, name),
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
