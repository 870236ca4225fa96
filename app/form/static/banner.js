// What goes on behind every view: the service worker, the promise to keep what is stored, and the messages
// above the view that tell what the adviser must know. A parent who holds the tablet sees none of them.
import { announce, focusOn, h, mount, quietButton, quietLink } from "./dom.js";
import { askForPersistence, storageStatus, memoryState, takeSessionMark } from "./storage-status.js";
import * as queue from "./queue.js";
import { onStatus, status } from "./sender.js";
import { clockErrorMinutes, onNewDay } from "./today.js";
import { isBusy, onUpdate, registerWorker, updateNow, updateState } from "./update.js";
import { t } from "./words.js";

/** Minutes by which a clock may be wrong before it is worth a word. */
const NEARLY_RIGHT = 60;
const HANDED_OVER = /^#\/(handover|link)\b/;

let started = false;
/** @type {Awaited<ReturnType<typeof memoryState>>} */
let memory = "kept";
let low = false;
/** Whether this tab has just emptied the tablet, and the service let go of it: `disconnected`, or still `connected`. @type {string|null} */
let wiped = null;
let drawn = "";

/** Begin, once. Needs no network and no enrolment. */
export async function startBanner() {
  if (started) return;
  started = true;
  onUpdate(draw);
  onStatus(draw);
  onNewDay(draw);
  window.addEventListener("hashchange", draw);
  queue.onChange(async (what) => {
    if (what === "wiped") return location.replace("/form/");
    if (what === "enqueued") await watchStorage();
    draw();
  });
  memory = await memoryState();
  wiped = takeSessionMark("stodlogg-wiped");
  await watchStorage();
  draw();
  await registerWorker();
}

/** Ask that what waits is kept, and see whether there is room for more. */
async function watchStorage() {
  const { waiting, refused } = await queue.counts().catch(() => ({ waiting: 0, refused: 0 }));
  const state = await storageStatus();
  low = state.low;
  if (waiting + refused > 0 && state.promised === false) await askForPersistence();
}

/** By name, in the order in which they are shown: what is said, and what can be done. @returns {[string, string, Node|null][]} */
function messages() {
  /** @type {[string, string, Node|null][]} */
  const shown = [];
  if (memory === "failed") shown.push(["failed", t("banner.failed"), null]);
  if (wiped) shown.push(["wiped", t(`device.wiped-${wiped}`), quietButton(t("banner.understood"), forgetMemoryMessages)]);
  if (memory === "lost") shown.push(["lost", t("banner.lost"), quietButton(t("banner.understood"), forgetMemoryMessages)]);
  if (status().what === "not-enrolled") {
    shown.push(["not-enrolled", t("sending.not-enrolled"), h("a", { class: "button", href: "#/enrol" }, t("sending.enrol"))]);
  }
  if (low) shown.push(["low", t("device.low"), quietLink("#/device", t("waiting.to-device"))]);
  if (Math.abs(clockErrorMinutes()) >= NEARLY_RIGHT) shown.push(["clock", t("banner.clock"), null]);
  if (updateState() === "ready") {
    const words = isBusy() ? "banner.update-busy" : "banner.update";
    shown.push(["update", t(words), quietButton(t("banner.update-now"), updateNow)]);
  }
  if (updateState() === "reload") shown.push(["reload", t("banner.reload"), quietButton(t("banner.reload-now"), updateNow)]);
  return shown;
}

function forgetMemoryMessages() {
  memory = "kept";
  wiped = null;
  draw();
  focusOn(document, "main h1");
}

function draw() {
  const banner = document.getElementById("banner");
  if (!banner) return;
  const shown = HANDED_OVER.test(location.hash) ? [] : messages();
  const now = JSON.stringify(shown.map(([, text]) => text));
  if (now === drawn) return;
  drawn = now;
  if (shown.length) banner.setAttribute("aria-label", t("banner.label"));
  banner.toggleAttribute("hidden", shown.length === 0);
  banner.setAttribute("role", "region");
  mount(banner, shown.map(([name, text, action]) => h("div", { class: `message message-${name}` }, h("p", null, text), action)));
  if (shown.length) announce(shown.map(([, text]) => text).join(" "));
}
