// A one-time link for a participant's own phone: a QR code and a short address, made here without a network.
// The hash is on its way to the queue, on disk, before the code is shown; the token is never written down.
import { setFrameHidden } from "../page-frame.js";
import { confirmationButton } from "../confirmation-button.js";
import * as catalogue from "../catalogue.js";
import { focusHeading, h, mount, quietButton, quietLink } from "../dom.js";
import * as state from "../form-state.js";
import { linkAddress, groupedToken, makeToken, refreshKeys, linkObstacle } from "../links.js";
import { qrSvg } from "../qr.js";
import * as queue from "../queue.js";
import { respondentTiles } from "../respondent-tiles.js";
import { answersOf, respondentsLeft, takesLinks } from "../respondents.js";
import { outcomeSoon } from "../sender.js";
import { linksOf } from "../sent-records.js";
import { t } from "../words.js";

/** @import {Asked, Link, ShownLink, Values} from '../../types' */

/** Links of saved records that were shown since the app was opened, tokens and all: in memory alone. @type {Map<string, ShownLink[]>} */
const shownLinks = new Map();

/** @param {HTMLElement} root @param {string[]} params key of the draft, or id of the record */
export async function show(root, [key]) {
  await catalogue.load();
  const target = (await draftTarget(key)) ?? (await recordTarget(key));
  if (target && takesLinks(target.activity)) {
    const draw = () => drawChoice(root, target, draw);
    return draw();
  }
  mount(root, h("h1", null, t("link.title")), h("p", { class: "note" }, t("link.gone")), leaveLink("#/", "link.done"));
}

/**
 * @typedef {object} LinkTarget where a link belongs
 * @property {string} activity @property {Values} values as far as they are known
 * @property {() => Promise<Asked[]>} asked @property {() => ShownLink[]} shown links with their tokens
 * @property {(link: ShownLink) => Promise<string | undefined>} add resolves when the hash is on disk, with the reason where
 *   the link must not be shown
 * @property {Link[]} own links that can be taken back
 * @property {(hash: string) => Promise<void>} takeBack
 * @property {string} back address
 */

/** @param {string} key @returns {Promise<LinkTarget|null>} */
async function draftTarget(key) {
  const form = await state.resume(key);
  if (!form) return null;
  return {
    activity: form.activity,
    values: form.values,
    asked: async () => state.askedParticipants(form),
    shown: state.shownLinks,
    add: async (link) => void (await state.addLink(link)),
    get own() { return form.links; },
    takeBack: state.takeBackLink,
    back: state.addressOf(form),
  };
}

/** @param {string} id @returns {Promise<LinkTarget|null>} */
async function recordTarget(id) {
  const waiting = await queue.entry(id);
  if (waiting?.kind === "withdrawal") return null;
  const sent = waiting ? undefined : (await queue.sentRecords()).find((each) => each.id === id);
  const activity = (waiting ?? sent)?.activity;
  if (!activity) return null;
  const answered = waiting ? answersOf(waiting.content) : sent?.asked?.answered.map((respondent) => ({ respondent }));
  const shown = shownLinks.get(id) ?? [];
  shownLinks.set(id, shown);
  return {
    activity,
    values: waiting?.content ?? sent?.facts,
    asked: async () => [...(answered ?? []), ...(await linksOf(id))],
    shown: () => shown,
    add: async (link) => {
      await queue.enqueueLink({ activity, record: id, hash: link.hash, respondent: link.respondent });
      // A record that has arrived can have been changed by others: whoever gets the link shall not answer in vain.
      const outcome = waiting ? "unknown" : await outcomeSoon(link.hash);
      // Sent by an earlier version of the form, which did not note who had been asked: only the service knows.
      if (outcome === "refused" || (outcome === "unknown" && !answered)) {
        await queue.drop(link.hash);
        return t(`link.${outcome}`);
      }
      shown.push(link);
      return undefined;
    },
    own: [],
    takeBack: async () => {},
    back: waiting ? "#/waiting" : "#/sent",
  };
}

/** @param {HTMLElement} root @param {LinkTarget} target @param {() => Promise<void>} draw */
async function drawChoice(root, target, draw) {
  setFrameHidden(false);
  await refreshKeys().catch(() => {});
  const reason = await linkObstacle();
  const left = respondentsLeft(target.activity, target.values, await target.asked());
  const shown = target.shown();
  /** @param {string} respondent */
  const make = (respondent) => async () => {
    const link = await createLink(target, respondent, error);
    if (link) drawLink(root, target, link, draw);
  };
  const error = h("p", { class: "error", role: "alert" });
  mount(root,
    h("h1", null, t("link.title")),
    reason
      ? [h("p", { class: "note" }, t(`link.${reason}`)), h("p", null, quietButton(t("link.again"), draw))]
      : left.length
        ? [
            h("p", { class: "lead" }, t("link.who")),
            respondentTiles(left, make),
            h("p", { class: "hint" }, t("link.help")),
          ]
        : h("p", { class: "note" }, t("link.nobody")),
    error,
    shown.length
      ? h("p", { class: "actions" }, shown.map((link) =>
          quietButton(t("link.shown", { who: respondentLabel(link) }), () => drawLink(root, target, link, draw))))
      : null,
    target.own.map((link) => confirmationButton({
      words: t("link.take-back", { who: respondentLabel(link) }), question: t("link.take-back-sure"), yes: t("link.take-back-yes"), no: t("link.take-back-no"),
      act: async () => { await target.takeBack(link.hash); await draw(); },
    })),
    leaveLink(target.back, "link.done"));
  if (root.isConnected) focusHeading(root);
}

/** A link whose hash is on disk, or null where it could not be kept: then nothing is shown. @param {LinkTarget} target @param {string} respondent @param {Element} error */
async function createLink(target, respondent, error) {
  try {
    const link = { ...(await makeToken()), respondent };
    const why = await target.add(link);
    if (!why) return link;
    error.textContent = why;
    return null;
  } catch (failure) {
    console.error(failure);
    error.textContent = t("link.failed");
    return null;
  }
}

/** The parent looks at this screen too: no menu, no state of the queue. @param {HTMLElement} root @param {LinkTarget} target @param {ShownLink} link @param {() => Promise<void>} draw */
function drawLink(root, target, link, draw) {
  setFrameHidden(true);
  const address = linkAddress(link.token);
  mount(root,
    h("h1", null, t("link.for", { who: respondentLabel(link) })),
    h("div", { class: "link-picture" }, qrSvg(address, t("link.picture", { address }))),
    h("p", { class: "link-scan" }, t("link.scan")),
    h("p", { class: "link-address", dir: "ltr", translate: "no" },
      h("span", { class: "link-place" }, address.slice(0, -groupedToken(link.token).length)),
      h("strong", null, groupedToken(link.token).toUpperCase())),
    h("p", { class: "hint" }, t("link.terms")),
    h("p", { class: "actions" },
      quietButton(t("link.another"), draw),
      h("a", { class: "button", href: target.back }, t("link.done"))));
  focusHeading(root);
}

/** @param {Asked} link */
const respondentLabel = (link) => catalogue.label("respondents", link.respondent);

/** @param {string} href @param {string} words */
const leaveLink = (href, words) => h("p", null, quietLink(href, t(words)));
