// How a record is told apart from others in a list: what it is, when, and the few facts kept of it.
import { periodText } from "./calendar.js";
import { activity as described, label } from "./catalogue.js";
import { isTakenBack } from "./entries.js";
import { clockTimeOf } from "./queue.js";
import { factsOf } from "./record-facts.js";
import { t } from "./words.js";

/** @import {QueueEntry, SentRecord} from '../types' */

/** "Råd- och stödsamtal, november 2026". @param {{activity: string, month?: string|null, tertial?: string|null}} of */
export function nameOf({ activity: name, month, tertial }) {
  const period = periodText(month ?? tertial ?? "");
  return [described(name)?.label ?? name, period].filter(Boolean).join(", ");
}

/** The facts in words: "Öppen förskola · Första samtalet · Mammor: 1". @param {string} of activity @param {SentRecord["facts"]} facts */
export function factsText(of, facts) {
  const fields = described(of)?.fields ?? [];
  const parts = Object.entries(facts).map(([name, value]) => {
    const field = fields.find((each) => each.name === name);
    if (!field || value === 0) return null;
    if (typeof value === "string" && field.list) return label(field.list, value);
    return `${field.label ?? name}: ${typeof value === "string" ? label("", value) : value}`;
  });
  return parts.filter(Boolean).join(" · ");
}

/**
 * An entry of the queue in words. A withdrawal has no content: what was kept of the record speaks for it.
 * @param {QueueEntry} entry @param {SentRecord} [sent] what is kept of the record, if it was sent
 */
export function entryText(entry, sent) {
  const { activity: of, content, kind, id } = entry;
  const { month = null, tertial = null } = (kind === "record" ? content : sent) ?? {};
  const facts = kind === "record" ? factsOf(content) : (sent?.facts ?? {});
  const what = kind === "record" && entry.ifMatch ? "correction" : isTakenBack(entry) ? "taken-back" : kind;
  const time = clockTimeOf(id);
  return {
    name: nameOf({ activity: of, month, tertial }),
    facts: factsText(of, facts),
    kind: t(`queue.${what}`),
    since: time ? t("queue.since-time", { time }) : t("queue.since", { since: periodText(entry.since) }),
    what,
  };
}

/** The label of a field by its dotted path: "answers.0.helpful" belongs to "answers". @param {string} of activity @param {string} path */
export function fieldLabel(of, path) {
  const name = path.split(".")[0];
  return described(of)?.fields.find((field) => field.name === name)?.label ?? name;
}
