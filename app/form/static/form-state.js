// The form that is being filled in: kept as a draft at every change, with the month instead of the day.
import { catalogue, districtIn, knownActivity, label } from "./catalogue.js";
import { applies, choices, DOES_NOT_APPLY, isCounter, isFilledByTablet, NOT_ASKED, offeredStates, onlyChoice, periodField, periodOf } from "./fields.js";
import { rememberChoices } from "./last-choices.js";
import * as queue from "./queue.js";
import { answersOf, linksThatFit, takesPosters } from "./respondents.js";
import { sumOf } from "./rules.js";
import { linksOf } from "./sent-records.js";
import { signal } from "./signals.js";
import { all, get, remove, transact } from "./store.js";

/** @import {Asked, Field, Form, GivenAnswers, ProblemError, Rule, ShownLink, Values, Write} from '../types' */

/** @type {Form|null} */
let form = null;
/** @type {{district: string, label: string}|null} */
let me = null;
/** Whether the form in hand was begun, left and taken up again, and the adviser has not been told yet. */
let isTakenUp = false;
/** @type {Promise<void>} */
let saving = Promise.resolve();
/** @type {ReturnType<typeof signal<[string]>>} */
const changes = signal();
/** Tokens of links that are shown: in memory alone, and gone when the form is left. @type {ShownLink[]} */
let shown = [];

/** The tablet's district and label, as kept at enrolment. @param {typeof me} known */
export const setTablet = (known) => { me = known; };

/**
 * The tablet's district in a month or tertial, or now: what it was enrolled in, or what took its place since.
 * @param {string} [period]
 */
export const district = (period) => (me ? (catalogue() ? districtIn(me.district, period) : me.district) : null);

/** The same in words. @param {string} [period] */
export const districtName = (period) => (me ? (catalogue() ? label("districts", districtIn(me.district, period)) : me.label) : "");

/** Hear of each change, with the name of what has changed. */
export const onChange = changes.listen;

/** The form in hand, if there is one. */
export const currentForm = () => form;

/** The form in hand, where a view has one open. */
function openForm() {
  if (!form) throw new Error("no form is in hand");
  return form;
}

/** The address of a form, and of one of its fields. @param {Form} of @param {string} [field] */
export const addressOf = ({ kind, activity, key }, field = "") =>
  (kind === "new" ? `#/new/${activity}` : `#/edit/${key}`) + (field && `/${field}`);

/** Names of the activities with a draft. @returns {Promise<string[]>} */
export async function drafts() {
  /** @type {Form[]} */
  const kept = await all("drafts");
  return kept.filter(({ kind }) => kind === "new").map(({ activity }) => activity);
}

/** Begin an activity, or go on with its draft. @param {string} activity @param {string} month of today */
export async function begin(activity, month) {
  await saving.catch(() => {});
  const draft = await get("drafts", activity);
  if (draft && form?.key === activity) return Object.assign(form, { continued: form.continued || isTakenUp });
  if (draft) return takeUp(draft);
  /** @type {Values} */
  const values = {};
  /** @type {string[]} */
  const remembered = [];
  const last = (await get("kept", "last-choices"))?.[activity] ?? {};
  const { fields } = knownActivity(activity);
  const period = periodField(fields);
  if (period?.kind === "month") values[period.name] = month;
  for (const field of fields) {
    if (!field.remember || !(field.name in last) || !isStillRight(field, last[field.name], month)) continue;
    values[field.name] = last[field.name];
    remembered.push(field.name);
  }
  chooseOnly(fields, values);
  return setForm({ key: activity, activity, kind: "new", id: null, ifMatch: null, values, remembered, links: [], problems: [], continued: false });
}

/** What has one answer alone is answered: a district's only programme. @param {Field[]} fields @param {Values} values */
function chooseOnly(fields, values) {
  const period = periodOf(fields, values);
  for (const field of fields) {
    const only = values[field.name] === undefined ? onlyChoice(field, { period, district: district(period) }) : undefined;
    if (only !== undefined) values[field.name] = only;
  }
}

/** The form with this key: the one in hand, or its draft. @param {string} key @returns {Promise<Form|null>} */
export async function resume(key) {
  if (form?.key === key) return withHandedOut(form);
  await saving.catch(() => {});
  const draft = await get("drafts", key);
  return draft ? withHandedOut(takeUp(draft)) : null;
}

/**
 * Take up a record that exists: to mend one that was refused, or to correct one that was sent.
 * @param {{id: string, activity: string, kind: Form["kind"], content: Values, ifMatch?: string|null, problems?: ProblemError[]}} record
 */
export async function open({ id, activity, kind, content: stored, ifMatch = null, problems = [] }) {
  if (form?.key === id) return withHandedOut(form);
  const draft = await get("drafts", id);
  if (draft) return withHandedOut(takeUp(draft));
  /** @type {Values} */
  const values = {};
  for (const field of knownActivity(activity).fields) {
    // What did not apply is unanswered: should it apply after a change, it is asked.
    const value = field.name in stored ? stored[field.name] : field.default;
    const isOpen = value === undefined || (value === DOES_NOT_APPLY && !offeredStates(field).includes(value));
    if (!isFilledByTablet(field) && !isOpen && !(field.kind === "answers" && !value.length)) values[field.name] = value;
  }
  return withHandedOut(setForm({ key: id, activity, kind, id, ifMatch, values, remembered: [], links: [], problems, continued: false }));
}

/** The form, knowing which links to its record there are beside its own. @param {Form} of */
async function withHandedOut(of) {
  of.handedOut = of.kind === "new" || of.id === null ? [] : await linksOf(of.id);
  return of;
}

/** Everybody who has answered or been given a link, in this form or before. @param {Form} of @returns {Asked[]} */
export const askedParticipants = (of) => [...answersOf(of.values), ...of.links, ...of.handedOut];

/** A form that was begun and left. @param {Form} draft @returns {Form} */
function takeUp(draft) {
  const taken = setForm({ ...draft, continued: true });
  isTakenUp = true;
  return taken;
}

/** The first view is shown: a form in hand has been left, and to come back to it is to take it up again. */
export function setAside() {
  isTakenUp = form !== null;
}

/** Whether the form in hand was left and is taken up again. It is told once. */
export function tellTakenUp() {
  const told = isTakenUp;
  isTakenUp = false;
  return told;
}

/** Another tab may have changed the draft of the form in hand: from now on what is on disk counts. */
export async function letGo() {
  await saving.catch(() => {});
  form = null;
}

/** @param {Omit<Form, "handedOut">} taken @returns {Form} */
function setForm(taken) {
  form = { handedOut: [], ...taken };
  isTakenUp = false;
  shown = [];
  return form;
}

/** @param {Field} field @param {any} value @param {string} month */
function isStillRight(field, value, month) {
  if (field.kind !== "code" && field.kind !== "codes") return true;
  const usable = new Set(choices(field, { period: month, district: district(month) }).map(({ code }) => code));
  return [value].flat().every((code) => usable.has(code));
}

/**
 * Answer a field; `undefined` takes the answer away. The draft is saved at once (`also`: as of `save`).
 * @param {string} name @param {unknown} value @param {Write} [also]
 */
export function change(name, value, also) {
  const { activity, kind, values } = openForm();
  if (value === undefined) delete values[name];
  else values[name] = value;
  const { fields, rules = [] } = knownActivity(activity);
  Object.assign(openForm(), {
    remembered: openForm().remembered.filter((field) => field !== name),
    problems: openForm().problems.filter(({ field }) => field.split(".")[0] !== name),
  });
  countOthers(name, fields, values);
  addUp(name, rules, values);
  if (kind === "new" && name === periodField(fields)?.name) chooseOnly(fields, values);
  changes.tell(name);
  return save(also);
}

/**
 * Counters beside one that has been counted: nobody of the others was there, which is shown as 0.
 * @param {string} name @param {Field[]} fields @param {Values} values
 */
function countOthers(name, fields, values) {
  const counted = fields.find((field) => field.name === name);
  if (!counted || !isCounter(counted) || !counted.group || !Number.isInteger(values[name])) return;
  for (const field of fields) {
    if (isCounter(field) && field.group === counted.group && field.least === 0) values[field.name] ??= 0;
  }
}

/** A total whose parts are all known is added up. @param {string} name @param {Rule[]} rules @param {Values} values */
function addUp(name, rules, values) {
  for (const rule of rules) {
    if (rule.kind !== "adds-up" || !rule.parts.includes(name)) continue;
    const parts = rule.parts.map((part) => values[part]);
    if (parts.every(Number.isInteger)) values[rule.whole] = sumOf(parts);
  }
}

/**
 * Keep the form as a draft. Resolves when it is on disk, together with what `also` writes.
 * @param {Write} [also]
 */
export function save(also) {
  const { continued: _, handedOut: __, ...draft } = structuredClone(openForm());
  saving = saving.catch(() => {}).then(() => transact(async (stores) => {
    await stores.put("drafts", draft.key, draft);
    await also?.(stores);
  }));
  return saving;
}

/** Throw away what was begun, with the links and the posters that were shown for it: nobody shall answer in vain. @param {Form} begun */
export async function throwAway({ key, activity, links, id }) {
  const posters = id && takesPosters(activity) ? id : null;
  if (links.length || posters) await queue.takeBack(activity, links.map(({ hash }) => hash), posters);
  await discard(key);
}

/** The draft is not needed any more. @param {string} key */
async function discard(key) {
  await saving.catch(() => {});
  if (form?.key === key) form = null;
  shown = [];
  await remove("drafts", key);
}

/** The record as it is sent: what applies and is answered, the district, the catalogue's version. */
export function content() {
  const { activity, values } = openForm();
  const { fields } = knownActivity(activity);
  /** @type {Values} */
  const record = {};
  for (const field of fields) {
    const value = values[field.name];
    if (field.kind === "version") record[field.name] = catalogue().version;
    else if (isFilledByTablet(field)) record[field.name] = district(periodOf(fields, values));
    else if (!applies(field, values, fields)) {
      if (field.default === NOT_ASKED && field.applies) record[field.name] = DOES_NOT_APPLY;
    } else if (value === undefined) continue;
    else if (field.kind === "answers" || field.kind === "rows") {
      if (value.length) record[field.name] = value;
    } else record[field.name] = value;
  }
  return record;
}

/** The id that the record will have, chosen now: a poster that is put up before names it. @returns {Promise<string>} */
export async function recordId() {
  const of = openForm();
  const id = (of.id ??= queue.newId());
  await save();
  return id;
}

/**
 * Take in what one participant answered on the tablet. When it resolves it is on disk, together with what `also`
 * writes; where it rejects, nothing was taken in.
 * @param {GivenAnswers} given @param {Write} also
 */
export async function addAnswers(given, also) {
  const of = openForm();
  const field = knownActivity(of.activity).fields.find(({ kind }) => kind === "answers");
  if (!field) throw new Error(`nobody is asked about ${of.activity}`);
  const { values, problems, remembered } = of;
  of.values = { ...values };
  try {
    await change(field.name, [...(values[field.name] ?? []), given], also);
  } catch (failure) {
    Object.assign(of, { values, problems, remembered });
    throw failure;
  }
}

/** Remember that a link was shown. Only its hash is kept; the token is forgotten when the form is left. @param {ShownLink} link */
export function addLink({ token, hash, respondent }) {
  shown.push({ token, hash, respondent });
  const of = openForm();
  of.links = [...of.links, { hash, respondent }];
  changes.tell("links");
  return save();
}

/** A link that was shown by mistake: whoever has it cannot answer. @param {string} hash */
export async function takeBackLink(hash) {
  const of = openForm();
  await queue.takeBack(of.activity, [hash]);
  shown = shown.filter((link) => link.hash !== hash);
  of.links = of.links.filter((link) => link.hash !== hash);
  changes.tell("links");
  await save();
}

/** Links shown since the form was opened, tokens and all. */
export const shownLinks = () => [...shown];

/** Put the record into the queue. Resolves, with the record's id, when it is on disk there. @returns {Promise<string>} */
export async function finish() {
  const of = openForm();
  const record = content();
  const { activity, kind, ifMatch, key, values } = of;
  const links = linksThatFit(activity, values, answersOf(values), of.links);
  const posters = kind === "new" && of.id !== null && takesPosters(activity);
  // The id is kept first: saving once more after a failure is the same record, never a second one.
  const id = (of.id ??= queue.newId());
  await save();
  const filed =
    kind === "mend"
      ? await queue.mend(id, record, links)
      : await queue.enqueueRecord({ activity, id, content: record, links, ifMatch, posters });
  if (kind === "new") await rememberChoices(activity, values).catch(() => {});
  await discard(key);
  return filed ?? id;
}
