// What stands around a view: the name, the district and the state of the queue above it, the menu below it.
import { h, mount, shellPart } from "./dom.js";
import { districtName } from "./form-state.js";
import { redrawQueueState } from "./queue-state.js";
import { knownTablet } from "./tablet.js";
import { language, t } from "./words.js";

const MENU = [["", "nav.home"], ["waiting", "nav.waiting"], ["sent", "nav.sent"], ["device", "nav.device"]];

let current = "";

/** Draw it for a view. @param {string} name of the view @param {boolean} bare whether a parent looks at it */
export function drawPageFrame(name, bare) {
  current = name;
  setFrameHidden(bare);
  shellPart("place").textContent = districtName();
  shellPart("skip").textContent = t("nav.skip");
  const other = shellPart("language");
  other.setAttribute("aria-label", t("language.other"));
  mount(other, h("span", { class: "long" }, t("language.other")), h("span", { class: "short" }, t("language.other-short")));
  other.lang = language() === "sv" ? "en" : "sv";
  redrawQueueState();
}

/** A view that is shown to a parent has nothing around it; the adviser's have. @param {boolean} bare */
export function setFrameHidden(bare) {
  document.body.classList.toggle("bare", bare);
  shellPart("language").hidden = bare;
  const menu = shellPart("menu");
  menu.hidden = bare || !knownTablet();
  menu.setAttribute("aria-label", t("nav.label"));
  mount(menu, MENU.map(([name, words]) =>
    h("a", { href: `#/${name}`, "aria-current": name === current ? "page" : null }, t(words))));
}
