// Whether anybody still touches a tablet that is in a parent's hands. Nobody has for a while: it counts down where
// all see it, and then begins again without what was answered. A tap anywhere gives the whole time anew.

import { focusOn } from "./dom.js";

const SECOND = 1000;
/** Seconds without a touch before it counts down, and seconds that it counts. */
const QUIET_SECONDS = 90;
const COUNTDOWN_SECONDS = 30;
const TOUCH_EVENTS = ["pointerdown", "keydown", "wheel", "touchstart", "input"];

/** Whether the page beneath can be touched; what is said to screen readers is said all the same. @param {boolean} inert */
function setInert(inert) {
  for (const child of document.body.children) if (child instanceof HTMLElement) child.inert = inert && child.id !== "announcer";
}

/**
 * @param {{isNeeded: () => boolean, warn: (again: () => void) => {element: HTMLElement, count: (seconds: number) => void},
 *   end: () => void}} what isNeeded: whether there is anything that would be left for the next one; warn: makes
 *   the countdown, whose tap is `again`
 * @returns {() => void} to watch no more
 */
export function watchIdleness({ isNeeded, warn, end }) {
  let last = Date.now();
  /** @type {{element: HTMLElement, count: (seconds: number) => void, before: Element|null}|null} */
  let shown = null;

  function close() {
    if (!shown) return;
    setInert(false);
    shown.element.remove();
    if (shown.before instanceof HTMLElement) shown.before.focus();
    shown = null;
  }
  function again() {
    last = Date.now();
    close();
  }
  function open() {
    const before = document.activeElement;
    const warning = warn(again);
    setInert(true);
    document.body.append(warning.element);
    // A tap on it is a click on it: were it gone before, the tap would answer the question beneath.
    warning.element.addEventListener("click", again);
    focusOn(warning.element, "button");
    return { ...warning, before };
  }
  function look() {
    const passed = (Date.now() - last) / SECOND;
    // A clock that was set back tells nothing of how long it was.
    if (!isNeeded() || passed < 0) return again();
    if (passed >= QUIET_SECONDS + COUNTDOWN_SECONDS) {
      close();
      last = Date.now();
      return end();
    }
    if (passed < QUIET_SECONDS) return shown && passed > 2 ? close() : undefined;
    shown ??= open();
    return shown.count(Math.ceil(QUIET_SECONDS + COUNTDOWN_SECONDS - passed));
  }
  /** @param {Event} event */
  const touched = (event) => {
    last = Date.now();
    if (event.type === "keydown") close();
  };
  for (const name of TOUCH_EVENTS) document.addEventListener(name, touched, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  const timer = setInterval(look, SECOND);
  return () => {
    clearInterval(timer);
    close();
    for (const name of TOUCH_EVENTS) document.removeEventListener(name, touched, { capture: true });
    document.removeEventListener("visibilitychange", look);
  };
}
