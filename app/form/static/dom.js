// Making elements, and telling people who do not see the screen what happened on it.

/**
 * An element. Properties: `on…` are listeners, `dataset` an object, `true` an empty attribute, `false` and
 * null none; `value`, `checked` and `textContent` are set as properties.
 * @param {string} tag
 * @param {Record<string, any>|null} [properties]
 * @param {...(Node|string|number|null|false|undefined|Array<any>)} children
 * @returns {HTMLElement}
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (["value", "checked", "textContent", "indeterminate"].includes(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

/** Put these in the place of what `root` holds. @param {Element} root @param {...any} nodes */
export function mount(root, ...nodes) {
  root.replaceChildren(...nodes.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));
}

let region = null;

/** Say `text` to screen readers, politely. The same text twice is said twice. @param {string} text */
export function announce(text) {
  region ??= document.getElementById("announcer");
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

/** Go to a view. With `replace`, the browser's way back does not lead to the one that is left. */
export function go(hash, { replace = false } = {}) {
  if (location.hash === hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else if (replace) location.replace(hash);
  else location.hash = hash;
}
