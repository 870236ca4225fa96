// The first view: what can be registered, as large tiles.
import * as catalogue from "../catalogue.js";
import { go, h, mount } from "../dom.js";
import { isPossible } from "../fields.js";
import { district, drafts, setAside } from "../form-state.js";
import { t } from "../words.js";

let saved = null;

/** What was saved just now is told on the first view, once. @param {{id: string, activity: string, answers: boolean}} what */
export const tellSaved = (what) => { saved = what; };

/** @param {Element} root */
export async function show(root) {
  setAside();
  if (!(await catalogue.load())) return mount(root, ...withoutCatalogue());
  const begun = await drafts().catch(() => []);
  const possible = catalogue.activities().filter((one) => isPossible(one, district()));
  mount(
    root,
    saved ? savedNote(saved) : null,
    h("h1", null, t("home.title")),
    h("ul", { class: "tiles" }, possible.map((one) => tile(one, begun.includes(one.name)))),
    h("p", { class: "hint" }, h("a", { href: `/form/paper?lang=${document.documentElement.lang}` }, t("home.paper")), ". ", t("home.paper-help")),
  );
  const note = saved && root.querySelector(".saved h2");
  saved = null;
  if (note) setTimeout(() => note.focus(), 0);
}

function tile(activity, isBegun) {
  return h("li", null,
    h("a", { class: "tile", href: `#/new/${activity.name}` },
      h("span", { class: "tile-name" }, activity.label),
      h("span", { class: "tile-help" }, firstSentence(activity.help)),
      isBegun ? h("span", { class: "begun" }, t("home.draft")) : null));
}

const firstSentence = (text) => text.match(/^.*?[.!?](?=\s|$)/)?.[0] ?? text;

function savedNote({ id, activity, answers }) {
  return h("section", { class: "saved card", "aria-labelledby": "saved" },
    h("h2", { id: "saved", tabindex: "-1" }, t("home.saved")),
    h("p", null, `${catalogue.activity(activity).label}. `, t("home.saved-help")),
    h("p", { class: "actions" },
      answers ? h("a", { class: "button quiet", href: `#/link/${id}` }, t("home.show-link")) : null,
      h("a", { class: "button quiet", href: `#/new/${activity}` }, t("home.again")),
      h("a", { class: "button quiet", href: `#/edit/${id}` }, t("home.correct"))));
}

function withoutCatalogue() {
  const again = async () => { if (await catalogue.refresh()) go("#/"); };
  return [
    h("h1", null, t("home.title")),
    h("p", { class: "lead" }, t("home.no-catalogue")),
    h("button", { type: "button", onclick: again }, t("home.try-again")),
  ];
}
