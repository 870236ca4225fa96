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

/**
 * Draw from what is stored, one drawing at a time: what changes in the middle of one draws once more, so that
 * the last drawing shows the last state.
 * @param {() => Promise<void>} draw
 * @returns {() => Promise<void>}
 */
export function inTurn(draw) {
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

/** Which entry's control has the focus, to be given to `refocus` when the list has been drawn anew. @param {Element} root */
export function focusedAt(root) {
  const active = document.activeElement;
  const entry = root.contains(active) ? active.closest(".entry") : null;
  return entry && { id: entry.dataset.id, label: active.getAttribute("aria-label") };
}

/** @param {Element} root @param {ReturnType<typeof focusedAt>} at */
export function refocus(root, at) {
  if (!at || root.contains(document.activeElement)) return;
  const controls = [...root.querySelectorAll(`.entry[data-id="${at.id}"] [aria-label]`)];
  (controls.find((one) => one.getAttribute("aria-label") === at.label) ?? root.querySelector("h1"))?.focus();
}
