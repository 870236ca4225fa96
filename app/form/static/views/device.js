// The tablet itself: whether it keeps what it has, its queue as a file, its language, and emptying it.
import { confirmationButton } from "../confirmation-button.js";
import { announce, h, mount, quietButton, shellPart } from "../dom.js";
import { districtName } from "../form-state.js";
import { askForPersistence, storageStatus } from "../storage-status.js";
import { NotOurFile } from "../queue-file.js";
import * as queue from "../queue.js";
import * as store from "../store.js";
import { knownTablet } from "../tablet.js";
import { count, language, t } from "../words.js";

const MEGABYTE = 1024 * 1024;
const PLENTY = 1000 * MEGABYTE;
/** Milliseconds that emptying waits for the service. */
const PATIENCE = 8_000;

/** @param {Element} root */
export async function show(root) {
  const memory = h("div");
  const result = h("p", { class: "notice", role: "status", hidden: true });
  /** @param {string} text */
  const tell = (text) => {
    result.textContent = text;
    result.hidden = false;
  };
  const tablet = knownTablet();
  mount(root,
    h("h1", null, t("device.title")),
    h("p", { class: "lead" }, tablet ? t("device.district", { district: districtName() }) : t("device.no-district")),
    languages(),
    section("device.memory", memory),
    section("device.file",
      h("p", null, t("device.file-help")),
      h("div", { class: "actions" }, quietButton(t("device.export"), () => save(tell))),
      h("label", { for: "file" }, t("device.import")),
      h("p", { class: "hint", id: "file-hint" }, t("device.import-help")),
      h("input", { type: "file", id: "file", accept: ".json,application/json", "aria-describedby": "file-hint", onchange: (/** @type {{target: HTMLInputElement}} */ { target }) => take(target, tell) }),
      result),
    section("device.wipe", h("p", null, t("device.wipe-help")), wipeButton()));
  await drawMemory(memory);
}

/** @param {string} words @param {...any} children */
function section(words, ...children) {
  const id = words.replace(".", "-");
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, t(words)), children);
}

/** The switch at the top of every view does the work: one place that changes the language. */
function languages() {
  const choose = () => shellPart("language").click();
  return h("fieldset", { class: "card" }, h("legend", null, t("device.language")), ["sv", "en"].map((code) =>
    h("label", { class: "tick" },
      h("input", { type: "radio", name: "language", value: code, checked: code === language(), onchange: choose }), " ", t(`device.${code}`))));
}

/** @param {HTMLElement} box @param {boolean} [asked] whether the browser has just been asked */
async function drawMemory(box, asked = false) {
  const { promised, room, low } = await storageStatus();
  const words = promised === null ? "device.unknown-promise" : promised ? "device.promised" : "device.not-promised";
  const askNow = async () => {
    await askForPersistence();
    await drawMemory(box, true);
    announce(box.textContent ?? "");
  };
  mount(box,
    h("p", null, t(words)),
    promised === false ? h("div", { class: "actions" }, quietButton(t("device.ask"), askNow)) : null,
    asked && promised === false ? h("p", { class: "notice" }, t("device.asked-no")) : null,
    low ? h("p", { class: "notice" }, t("device.low")) : null,
    room === null ? null : h("p", { class: "hint" }, roomText(room)));
}

/** Browsers do not tell exactly, so that no site can know a tablet by its memory. @param {number} room bytes */
function roomText(room) {
  return room > PLENTY ? t("device.plenty") : t("device.room", { room: Math.floor(room / MEGABYTE) });
}

/** How many entries would be lost with the tablet's memory. */
async function unsent() {
  const { waiting, refused } = await queue.counts();
  return waiting + refused;
}

/** @param {(text: string) => void} tell */
async function save(tell) {
  if ((await unsent()) === 0) return tell(t("device.export-none"));
  const file = await queue.exportFile();
  const address = URL.createObjectURL(file);
  const link = h("a", { href: address, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  tell(t("device.exported"));
}

/** @param {HTMLInputElement} input @param {(text: string) => void} tell */
async function take(input, tell) {
  const [file] = input.files ?? [];
  if (!file) return;
  try {
    const { added, already } = await queue.importFile(file);
    tell([count("device.imported", added), already ? count("device.already", already) : ""].join(" ").trim());
  } catch (error) {
    tell(t(error instanceof NotOurFile ? `device.file-${error.reason}` : "device.file-failed"));
  }
  input.value = "";
}

function wipeButton() {
  return confirmationButton({
    words: t("device.wipe"),
    question: async () => {
      const lost = await unsent();
      return `${t("device.wipe-sure")} ${lost ? count("device.wipe-waiting", lost) : t("device.wipe-nothing")}`;
    },
    condition: async () => ((await unsent()) > 0 ? t("device.wipe-know") : null),
    yes: t("device.wipe-yes"),
    no: t("device.wipe-no"),
    act: wipe,
  });
}

/** No script can remove the tablet's cookie: the service does, if it can be reached. @returns {Promise<boolean>} */
async function disconnect() {
  try {
    const reply = await fetch("/api/v1/devices/current", { method: "DELETE", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return reply.status === 204 || reply.status === 401; // or it was not connected any more
  } catch {
    return false; // no network
  }
}

async function wipe() {
  const isGone = await disconnect();
  await store.wipe();
  sessionStorage.clear();
  sessionStorage.setItem("stodlogg-wiped", isGone ? "disconnected" : "connected");
  // So that the empty memory is not taken for a loss next time.
  await store.put("kept", "begun", true);
  queue.tell("wiped");
}
