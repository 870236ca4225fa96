// A question before something that cannot be undone, where the button was: no window that covers the rest.
import { focusOn, h, quietButton } from "./dom.js";

/**
 * A button that asks first. With `condition`, its words stand beside a box that must be ticked; `kept` is called
 * when the answer was no.
 * @param {{words: string, label?: string, question: string | (() => Promise<string>), yes: string, no: string,
 *   condition?: () => Promise<string | null>, act: () => Promise<void>,
 *   kept?: () => void}} what
 * @returns {HTMLElement}
 */
export function confirmationButton({ words, label, question, yes, no, condition, act, kept }) {
  const open = async () => {
    const text = typeof question === "string" ? question : await question();
    const needed = condition ? await condition() : null;
    frame.replaceChildren(asked(text, needed));
    focusOn(frame, ".no");
  };
  const close = () => {
    frame.replaceChildren(button);
    button.focus();
    kept?.();
  };
  const button = quietButton(words, open, { "aria-label": label });
  const frame = h("div", { class: "asking" }, button);

  /** @param {string} text @param {string|null} needed */
  function asked(text, needed) {
    const box = needed ? h("input", { type: "checkbox" }) : null;
    const go = h("button", { type: "button", class: "danger" }, yes);
    go.addEventListener("click", async () => {
      if (box && !box.checked) return box.focus();
      go.disabled = true;
      await act();
    });
    return h("div", { class: "confirm", role: "group", "aria-label": text },
      h("p", null, h("strong", null, text)),
      box ? h("label", { class: "tick" }, box, " ", needed) : null,
      h("div", { class: "actions" }, quietButton(no, close, { class: "quiet no" }), go));
  }
  return frame;
}
