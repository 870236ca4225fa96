// Making elements, and telling people who do not see the screen what happened on it.

/**
 * An element. Properties: `on…` are listeners, `dataset` an object, `true` an empty attribute, `false` and
 * null none; `value`, `checked` and `textContent` are set as properties.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>|null} [properties]
 * @param {...(Node|string|number|null|false|undefined|Array<any>)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (["value", "checked", "textContent", "indeterminate"].includes(name)) Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...shownOf(children));
  return element;
}

/** What is there to be shown of children. @param {any[]} children @returns {(Node|string)[]} */
const shownOf = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element of a picture.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string|number>} attributes @param {...Node} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** An element of the shell, by its id. @param {string} id @returns {HTMLElement} */
export function shellPart(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the shell has no element ${id}`);
  return element;
}

/** Move the focus to the first element that fits, if there is one. @param {ParentNode} root @param {string} selector */
export function focusOn(root, selector) {
  /** @type {HTMLElement|null} */
  const element = root.querySelector(selector);
  element?.focus();
}

/**
 * A button that is no more than one of several things to do.
 * @param {string} words @param {(event: MouseEvent) => unknown} onclick @param {Record<string, any>} [properties]
 */
export const quietButton = (words, onclick, properties = {}) =>
  h("button", { type: "button", class: "quiet", onclick, ...properties }, words);

/** A link that looks like such a button. @param {string} href @param {string} words @param {Record<string, any>} [properties] */
export const quietLink = (href, words, properties = {}) => h("a", { class: "button quiet", href, ...properties }, words);

/** Put these in the place of what `root` holds. @param {Element} root @param {...any} nodes */
export function mount(root, ...nodes) {
  root.replaceChildren(...shownOf(nodes));
}

/**
 * Draw from what is stored, one drawing at a time: what changes in the middle of one draws once more, so that
 * the last drawing shows the last state.
 * @param {() => Promise<void>} draw
 * @returns {() => Promise<void>}
 */
export function drawInTurn(draw) {
  /** @type {Promise<void>|null} */
  let running = null;
  let again = false;
  const untilSettled = async () => {
    try {
      do {
        again = false;
        await draw();
      } while (again);
    } finally {
      running = null;
    }
  };
  return () => {
    again = true;
    return (running ??= untilSettled());
  };
}

/** Say `text` to screen readers, politely. The same text twice is said twice. @param {string} text */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 60);
}

/** Move the focus to the page's heading, so that a new view is read from its beginning. @param {ParentNode} [root] */
export function focusHeading(root = document) {
  const heading = root.querySelector("h1");
  if (!heading) return;
  heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/**
 * Go to a view. With `replace`, the browser's way back does not lead to the one that is left.
 * @param {string} hash
 */
export function go(hash, { replace = false } = {}) {
  if (location.hash === hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else if (replace) location.replace(hash);
  else location.hash = hash;
}

/**
 * Do what was confirmed with an entry of a list. What was pressed goes off the screen first, so that it is not
 * pressed twice and the list can be drawn anew.
 * @param {string} pressed selector @param {() => Promise<unknown>} act @param {string} words that tell it is done
 * @param {() => Promise<void>} redraw the list
 */
export async function actOnEntry(pressed, act, words, redraw) {
  document.querySelector(pressed)?.remove();
  await act();
  announce(words);
  await redraw();
  focusOn(document, "main h1");
}

/** Which entry's control has the focus, to be given to `refocus` when the list has been drawn anew. @param {Element} root */
export function focusedEntry(root) {
  const active = root.contains(document.activeElement) ? document.activeElement : null;
  /** @type {HTMLElement|null|undefined} */
  const entry = active?.closest(".entry");
  return entry ? { id: entry.dataset.id, label: active?.getAttribute("aria-label") } : null;
}

/** @param {Element} root @param {ReturnType<typeof focusedEntry>} at */
export function refocus(root, at) {
  if (!at || root.contains(document.activeElement)) return;
  /** @type {NodeListOf<HTMLElement>} */
  const controls = root.querySelectorAll(`.entry[data-id="${at.id}"] [aria-label]`);
  const same = [...controls].find((control) => control.getAttribute("aria-label") === at.label);
  if (same) same.focus();
  else focusOn(root, "h1");
}
