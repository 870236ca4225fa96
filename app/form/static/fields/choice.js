// One or several codes of a list, as large buttons: radio buttons or check boxes, with the native keyboard.
import { catalogue } from "../catalogue.js";
import { announce, h, mount } from "../dom.js";
import { choices, offeredStates } from "../fields.js";
import { breakable, widestWord } from "../letters.js";
import { count, t } from "../words.js";
import { idOf, question } from "./question.js";

/** A list longer than this shows its most used entries first, and the rest on demand. */
const FEW = 9;
/** So many answers of the question behind a yes are offered beside it. */
const AT_ONCE = 5;
/** Numbers whose labels are no longer than this get narrower buttons. Characters. */
const SHORT = 2;

/**
 * @param {any} field as described: `code`, `codes`, or a number with few values
 * @param {any} context `path`, `get()`, `set(value)`, `period()`, `district`, `uses(list)`
 */
export function choice(field, context) {
  const box = h("div", { class: "choices" });
  const more = h("div", { class: "more" });
  const atOnce = h("div", { class: "choices" });
  const other = context.behind;
  const caption = other ? h("p", { class: "hint at-once" }, t("choice.at-once", { field: other.field.label ?? other.field.name })) : null;
  const { element, frame } = question(field, context.path, field.kind === "codes" ? h("p", { class: "hint" }, t("choice.several")) : null, box, more, caption, other ? atOnce : null);
  let drawnFor = null;
  let labels = [];
  let shortcuts = [];
  let open = false;

  function draw() {
    const period = context.period();
    if (drawnFor === period) return;
    drawnFor = period;
    const entries = ordered(field, choices(field, { period, district: context.district }), context);
    labels = entries.map((one) => option(field, one, context, entries));
    const states = offeredStates(field).map((code) =>
      option(field, { code, label: catalogue().states[code], state: true }, context, entries));
    const isNarrow = field.kind === "number" && entries.every((one) => one.label.length <= SHORT);
    box.className = `choices${isNarrow ? " narrow" : ""}`;
    holdWords(box, [...labels, ...states]);
    mount(box, labels.map((one) => one.label), states.map((one) => one.label));
    labels.push(...states);
    if (other) shortcuts = together(field, entries, other, context, period);
    mount(atOnce, shortcuts.map((one) => one.label));
    holdWords(atOnce, shortcuts);
    const hidden = labels.filter((one) => one.rare).length;
    mount(more, hidden ? moreParts(field, context, labels, entries.length, open, (now) => { open = now; update(); }) : []);
  }

  function update() {
    draw();
    const value = context.get();
    const chosen = new Set([value].flat());
    const both = shortcuts.find((one) => one.code === value && one.also === other.get());
    for (const one of shortcuts) one.input.checked = one === both;
    for (const one of labels) {
      one.input.checked = chosen.has(one.code) && !both;
      one.label.hidden = one.rare && !open && !one.input.checked;
    }
    for (const one of labels) {
      if (context.error()) one.input.setAttribute("aria-invalid", "true");
      else one.input.removeAttribute("aria-invalid");
    }
    frame({ error: context.error(), asLast: context.asLast(), hidden: context.hidden() });
  }
  return { element, update };
}

/** A button is as wide as its longest word, where the screen is: none is broken in its middle. */
function holdWords(box, options) {
  const widths = options.map(({ label }) => widestWord(label.textContent));
  options.forEach(({ label }, place) => label.style.setProperty("--word", `${widths[place].toFixed(2)}em`));
  box.style.setProperty("--widest", `${Math.max(0, ...widths).toFixed(2)}em`);
}

/** The most used here first; the own district's areas, and then the rest in the catalogue's order. */
function ordered(field, entries, context) {
  if (field.kind === "number" || entries.length <= FEW) return entries.map((one) => ({ ...one, rare: false }));
  const uses = context.uses(field.list);
  const far = (one) => one.district !== undefined && one.district !== context.district;
  const place = new Map(entries.map((one, index) => [one.code, index]));
  const sorted = [...entries].sort((one, other) =>
    (uses[other.code] ?? 0) - (uses[one.code] ?? 0) || Number(far(one)) - Number(far(other)) || place.get(one.code) - place.get(other.code));
  const hasDistricts = entries.some((one) => one.district !== undefined);
  const isRare = (one, index) => (hasDistricts ? far(one) && !uses[one.code] : index >= FEW - 1);
  return sorted.map((one, index) => ({ ...one, rare: isRare(one, index) }));
}

function option(field, entry, context, entries) {
  const several = field.kind === "codes";
  const id = `${idOf(context.path)}-${entry.code}`;
  const input = h("input", { type: several && !entry.state ? "checkbox" : several ? "checkbox" : "radio", name: idOf(context.path), id, value: String(entry.code) });
  input.addEventListener("change", () => context.set(several ? toggled(context.get(), entry, input.checked, entries) : entry.code));
  const label = h("label", { class: entry.state ? "choice state" : "choice", for: id }, input, h("span", null, breakable(entry.label)));
  return { code: entry.code, rare: Boolean(entry.rare), text: entry.label.toLocaleLowerCase(), input, label };
}

/** A yes with the answer to the question behind it, for the answers that this tablet gives most. */
function together(field, entries, other, context, period) {
  const [yes] = other.field.applies.among;
  const uses = context.uses(other.field.list);
  const all = choices(other.field, { period, district: context.district });
  const place = new Map(all.map((one, index) => [one.code, index]));
  const most = [...all].sort((one, two) => (uses[two.code] ?? 0) - (uses[one.code] ?? 0) || place.get(one.code) - place.get(two.code)).slice(0, AT_ONCE);
  const words = entries.find((one) => one.code === yes)?.label ?? "";
  return most.map((one) => {
    const id = `${idOf(context.path)}-${yes}-${one.code}`;
    const input = h("input", { type: "radio", name: idOf(context.path), id, value: `${yes}-${one.code}` });
    input.addEventListener("change", () => {
      context.set(yes);
      other.set(one.code);
    });
    return { code: yes, also: one.code, input, label: h("label", { class: "choice", for: id }, input, h("span", null, breakable(`${words}: ${one.label}`))) };
  });
}

/** The codes after one was ticked or cleared: what stands alone takes the place of all others. */
function toggled(value, entry, on, entries) {
  const before = Array.isArray(value) ? value : [];
  if (entry.state) return on ? entry.code : undefined;
  const loners = new Set(entries.filter((one) => one.alone).map((one) => one.code));
  const kept = entry.alone ? [] : before.filter((code) => code !== entry.code && !loners.has(code));
  const after = on ? [...kept, entry.code] : kept;
  return after.length ? after : undefined;
}

function moreParts(field, context, labels, total, open, setOpen) {
  const id = `${idOf(context.path)}-search`;
  const search = h("input", { type: "search", id, autocomplete: "off", spellcheck: "false", enterkeyhint: "done" });
  const searching = h("div", { class: "search", hidden: !open }, h("label", { for: id }, t("choice.search", { field: field.label })), search);
  const button = h("button", { type: "button", class: "button quiet", "aria-expanded": String(open) }, open ? t("choice.fewer") : t("choice.all", { number: total }));
  const filter = () => {
    const sought = search.value.trim().toLocaleLowerCase();
    const found = labels.filter((one) => one.text.includes(sought));
    for (const one of labels) one.label.hidden = !found.includes(one) && !one.input.checked;
    announce(count("choice.found", found.length));
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  button.addEventListener("click", () => {
    open = !open;
    search.value = "";
    searching.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? t("choice.fewer") : t("choice.all", { number: total });
    setOpen(open);
  });
  return [button, searching];
}
