// When it was: a day is picked, and only its month (or its tertial) is kept. The day is never written anywhere.
import { catalogue } from "../catalogue.js";
import { dayBefore, dayText, monthOf, periodText, tertialsUntil } from "../calendar.js";
import { h } from "../dom.js";
import { thisMonth, today } from "../today.js";
import { t } from "../words.js";
import { choiceLabel, idOf, question, frameState } from "./question.js";

const TERTIALS = 3;

/**
 * What was picked in the form in hand, in memory alone: coming back to the form shows it again. "today" is the day
 * that it is, also tomorrow; every other day that was picked stays that day.
 */
/** @type {{form: import("../../types").Form|null, how: string|null, day: string}} */
const picked = { form: null, how: null, day: "" };

/** @import {Control, FieldContext, NamedField} from '../../types' */

/** The month in which something happened. @param {NamedField} field @param {FieldContext} context @returns {Control} */
export function monthQuestion(field, context) {
  const id = idOf(context.path);
  // Picked as "today" in another month than today's, and the form left since: it is what it was.
  const isKept = context.isKept || (context.get() !== undefined && picked.form !== context.form && context.get() !== thisMonth());
  if (picked.form !== context.form) Object.assign(picked, { form: context.form, how: isKept ? "kept" : "today", day: "" });
  if (isKept && picked.how === "today" && context.get() !== thisMonth()) Object.assign(picked, { how: "kept", day: "" });
  const kept = isKept || picked.how === "kept" ? { label: periodText(context.get()), month: context.get() } : null;
  const date = h("input", { type: "date", id: `${id}-day`, autocomplete: "off" });
  const other = h("div", { class: "other-day" }, h("label", { for: date.id }, t("month.day")), date);
  const only = h("p", { class: "hint only-month" });
  /** @param {string} how @param {string} label */
  const way = (how, label) => {
    const more = h("small", { hidden: true });
    const input = h("input", { type: "radio", name: id, id: `${id}-${how}`, value: how });
    input.addEventListener("change", () => pick(how, dayAs(how)));
    return { how, input, more, element: choiceLabel(input, [label, more], "day") };
  };
  const ways = [
    ...(kept ? [way("kept", kept.label)] : []),
    way("today", t("month.today")), way("yesterday", t("month.yesterday")), way("other", t("month.other")),
  ];
  /** @param {string} how */
  const dayAs = (how) => new Map([["today", today()], ["yesterday", dayBefore(today())], ["other", date.value]]).get(how) ?? "";
  /** @param {string} how @param {string} day */
  const pick = (how, day) => {
    Object.assign(picked, { how, day });
    context.set(how === "kept" ? kept?.month : day ? monthOf(day) : undefined);
    if (how === "other" && !day) date.focus();
  };
  date.addEventListener("input", () => pick("other", date.value));
  const { element, frame } = question({ ...field, label: t("month.title") }, context.path,
    h("div", { class: "choices" }, ways.map((each) => each.element)), other, only);

  /** A new day has begun under the form: "today" is today again, a day that was chosen is called what it is now. */
  function follow() {
    if (picked.how === "yesterday" && picked.day !== dayBefore(today())) picked.how = "other";
    if (picked.how === "other" && picked.day && picked.day !== date.value) date.value = picked.day;
    if (picked.how === "today" && context.get() !== thisMonth()) context.set(thisMonth());
  }
  const update = () => {
    follow();
    /** @type {Record<string, string>} */
    const words = { today: dayText(today()), yesterday: dayText(dayBefore(today())), kept: t("month.kept") };
    for (const { how, input, more } of ways) {
      input.checked = picked.how === how;
      more.textContent = words[how] ?? "";
      more.hidden = !words[how];
    }
    date.min = `${catalogue().starts}-01`;
    date.max = today();
    other.hidden = picked.how !== "other";
    only.textContent = context.get() ? t("month.only", { month: periodText(context.get()) }) : t("month.unset");
    frame(frameState(context));
  };
  return { element, update };
}

/** The tertial that something is about: the newest, and the two before. @param {NamedField} field @param {FieldContext} context @returns {Control} */
export function tertialQuestion(field, context) {
  const id = idOf(context.path);
  const offered = new Set(tertialsUntil(thisMonth(), TERTIALS, catalogue().starts));
  if (context.get()) offered.add(context.get());
  const inputs = [...offered].map((tertial) => {
    const input = h("input", { type: "radio", name: id, id: `${id}-${tertial}`, value: tertial });
    input.addEventListener("change", () => context.set(tertial));
    return { tertial, input };
  });
  const { element, frame } = question(field, context.path, h("div", { class: "choices" }, inputs.map(({ tertial, input }) => choiceLabel(input, periodText(tertial)))));
  const update = () => {
    for (const { tertial, input } of inputs) input.checked = context.get() === tertial;
    frame(frameState(context));
  };
  return { element, update };
}
