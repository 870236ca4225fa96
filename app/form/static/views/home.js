// The first view: what can be registered, as large tiles.
import * as catalogue from "../catalogue.js";
import { announce, focusOn, go, h, drawInTurn, mount, quietLink } from "../dom.js";
import { isPossible } from "../fields.js";
import { district, drafts, setAside } from "../form-state.js";
import * as queue from "../queue.js";
import { t } from "../words.js";

/**
 * @import {Activity} from '../../types'
 * @typedef {{id: string, activity: string, answers: boolean}} Saved answers: whether participants can be given links
 */

/** @type {Saved|null} */
let saved = null;

/** What was saved just now is told on the first view, once. @param {Saved} what */
export const tellSaved = (what) => { saved = what; };

/** @param {Element} root */
export async function show(root) {
  setAside();
  if (!(await catalogue.load())) return mount(root, ...catalogueMissing());
  const begun = await drafts().catch(() => /** @type {string[]} */ ([]));
  const possible = catalogue.activities().filter((activity) => isPossible(activity, district()));
  const note = saved && savedNote(saved);
  saved = null;
  mount(
    root,
    note?.element,
    h("h1", null, t("home.title")),
    h("ul", { class: "tiles" }, possible.map((activity) => tile(activity, begun.includes(activity.name)))),
    h("p", { class: "hint" }, h("a", { href: `/form/paper?lang=${document.documentElement.lang}` }, t("home.paper")), ". ", t("home.paper-help")),
  );
  if (!note) return undefined;
  setTimeout(() => focusOn(note.element, "h2"), 0);
  return note.watch();
}

/** @param {Activity} activity @param {boolean} isBegun */
function tile(activity, isBegun) {
  return h("li", null,
    h("a", { class: "tile", href: `#/new/${activity.name}` },
      h("span", { class: "tile-name" }, activity.label),
      h("span", { class: "tile-help" }, firstSentence(activity.help)),
      isBegun ? h("span", { class: "begun" }, t("home.draft")) : null));
}

/** @param {string} text */
const firstSentence = (text) => text.match(/^.*?[.!?](?=\s|$)/)?.[0] ?? text;

/** What became of what was saved: on the tablet, on its way, or with the service. @param {Saved} of */
function savedNote({ id, activity, answers }) {
  const title = h("h2", { id: "saved", tabindex: "-1" }, t("home.saved"));
  const state = h("p");
  const element = h("section", { class: "saved card", "aria-labelledby": "saved" },
    title,
    h("p", null, `${catalogue.activity(activity)?.label ?? activity}.`),
    state,
    h("p", { class: "actions" },
      answers ? quietLink(`#/link/${id}`, t("home.show-link")) : null,
      quietLink(`#/new/${activity}`, t("home.again")),
      quietLink(`#/edit/${id}`, t("home.correct"))));

  function watch() {
    let stop = () => {};
    let left = false;
    import("../sender.js").then((sender) => {
      const draw = drawInTurn(async () => {
        const what = await outcomeOf(id, sender.status().what).catch(() => null);
        if (what === null) return; // the storage fails: what was told stands
        const words = t(`home.saved-${what}`);
        if (left || state.textContent === words) return;
        title.textContent = t(TITLES[what] ?? "home.saved");
        state.textContent = words;
        announce(`${title.textContent}. ${words}`);
      });
      const stops = [queue.onChange(draw), sender.onStatus(draw)];
      stop = () => stops.forEach((hearNoMore) => hearNoMore());
      if (left) stop();
      else draw();
    }).catch(console.error);
    return () => {
      left = true;
      stop();
    };
  }
  return { element, watch };
}

/** What stands over what became of it, where that is not that it is on the tablet. @type {Record<string, string>} */
const TITLES = { sent: "home.sent", gone: "home.gone" };

/** Rejects where the storage fails. @param {string} id @param {import("../sender.js").Status["what"]} sender
 * @returns {Promise<"sent"|"refused"|"sending"|"waits"|"later"|"gone">} */
async function outcomeOf(id, sender) {
  const entry = await queue.entry(id);
  if (!entry) return (await queue.isSent(id)) ? "sent" : "gone";
  if (entry.state === "refused") return "refused";
  if (sender === "no-network") return "waits";
  return sender === "sending" || sender === "idle" ? "sending" : "later";
}

function catalogueMissing() {
  const again = async () => { if (await catalogue.refresh()) go("#/"); };
  return [
    h("h1", null, t("home.title")),
    h("p", { class: "lead" }, t("home.no-catalogue")),
    h("button", { type: "button", onclick: again }, t("home.try-again")),
  ];
}
