// The form's shell: which view is shown, and what is around it.
import "./older-browsers.js";
import { drawPageFrame } from "./page-frame.js";
import { announce, focusHeading, h, mount, shellPart } from "./dom.js";
import * as catalogue from "./catalogue.js";
import { currentHandover, onHandoverChange, loadHandover } from "./handover-state.js";
import { identify, knownTablet } from "./tablet.js";
import { loadServiceMonth as recallMonth, watchDays } from "./today.js";
import { get, put } from "./store.js";
import { tellSender, watchQueue } from "./queue-state.js";
import { language, setLanguage, t } from "./words.js";

/** Views by the first part of the address behind `#/`; the second is its parameter.
 * @type {Record<string, (() => Promise<{show: (root: HTMLElement, params: any) => unknown}>)|undefined>} */
const VIEWS = {
  "": () => import("./views/home.js"),
  enrol: () => import("./views/enrolment.js"),
  new: () => import("./views/new-record.js"),
  draft: () => import("./views/new-record.js"),
  review: () => import("./views/review.js"),
  edit: () => import("./views/correction.js"),
  waiting: () => import("./views/waiting-list.js"),
  sent: () => import("./views/sent-list.js"),
  device: () => import("./views/device.js"),
  handover: () => import("./views/handover.js"),
  link: () => import("./views/link.js"),
};
/** Views that do without an enrolment: what is on the tablet can be looked at and saved to a file. */
const WITHOUT_TABLET = new Set(["enrol", "device", "waiting"]);

const main = shellPart("main");
/** Called when the view is left. @type {(() => void)|null} */
let leaving = null;
let turn = 0;

/** Show what the address says. A view may return a function that is called when it is left. */
async function route() {
  const hash = location.hash || "#/";
  if (!hash.startsWith("#/")) return; // an anchor within the page, such as the skip link's
  const held = currentHandover(); // in a parent's hands every address is theirs
  const address = held ? ["handover", held.key] : hash.slice(2).split("?")[0].split("/").map(decodeURIComponent);
  const [name = "", ...params] = address;
  const mine = ++turn;
  const wanted = !VIEWS[name] ? null : knownTablet() || WITHOUT_TABLET.has(name) ? name : "enrol";
  leaving?.();
  leaving = null;
  try {
    const view = (wanted !== null && (await VIEWS[wanted]?.())) || { show: notFound };
    if (mine !== turn) return;
    drawPageFrame(name, Boolean(currentHandover()));
    const root = h("div", { class: `view view-${wanted || "home"}` });
    const left = await view.show(root, params);
    const leave = typeof left === "function" ? /** @type {() => void} */ (left) : null;
    if (mine !== turn) return void leave?.();
    leaving = leave;
    mount(main, root);
    const heading = root.querySelector("h1")?.textContent ?? t("app.name");
    document.title = `${heading} – ${t("app.name")}`;
    if (!root.contains(document.activeElement)) focusHeading(root);
  } catch (error) {
    console.error(error);
    if (mine === turn) mount(main, h("h1", { tabindex: "-1" }, t("app.name")), h("p", { role: "alert" }, t("app.failed")));
  }
}

/** @param {Element} root */
function notFound(root) {
  mount(root, h("h1", null, t("not-found.title")), h("p", null, h("a", { href: "#/" }, t("not-found.home"))));
}

async function changeLanguage() {
  setLanguage(language() === "sv" ? "en" : "sv");
  await put("kept", "language", language()).catch(() => {});
  await catalogue.load();
  if (knownTablet()) await identify();
  await route();
}

async function start() {
  document.documentElement.dataset.started = ""; // browser-check.js has nothing to say
  const kept = await get("kept", "language").catch(() => null);
  setLanguage(kept ?? (navigator.language.startsWith("en") ? "en" : "sv"));
  await recallMonth();
  await identify();
  if (knownTablet()) await catalogue.load();
  await loadHandover();
  watchDays();
  window.addEventListener("hashchange", route);
  onHandoverChange(async () => {
    // What was answered in the other tab is in the draft.
    await (await import("./form-state.js")).letGo();
    await route();
  });
  shellPart("language").addEventListener("click", changeLanguage);
  await route();
  watchQueue();
  startBannerAndSender();
  if (knownTablet()) startInBackground();
}

/** Needs no enrolment: what waits is kept, and sent as soon as the service takes it. */
function startBannerAndSender() {
  import("./banner.js").then((offline) => offline.startBanner()).catch(console.error);
  import("./sender.js").then((sender) => {
    sender.onStatus(({ what }) => tellSender(what));
    tellSender(sender.status().what);
    sender.start();
  }).catch(console.error);
}

/** What need not be done before the first view is there. Each part may fail by itself. */
async function startInBackground() {
  const before = knownTablet()?.district;
  identify({ fresh: true }).then(() => knownTablet()?.district !== before && route());
  catalogue.refresh();
  catalogue.refresh(language() === "sv" ? "en" : "sv");
  import("./links.js").then((links) => links.refreshKeys()).catch(console.error);
}

document.addEventListener("stodlogg-enrolled", startInBackground);
start().catch((error) => {
  console.error(error);
  mount(main, h("h1", null, t("app.name")), h("p", { role: "alert" }, t("app.failed")));
  announce(t("app.failed"));
});
