// Whether anybody still touches a tablet that is in a parent's hands. Nobody has for a while: it counts down where
// all see it, and then begins again without what was answered. A tap anywhere gives the whole time anew.

const SECOND = 1000;
/** Seconds without a touch before it counts down, and seconds that it counts. */
const STILL = 90;
const COUNTED = 30;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart", "input"];

/**
 * @param {{isNeeded: () => boolean, warn: (again: () => void) => {element: HTMLElement, count: (seconds: number) => void},
 *   end: () => void}} what isNeeded: whether there is anything that would be left for the next one; warn: makes
 *   the countdown, whose tap is `again`
 * @returns {() => void} to watch no more
 */
export function watchStillness({ isNeeded, warn, end }) {
  let last = Date.now();
  let shown = null;

  function close() {
    if (!shown) return;
    for (const one of document.body.children) one.inert = false;
    shown.element.remove();
    shown.before?.focus?.();
    shown = null;
  }
  function again() {
    last = Date.now();
    close();
  }
  function open() {
    const before = document.activeElement;
    shown = { ...warn(again), before };
    for (const one of document.body.children) if (one.id !== "announcer") one.inert = true;
    document.body.append(shown.element);
    // A tap on it is a click on it: were it gone before, the tap would answer the question beneath.
    shown.element.addEventListener("click", again);
    shown.element.querySelector("button")?.focus();
  }
  function look() {
    const passed = (Date.now() - last) / SECOND;
    // A clock that was set back tells nothing of how long it was.
    if (!isNeeded() || passed < 0) return again();
    if (passed >= STILL + COUNTED) {
      close();
      last = Date.now();
      return end();
    }
    if (passed < STILL) return shown && passed > 2 ? close() : undefined;
    if (!shown) open();
    return shown.count(Math.ceil(STILL + COUNTED - passed));
  }
  const touched = (event) => {
    last = Date.now();
    if (event.type === "keydown") close();
  };
  for (const one of TOUCHES) document.addEventListener(one, touched, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  const timer = setInterval(look, SECOND);
  return () => {
    clearInterval(timer);
    close();
    for (const one of TOUCHES) document.removeEventListener(one, touched, { capture: true });
    document.removeEventListener("visibilitychange", look);
  };
}
