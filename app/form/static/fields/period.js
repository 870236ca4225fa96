// When it was: a day is picked, and only its month (or its tertial) is kept. The day is never written anywhere.
import { catalogue } from "../catalogue.js";
import { dayOf, dayText, monthOf, periodText, tertialsUntil } from "../calendar.js";
import { h } from "../dom.js";
import { t } from "../words.js";
import { idOf, question } from "./question.js";

const DAY = 86_400_000;
const TERTIALS = 3;

/** What was picked in the form in hand, in memory alone: coming back to the form shows it again. */
const picked = { key: null, how: null, day: "", today: "" };

/** The month in which something happened. */
export function monthQuestion(field, context) {
  const id = idOf(context.path);
  const today = context.now;
  const yesterday = new Date(today.getTime() - DAY);
  // Picked as "today", and today is in another month now: it is what it was.
  const isKept = context.isKept || (context.get() !== undefined && context.get() !== monthOf(dayOf(today)));
  if (picked.key !== context.key || picked.today !== dayOf(today)) {
    Object.assign(picked, { key: context.key, how: isKept ? "kept" : "today", day: "", today: dayOf(today) });
  }
  const ways = [
    { how: "today", label: t("month.today"), more: dayText(today), day: dayOf(today) },
    { how: "yesterday", label: t("month.yesterday"), more: dayText(yesterday), day: dayOf(yesterday) },
    { how: "other", label: t("month.other"), more: "", day: null },
  ];
  if (isKept) ways.unshift({ how: "kept", label: periodText(context.get()), more: t("month.kept"), day: null, month: context.get() });
  const date = h("input", { type: "date", id: `${id}-day`, min: `${catalogue().starts}-01`, max: dayOf(today), autocomplete: "off", value: picked.day });
  const other = h("div", { class: "other-day" }, h("label", { for: date.id }, t("month.day")), date);
  const only = h("p", { class: "hint only-month" });
  const inputs = ways.map((way) => {
    const input = h("input", { type: "radio", name: id, id: `${id}-${way.how}`, value: way.how });
    input.addEventListener("change", () => pick(way.how, way.month ?? (way.day ? monthOf(way.day) : date.value ? monthOf(date.value) : undefined)));
    return { way, input };
  });
  const pick = (how, month) => {
    picked.how = how;
    context.set(month);
    if (how === "other" && !month) date.focus();
  };
  date.addEventListener("input", () => {
    picked.day = date.value;
    pick("other", date.value ? monthOf(date.value) : undefined);
  });
  const { element, frame } = question({ ...field, label: t("month.title") }, context.path,
    h("div", { class: "choices" }, inputs.map(({ way, input }) =>
      h("label", { class: "choice day", for: input.id }, input, h("span", null, way.label, way.more ? h("small", null, way.more) : null)))),
    other, only);
  const update = () => {
    for (const { way, input } of inputs) input.checked = picked.how === way.how;
    other.hidden = picked.how !== "other";
    only.textContent = context.get() ? t("month.only", { month: periodText(context.get()) }) : t("month.unset");
    frame({ error: context.error(), hidden: context.hidden() });
  };
  return { element, update };
}

/** The tertial that something is about: the newest, and the two before. */
export function tertialQuestion(field, context) {
  const id = idOf(context.path);
  const offered = new Set(tertialsUntil(monthOf(dayOf(context.now)), TERTIALS, catalogue().starts));
  if (context.get()) offered.add(context.get());
  const inputs = [...offered].map((tertial) => {
    const input = h("input", { type: "radio", name: id, id: `${id}-${tertial}`, value: tertial });
    input.addEventListener("change", () => context.set(tertial));
    return { tertial, input };
  });
  const { element, frame } = question(field, context.path, h("div", { class: "choices" }, inputs.map(({ tertial, input }) =>
    h("label", { class: "choice", for: input.id }, input, h("span", null, periodText(tertial))))));
  const update = () => {
    for (const { tertial, input } of inputs) input.checked = context.get() === tertial;
    frame({ error: context.error(), asLast: context.asLast(), hidden: context.hidden() });
  };
  return { element, update };
}
