// A number with plus and minus, which can be typed too; "not known" stands beside it.
import { catalogue } from "../catalogue.js";
import { h } from "../dom.js";
import { offeredStates } from "../fields.js";
import { t } from "../words.js";
import { numberFault } from "../check.js";
import { choiceLabel, helpButton, idOf, markInvalid, question, frameState } from "./question.js";

/** From here on a button adds ten at a time: nobody counts a lecture's audience one by one. */
const MANY = 50;
/** Milliseconds: what is told moves the page, and not before the tap that left the number has arrived. */
const AFTER_A_TAP = 300;
const WHOLE = /^[0-9]{1,9}$/;
const DECIMAL = /^[0-9]{1,9}([.,][0-9]{1,9})?$/;

/** @import {Control, FieldContext, NamedNumberField, NumberField} from '../../types' */

/** A counter in a frame of its own. @param {NamedNumberField} field @param {FieldContext} context @returns {Control} */
export function counterQuestion(field, context) {
  const inner = counter(field, context, false);
  const { element, frame } = question(field, context.path, inner.element);
  const update = () => {
    inner.update();
    frame(frameState(context));
  };
  return { element, update };
}

/**
 * A counter as one row of a group. `named`: with its label, help and error beside it.
 * @param {NamedNumberField} field @param {FieldContext} context @returns {Control}
 */
export function counter(field, context, named = true) {
  const id = idOf(context.path);
  const states = offeredStates(field);
  const digits = field.kind === "mean" ? "decimal" : "numeric";
  const input = h("input", { type: "text", inputmode: digits, id: `${id}-number`, autocomplete: "off", "aria-label": field.label, class: "number", placeholder: t("counter.none") });
  /** @param {number} by @param {string} sign @param {string} words */
  const step = (by, sign, words) => h("button", {
    type: "button", class: "step", "aria-label": t(words, { field: field.label, number: Math.abs(by) }),
    onclick: () => context.set(steppedNumber(context.get(), by, field)),
  }, sign);
  const fewer = step(-1, "−", "counter.fewer");
  const plus = [step(1, "+", "counter.more"), ...(field.most > MANY ? [step(10, "+10", "counter.more-of")] : [])];
  const boxes = states.map((state) => stateBox(state, context, id));
  const range = field.kind === "mean" ? h("p", { class: "hint" }, t("mean.hint", { most: field.most })) : null;
  const sum = h("p", { class: "hint", hidden: true }, t("counter.sum"));
  const buttons = field.kind === "mean" ? [input] : [fewer, input, ...plus];
  const error = h("p", { class: "error", id: `${id}-error`, hidden: true });
  const help = named && field.help ? h("p", { class: "help-text", id: `${id}-help`, hidden: true }, field.help) : null;
  const element = h("div", named ? { class: "counter named", role: "group", id, "aria-label": field.label } : { class: "counter" },
    named ? h("div", { class: "counter-name" }, h("span", null, field.label), help ? helpButton(field, help) : null) : null,
    h("div", { class: "steps" }, buttons, boxes.map(({ label }) => label)),
    range, sum, help, named ? error : null);

  input.addEventListener("input", () => context.set(typedNumber(input.value, field)));
  const tell = () => element.isConnected && Number.isNaN(context.get()) && context.tell(context.path, numberFault(field));
  input.addEventListener("change", () => setTimeout(tell, AFTER_A_TAP));
  input.setAttribute("aria-describedby", `${id}-error`);

  function update() {
    const value = context.get();
    const isNumber = Number.isFinite(value);
    const isWrong = Number.isNaN(value);
    const summed = context.isSum();
    // What was typed and is no number stays there to be mended; it is kept nowhere else.
    if (isWrong && Number.isNaN(typedNumber(input.value, field))) {
      // as it is
    } else if (document.activeElement !== input || isNumber !== (input.value !== "") || (isNumber && typedNumber(input.value, field) !== value)) {
      input.value = isNumber ? String(value).replace(".", document.documentElement.lang === "sv" ? "," : ".") : "";
    }
    input.readOnly = summed;
    sum.hidden = !summed;
    for (const box of boxes) box.input.checked = value === box.state;
    for (const button of [fewer, ...plus]) button.hidden = summed;
    fewer.disabled = isNumber && value <= field.least;
    for (const button of plus) button.disabled = isNumber && value >= field.most;
    markInvalid(input, context.error());
    if (!named) return;
    element.hidden = context.hidden();
    error.hidden = !context.error();
    error.textContent = context.error() ?? "";
  }
  return { element, update };
}

/** From nothing, plus gives the first one and minus gives none. @param {any} value @param {number} by @param {NumberField} field */
function steppedNumber(value, by, field) {
  if (!Number.isFinite(value)) return by < 0 ? field.least : Math.min(Math.max(by, field.least), field.most);
  return Math.min(Math.max(value + by, field.least), field.most);
}

/** The number that was typed; NaN for whatever is none, and never a part of it. @param {string} text @param {{kind: string}} field @returns {number|undefined} */
export function typedNumber(text, field) {
  const plain = text.trim();
  if (!plain) return undefined;
  return (field.kind === "mean" ? DECIMAL : WHOLE).test(plain) ? Number(plain.replace(",", ".")) : NaN;
}

/** @param {string} state @param {FieldContext} context @param {string} id */
function stateBox(state, context, id) {
  const input = h("input", { type: "checkbox", id: `${id}-${state}` });
  input.addEventListener("change", () => context.set(input.checked ? state : undefined));
  return { state, input, label: choiceLabel(input, catalogue().states[state], "state") };
}
