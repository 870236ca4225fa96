// A one-time link for a participant's own phone: a QR code and a short address, made here without a network.
// The hash is on its way to the queue, on disk, before the code is shown; the token is never written down.
import { setBare } from "../around.js";
import { askingButton } from "../asking.js";
import * as catalogue from "../catalogue.js";
import { focusHeading, h, mount } from "../dom.js";
import * as state from "../form-state.js";
import { addressOf, grouped, makeToken, refreshKeys, whyNot } from "../links.js";
import { qrSvg } from "../qr.js";
import * as queue from "../queue.js";
import { answersIn, respondentsLeft, takesLinks } from "../respondents.js";
import { outcomeSoon } from "../sender.js";
import { linksOf } from "../sent-records.js";
import { t } from "../words.js";

/** Links of saved records that were shown since the app was opened, tokens and all: in memory alone. */
const shownOf = new Map();

/** @param {Element} root @param {string[]} params key of the draft, or id of the record */
export async function show(root, [key]) {
  await catalogue.load();
  const place = (await draft(key)) ?? (await record(key));
  const draw = () => choose(root, place, draw);
  if (place && takesLinks(place.activity)) return draw();
  mount(root, h("h1", null, t("link.title")), h("p", { class: "note" }, t("link.gone")), leave("#/", "link.done"));
}

/**
 * @typedef {object} Place where a link belongs
 * @property {string} activity @property {Record<string, any>} values as far as they are known
 * @property {() => Promise<{respondent: string}[]>} asked @property {() => any[]} shown links with their tokens
 * @property {(link: any) => Promise<string | undefined>} add resolves when the hash is on disk, with the reason where
 *   the link must not be shown
 * @property {() => {hash: string, respondent: string}[]} [own] links that can be taken back
 * @property {(hash: string) => Promise<void>} [takeBack]
 * @property {string} back address
 */

/** @returns {Promise<Place|null>} */
async function draft(key) {
  const form = await state.resume(key);
  if (!form) return null;
  return {
    activity: form.activity,
    values: form.values,
    asked: async () => state.asked(form),
    shown: state.shownLinks,
    add: async (link) => { await state.addLink(link); },
    own: () => form.links,
    takeBack: state.takeBackLink,
    back: form.kind === "new" ? `#/new/${form.activity}` : `#/edit/${form.key}`,
  };
}

/** @returns {Promise<Place|null>} */
async function record(id) {
  const waiting = await queue.entry(id);
  if (waiting?.kind === "withdrawal") return null;
  const one = waiting ?? (await queue.sent()).find((each) => each.id === id);
  if (!one) return null;
  const answered = one.content ? answersIn(one.content) : one.asked?.answered.map((respondent) => ({ respondent }));
  const shown = shownOf.get(id) ?? [];
  shownOf.set(id, shown);
  return {
    activity: one.activity,
    values: one.content ?? one.facts,
    asked: async () => [...(answered ?? []), ...(await linksOf(id))],
    shown: () => shown,
    add: async (link) => {
      await queue.enqueueLink({ activity: one.activity, record: id, hash: link.hash, respondent: link.respondent });
      // A record that has arrived can have been changed by others: whoever gets the link shall not answer in vain.
      const outcome = waiting ? "unknown" : await outcomeSoon(link.hash);
      // Sent by an earlier version of the form, which did not note who had been asked: only the service knows.
      if (outcome === "refused" || (outcome === "unknown" && !answered)) {
        await queue.drop(link.hash);
        return t(`link.${outcome}`);
      }
      shown.push(link);
    },
    back: waiting ? "#/waiting" : "#/sent",
  };
}

async function choose(root, place, draw) {
  setBare(false);
  await refreshKeys().catch(() => {});
  const reason = await whyNot();
  const left = respondentsLeft(place.activity, place.values, await place.asked());
  const shown = place.shown();
  const make = (respondent) => async () => {
    const link = await create(place, respondent, error);
    if (link) display(root, place, link, draw);
  };
  const error = h("p", { class: "error", role: "alert" });
  mount(root,
    h("h1", null, t("link.title")),
    reason
      ? [h("p", { class: "note" }, t(`link.${reason}`)), h("p", null, h("button", { type: "button", class: "quiet", onclick: draw }, t("link.again")))]
      : left.length
        ? [
            h("p", { class: "lead" }, t("link.who")),
            h("ul", { class: "tiles" }, left.map((one) =>
              h("li", null, h("button", { type: "button", class: "tile", onclick: make(one.code) }, h("span", { class: "tile-name" }, one.label))))),
            h("p", { class: "hint" }, t("link.help")),
          ]
        : h("p", { class: "note" }, t("link.nobody")),
    error,
    shown.length
      ? h("p", { class: "actions" }, shown.map((link) =>
          h("button", { type: "button", class: "quiet", onclick: () => display(root, place, link, draw) }, t("link.shown", { who: who(link) }))))
      : null,
    (place.own?.() ?? []).map((link) => askingButton({
      words: t("link.take-back", { who: who(link) }), question: t("link.take-back-sure"), yes: t("link.take-back-yes"), no: t("link.take-back-no"),
      act: async () => { await place.takeBack(link.hash); await draw(); },
    })),
    leave(place.back, "link.done"));
  if (root.isConnected) focusHeading(root);
}

/** A link whose hash is on disk, or null where it could not be kept: then nothing is shown. */
async function create(place, respondent, error) {
  try {
    const link = { ...(await makeToken()), respondent };
    const why = await place.add(link);
    if (!why) return link;
    error.textContent = why;
    return null;
  } catch (failure) {
    console.error(failure);
    error.textContent = t("link.failed");
    return null;
  }
}

/** The parent looks at this screen too: no menu, no state of the queue. */
function display(root, place, link, draw) {
  setBare(true);
  const address = addressOf(link.token);
  mount(root,
    h("h1", null, t("link.for", { who: who(link) })),
    h("div", { class: "link-picture" }, qrSvg(address, t("link.picture", { address }))),
    h("p", { class: "link-scan" }, t("link.scan")),
    h("p", { class: "link-address", dir: "ltr", translate: "no" },
      h("span", { class: "link-place" }, address.slice(0, -grouped(link.token).length)),
      h("strong", null, grouped(link.token).toUpperCase())),
    h("p", { class: "hint" }, t("link.terms")),
    h("p", { class: "actions" },
      h("button", { type: "button", class: "quiet", onclick: draw }, t("link.another")),
      h("a", { class: "button", href: place.back }, t("link.done"))));
  focusHeading(root);
}

const who = (link) => catalogue.label("respondents", link.respondent);

const leave = (href, words) => h("p", null, h("a", { class: "button quiet", href }, t(words)));
