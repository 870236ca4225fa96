// The frame around every question: a group with its legend, help on demand, an error, and what it holds.
import { h, mount } from "../dom.js";
import { isScale } from "../fields.js";
import { t } from "../words.js";

/** A field's path as an id. @param {string} path */
export const idOf = (path) => `q-${path.replaceAll(".", "-")}`;

/** @import {FieldContext, NamedField} from '../../types' */

/** What the frame shows of a field's state. @param {FieldContext} context */
export const frameState = (context) => ({ error: context.error(), asLast: context.asLast(), hidden: context.hidden() });

/**
 * @param {NamedField} field
 * @param {string} path of the field, dotted
 * @param {...any} inside what it holds
 * @returns {{element: HTMLElement, frame: (state: {error?: string, asLast?: boolean, hidden?: boolean}) => void}}
 */
export function question(field, path, ...inside) {
  const id = idOf(path);
  const asLast = h("span", { class: "as-last", hidden: true }, t("form.as-last"));
  const error = h("p", { class: "error", id: `${id}-error`, hidden: true });
  // A number without words of its own says nothing until its ends are explained.
  const always = isScale(field) && !field.labels;
  const help = field.help ? h("p", { class: "help-text", id: `${id}-help`, hidden: !always }, field.help) : null;
  const element = h("fieldset", { class: "question card", id, "aria-describedby": `${id}-error${always ? ` ${id}-help` : ""}` },
    h("legend", null, h("span", { class: "name" }, field.label), asLast),
    help && !always ? helpButton(field, help) : null, help, error, inside);
  let shown = "";
  /** @param {{error?: string, asLast?: boolean, hidden?: boolean}} state */
  const frame = ({ error: message = "", asLast: last = false, hidden = false }) => {
    element.hidden = hidden;
    asLast.hidden = !last;
    element.classList.toggle("wrong", Boolean(message));
    if (message === shown) return;
    shown = message;
    error.hidden = !message;
    mount(error, message ? [h("span", { class: "unseen" }, t("error.prefix")), message] : []);
  };
  return { element, frame };
}

/** An input with its words, as a large button. @param {HTMLInputElement} input @param {any} words @param {string} [kind] */
export const choiceLabel = (input, words, kind = "") =>
  h("label", { class: `choice${kind && ` ${kind}`}`, for: input.id }, input, h("span", null, words));

/** A round button with a question mark that opens a help text beside it. @param {NamedField} field @param {HTMLElement} help */
export function helpButton(field, help) {
  const toggle = () => {
    help.hidden = !help.hidden;
    button.setAttribute("aria-expanded", String(!help.hidden));
  };
  const button = h("button", {
    type: "button", class: "help", "aria-expanded": "false", "aria-controls": help.id,
    "aria-label": t("form.help", { field: field.label }), onclick: toggle,
  }, "?");
  return button;
}

/** What shows a whole field wrong to a screen reader too. @param {HTMLElement} input @param {string} [message] */
export function markInvalid(input, message) {
  if (message) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
