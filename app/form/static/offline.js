// What goes on behind every view: the service worker, the promise to keep what is stored, and the messages
// above the view that tell what the adviser must know. A parent who holds the tablet sees none of them.
import { announce, h, mount } from "./dom.js";
import { ask, keeping, sinceLastTime } from "./keeping.js";
import * as queue from "./queue.js";
import { onStatus, status } from "./sender.js";
import { minutesWrong, onNewDay } from "./today.js";
import { isBusy, onUpdate, register, updateNow, updateState } from "./update.js";
import { t } from "./words.js";

/** Minutes by which a clock may be wrong before it is worth a word. */
const NEARLY_RIGHT = 60;
const HANDED_OVER = /^#\/(handover|link)\b/;

let started = false;
let memory = "kept";
let low = false;
/** Whether this tab has just emptied the tablet, and the service let go of it. @type {null|"disconnected"|"connected"} */
let wiped = null;
let drawn = "";

/** Begin, once. Needs no network and no enrolment. */
export async function start() {
  if (started) return;
  started = true;
  onUpdate(draw);
  onStatus(draw);
  onNewDay(draw);
  window.addEventListener("hashchange", draw);
  queue.onChange(async (what) => {
    if (what === "wiped") return location.replace("/form/");
    if (what === "enqueued") await watch();
    draw();
  });
  memory = await sinceLastTime();
  wiped = takeMark();
  await watch();
  draw();
  await register();
}

function takeMark() {
  try {
    const mark = sessionStorage.getItem("stodlogg-wiped");
    sessionStorage.removeItem("stodlogg-wiped");
    return mark;
  } catch {
    return null;
  }
}

/** Ask that what waits is kept, and see whether there is room for more. */
async function watch() {
  const { waiting, refused } = await queue.counts().catch(() => ({ waiting: 0, refused: 0 }));
  const state = await keeping();
  low = state.low;
  if (waiting + refused > 0 && state.promised === false) await ask();
}

function messages() {
  const found = [];
  if (memory === "failed") found.push(["failed", t("banner.failed"), null]);
  if (wiped) found.push(["wiped", t(`device.wiped-${wiped}`), button("banner.understood", understood)]);
  if (memory === "lost") found.push(["lost", t("banner.lost"), button("banner.understood", understood)]);
  if (status().what === "not-enrolled") {
    found.push(["not-enrolled", t("sending.not-enrolled"), h("a", { class: "button", href: "#/enrol" }, t("sending.enrol"))]);
  }
  if (low) found.push(["low", t("device.low"), h("a", { class: "button quiet", href: "#/device" }, t("waiting.to-device"))]);
  if (Math.abs(minutesWrong()) >= NEARLY_RIGHT) found.push(["clock", t("banner.clock"), null]);
  if (updateState() === "ready") {
    const words = isBusy() ? "banner.update-busy" : "banner.update";
    found.push(["update", t(words), button("banner.update-now", updateNow)]);
  }
  if (updateState() === "reload") found.push(["reload", t("banner.reload"), button("banner.reload-now", updateNow)]);
  return found;
}

const button = (words, onclick) => h("button", { type: "button", class: "quiet", onclick }, t(words));

function understood() {
  memory = "kept";
  wiped = null;
  draw();
  document.querySelector("main h1")?.focus();
}

function draw() {
  const place = document.getElementById("banner");
  if (!place) return;
  const found = HANDED_OVER.test(location.hash) ? [] : messages();
  const now = JSON.stringify(found.map(([, text]) => text));
  if (now === drawn) return;
  drawn = now;
  if (found.length) place.setAttribute("aria-label", t("banner.label"));
  place.toggleAttribute("hidden", found.length === 0);
  place.setAttribute("role", "region");
  mount(place, found.map(([name, text, action]) => h("div", { class: `message message-${name}` }, h("p", null, text), action)));
  if (found.length) announce(found.map(([, text]) => text).join(" "));
}
