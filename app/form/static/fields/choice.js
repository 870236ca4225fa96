// One or several codes of a list, as large buttons: radio buttons or check boxes, with the native keyboard.
import { catalogue } from "../catalogue.js";
import { announce, h, mount } from "../dom.js";
import { choices, offeredStates } from "../fields.js";
import { breakableText, widestWordWidth } from "../word-width.js";
import { count, t } from "../words.js";
import { choiceLabel, idOf, markInvalid, question, frameState } from "./question.js";

/**
 * @import {Control, Field, FieldContext, NamedField} from '../../types'
 * @import {Choice} from '../fields.js'
 * @typedef {Choice & {rare?: boolean, state?: boolean}} Entry rare: shown on demand; state: stands in place of a value
 * @typedef {{code: any, rare: boolean, text: string, input: HTMLInputElement, label: HTMLElement}} Option
 * @typedef {{code: string, also: string, input: HTMLInputElement, label: HTMLElement}} Shortcut also: the second answer
 */

/** A list longer than this shows its most used entries first, and the rest on demand. */
const FEW = 9;
/** So many answers of the question behind a yes are offered beside it. */
const AT_ONCE = 5;
/** Numbers whose labels are no longer than this get narrower buttons. Characters. */
const SHORT = 2;

/**
 * @param {NamedField} field `code`, `codes`, or a number with few values
 * @param {FieldContext} context @returns {Control}
 */
export function choice(field, context) {
  const box = h("div", { class: "choices" });
  const more = h("div", { class: "more" });
  const atOnce = h("div", { class: "choices" });
  const other = context.followUp;
  const caption = other ? h("p", { class: "hint at-once" }, t("choice.at-once", { field: other.field.label ?? other.field.name })) : null;
  const { element, frame } = question(field, context.path, field.kind === "codes" ? h("p", { class: "hint" }, t("choice.several")) : null, box, more, caption, other ? atOnce : null);
  /** @type {string|null|undefined} */
  let drawnFor = null;
  /** @type {Option[]} */
  let options = [];
  /** @type {Shortcut[]} */
  let shortcuts = [];
  let open = false;

  function draw() {
    const period = context.period();
    if (drawnFor === period) return;
    drawnFor = period;
    const entries = orderedEntries(field, choices(field, { period, district: context.district }), context);
    const states = offeredStates(field).map((code) => ({ code, label: catalogue().states[code], state: true }));
    options = [...entries, ...states].map((entry) => makeOption(field, entry, context, entries));
    const isNarrow = field.kind === "number" && entries.every(({ label }) => label.length <= SHORT);
    box.className = `choices${isNarrow ? " narrow" : ""}`;
    holdWords(box, options);
    mount(box, options.map(({ label }) => label));
    if (other) shortcuts = makeShortcuts(entries, other, context, period);
    mount(atOnce, shortcuts.map(({ label }) => label));
    holdWords(atOnce, shortcuts);
    const hidden = options.some(({ rare }) => rare);
    mount(more, hidden ? moreParts(field, context, options, entries.length, open, (now) => { open = now; update(); }) : []);
  }

  function update() {
    draw();
    const value = context.get();
    const chosen = new Set([value].flat());
    const both = shortcuts.find(({ code, also }) => code === value && also === other?.get());
    for (const shortcut of shortcuts) shortcut.input.checked = shortcut === both;
    for (const { code, rare, input, label } of options) {
      input.checked = chosen.has(code) && !both;
      label.hidden = rare && !open && !input.checked;
      markInvalid(input, context.error());
    }
    frame(frameState(context));
  }
  return { element, update };
}

/**
 * A button is as wide as its longest word, where the screen is: none is broken in its middle.
 * @param {HTMLElement} box @param {{label: HTMLElement}[]} options
 */
function holdWords(box, options) {
  const widths = options.map(({ label }) => widestWordWidth(label.textContent ?? ""));
  options.forEach(({ label }, index) => label.style.setProperty("--word", `${widths[index].toFixed(2)}em`));
  box.style.setProperty("--widest", `${Math.max(0, ...widths).toFixed(2)}em`);
}

/**
 * The most used first, and the rest as `compare` says, or as they were.
 * @param {Choice[]} entries @param {Record<string, number>} uses @param {(first: Choice, second: Choice) => number} [compare]
 */
const byUse = (entries, uses, compare = () => 0) =>
  [...entries].sort((first, second) => (uses[second.code] ?? 0) - (uses[first.code] ?? 0) || compare(first, second));

/**
 * The most used here first; the own district's areas, and then the rest in the catalogue's order.
 * @param {Field} field @param {Choice[]} entries @param {FieldContext} context @returns {Entry[]}
 */
function orderedEntries(field, entries, context) {
  if (field.kind === "number" || entries.length <= FEW) return entries;
  const uses = context.uses(field.list ?? "");
  /** @param {Choice} entry */
  const far = ({ district }) => district !== undefined && district !== context.district;
  const hasDistricts = entries.some(({ district }) => district !== undefined);
  return byUse(entries, uses, (first, second) => Number(far(first)) - Number(far(second))).map((entry, index) =>
    ({ ...entry, rare: hasDistricts ? far(entry) && !uses[entry.code] : index >= FEW - 1 }));
}

/** @param {Field} field @param {Entry} entry @param {FieldContext} context @param {Entry[]} entries @returns {Option} */
function makeOption(field, entry, context, entries) {
  const several = field.kind === "codes";
  const { code, label, rare = false, state = false } = entry;
  const name = idOf(context.path);
  const input = h("input", { type: several ? "checkbox" : "radio", name, id: `${name}-${code}`, value: String(code) });
  input.addEventListener("change", () => context.set(several ? toggledCodes(context.get(), entry, input.checked, entries) : code));
  return { code, rare, text: label.toLocaleLowerCase(), input, label: choiceLabel(input, breakableText(label), state ? "state" : "") };
}

/**
 * A yes with the answer to the question behind it, for the answers that this tablet gives most.
 * @param {Entry[]} entries @param {FieldContext & {field: Field}} other @param {FieldContext} context
 * @param {string} [period] @returns {Shortcut[]}
 */
function makeShortcuts(entries, other, context, period) {
  const [yes] = other.field.applies?.among ?? [];
  const most = byUse(choices(other.field, { period, district: context.district }), context.uses(other.field.list ?? ""));
  const words = entries.find((entry) => entry.code === yes)?.label ?? "";
  const name = idOf(context.path);
  return most.slice(0, AT_ONCE).map(({ code, label }) => {
    const input = h("input", { type: "radio", name, id: `${name}-${yes}-${code}`, value: `${yes}-${code}` });
    input.addEventListener("change", () => {
      context.set(yes);
      other.set(code);
    });
    return { code: yes, also: code, input, label: choiceLabel(input, breakableText(`${words}: ${label}`)) };
  });
}

/**
 * The codes after one was ticked or cleared: what stands alone takes the place of all others.
 * @param {any} value @param {Entry} entry @param {boolean} on @param {Entry[]} entries
 */
export function toggledCodes(value, { code, state, alone }, on, entries) {
  /** @type {string[]} */
  const before = Array.isArray(value) ? value : [];
  if (state) return on ? code : undefined;
  const loners = new Set(entries.filter((entry) => entry.alone).map((entry) => entry.code));
  const kept = alone ? [] : before.filter((other) => other !== code && !loners.has(other));
  const after = on ? [...kept, code] : kept;
  return after.length ? after : undefined;
}

/**
 * A button that shows the whole list, and a field to search it in.
 * @param {NamedField} field @param {FieldContext} context @param {Option[]} options @param {number} total
 * @param {boolean} open @param {(open: boolean) => void} setOpen
 */
function moreParts(field, context, options, total, open, setOpen) {
  const id = `${idOf(context.path)}-search`;
  const search = h("input", { type: "search", id, autocomplete: "off", spellcheck: "false", enterkeyhint: "done" });
  const searching = h("div", { class: "search" }, h("label", { for: id }, t("choice.search", { field: field.label })), search);
  const button = h("button", { type: "button", class: "button quiet" });
  const draw = () => {
    searching.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? t("choice.fewer") : t("choice.all", { number: total });
  };
  const filter = () => {
    const sought = search.value.trim().toLocaleLowerCase();
    const fitting = options.filter(({ text }) => text.includes(sought));
    for (const each of options) each.label.hidden = !fitting.includes(each) && !each.input.checked;
    announce(count("choice.found", fitting.length));
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  button.addEventListener("click", () => {
    open = !open;
    search.value = "";
    draw();
    setOpen(open);
  });
  draw();
  return [button, searching];
}
