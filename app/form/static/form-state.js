// The form that is being filled in: kept as a draft at every change, with the month instead of the day.
import { activity as described, catalogue, districtIn, label } from "./catalogue.js";
import { applies, choices, DOES_NOT_APPLY, isCounter, isOurs, NOT_ASKED, offeredStates, onlyChoice } from "./fields.js";
import { learn } from "./last-choices.js";
import * as queue from "./queue.js";
import { periodOf } from "./period.js";
import { answersIn, fitted, takesPosters } from "./respondents.js";
import { linksOf } from "./sent-records.js";
import { all, get, remove, transact } from "./store.js";

/**
 * @typedef {object} Form
 * @property {string} key of the draft: the activity, or the id of the record that is mended
 * @property {string} activity
 * @property {"new"|"mend"|"correct"} kind
 * @property {string|null} id of the record, where it has one already
 * @property {string|null} ifMatch
 * @property {Record<string, any>} values by field; what is not answered is not there
 * @property {string[]} remembered fields that hold what was chosen last time and have not been touched
 * @property {{hash: string, respondent: string}[]} links shown already
 * @property {{respondent: string}[]} handedOut links to the record from before it was opened here; never written down
 * @property {{field: string, rule: string, message: string}[]} problems that the service found
 * @property {boolean} continued whether it was a draft
 */

/** @type {Form|null} */
let form = null;
let me = null;
/** Whether the form in hand was begun, left and taken up again, and the adviser has not been told yet. */
let isTakenUp = false;
let saving = Promise.resolve();
const listeners = new Set();
/** Tokens of links that are shown: in memory alone, and gone when the form is left. */
let shown = [];

/** The tablet's district and label, as kept at enrolment. */
export const setMe = (known) => { me = known; };

/**
 * The tablet's district in a month or tertial, or now: what it was enrolled in, or what took its place since.
 * @param {string} [period]
 */
export const district = (period) => (me ? (catalogue() ? districtIn(me.district, period) : me.district) : null);

/** The same in words. @param {string} [period] */
export const districtName = (period) => (me ? (catalogue() ? label("districts", district(period)) : me.label) : "");

/** Call `fn` after each change; returns how to stop. @param {(name: string) => void} fn */
export function onChange(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

/** The form in hand, if it is of this activity (or whichever it is). @returns {Form|null} */
export const current = (activity) => (form && (!activity || form.activity === activity) ? form : null);

/** Names of the activities with a draft. @returns {Promise<string[]>} */
export async function drafts() {
  return (await all("drafts")).filter((one) => one.kind === "new").map((one) => one.activity);
}

/** Begin an activity, or go on with its draft. @param {string} activity @param {string} month of today */
export async function begin(activity, month) {
  await saving.catch(() => {});
  const draft = await get("drafts", activity);
  if (draft && form?.key === activity) return Object.assign(form, { continued: form.continued || isTakenUp });
  if (draft) return takeUp(draft);
  const values = {};
  const remembered = [];
  const last = (await get("kept", "last-choices"))?.[activity] ?? {};
  const fields = described(activity).fields;
  const period = fields.find((field) => field.kind === "month" || field.kind === "tertial");
  if (period?.kind === "month") values[period.name] = month;
  for (const field of fields) {
    if (!field.remember || !(field.name in last) || !isStillRight(field, last[field.name], month)) continue;
    values[field.name] = last[field.name];
    remembered.push(field.name);
  }
  chooseOnly(fields, values);
  return take({ key: activity, activity, kind: "new", id: null, ifMatch: null, values, remembered, links: [], problems: [], continued: false });
}

/** What has one answer alone is answered: a district's only programme. */
function chooseOnly(fields, values) {
  const period = periodOf(fields, values);
  for (const field of fields) {
    const only = values[field.name] === undefined ? onlyChoice(field, { period, district: district(period) }) : undefined;
    if (only !== undefined) values[field.name] = only;
  }
}

/** The form with this key: the one in hand, or its draft. @param {string} key @returns {Promise<Form|null>} */
export async function resume(key) {
  if (form?.key === key) return withHandedOut();
  await saving.catch(() => {});
  const draft = await get("drafts", key);
  if (!draft) return null;
  takeUp(draft);
  return withHandedOut();
}

/** Take up a record that exists: to mend one that was refused, or to correct one that was sent. */
export async function open({ id, activity, kind, content, ifMatch = null, problems = [] }) {
  if (form?.key === id) return withHandedOut();
  const draft = await get("drafts", id);
  if (draft) {
    takeUp(draft);
    return withHandedOut();
  }
  const values = {};
  for (const field of described(activity).fields) {
    // What did not apply is unanswered: should it apply after a change, it is asked.
    const value = field.name in content ? content[field.name] : field.default;
    const isOpen = value === undefined || (value === DOES_NOT_APPLY && !offeredStates(field).includes(value));
    if (!isOurs(field) && !isOpen && !(field.kind === "answers" && !value.length)) values[field.name] = value;
  }
  take({ key: id, activity, kind, id, ifMatch, values, remembered: [], links: [], problems, continued: false });
  return withHandedOut();
}

/** The form in hand, knowing which links to its record there are beside its own. @returns {Promise<Form>} */
async function withHandedOut() {
  form.handedOut = form.kind === "new" ? [] : await linksOf(form.id);
  return form;
}

/** Everybody who has answered or been given a link, in this form or before. @param {Form} of */
export const asked = (of) => [...answersIn(of.values), ...of.links, ...of.handedOut];

/** A form that was begun and left. @returns {Form} */
function takeUp(draft) {
  const taken = take({ ...draft, continued: true });
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

function take(taken) {
  form = { handedOut: [], ...taken };
  isTakenUp = false;
  shown = [];
  return form;
}

function isStillRight(field, value, month) {
  if (field.kind !== "code" && field.kind !== "codes") return true;
  const usable = new Set(choices(field, { period: month, district: district(month) }).map((one) => one.code));
  return [value].flat().every((code) => usable.has(code));
}

/** Answer a field; `undefined` takes the answer away. The draft is saved at once (`also`: as of `save`). */
export function change(name, value, also) {
  if (value === undefined) delete form.values[name];
  else form.values[name] = value;
  form.remembered = form.remembered.filter((one) => one !== name);
  form.problems = form.problems.filter((one) => one.field.split(".")[0] !== name);
  settle(name);
  const { fields } = described(form.activity);
  if (form.kind === "new" && name === fields.find((one) => one.kind === "month" || one.kind === "tertial")?.name) chooseOnly(fields, form.values);
  for (const listener of listeners) listener(name);
  return save(also);
}

/** Counters beside one that has been counted: nobody of the others was there, which is shown as 0. */
function settle(name) {
  const fields = described(form.activity).fields;
  const field = fields.find((one) => one.name === name);
  if (!field || !isCounter(field) || !field.group || !Number.isInteger(form.values[name])) return;
  for (const other of fields) {
    const open = isCounter(other) && other.group === field.group && form.values[other.name] === undefined;
    if (open && other.least === 0) form.values[other.name] = 0;
  }
  for (const rule of described(form.activity).rules ?? []) {
    if (rule.kind !== "adds-up" || !rule.parts.includes(name)) continue;
    const parts = rule.parts.map((part) => form.values[part]);
    if (parts.every(Number.isInteger)) form.values[rule.whole] = parts.reduce((sum, one) => sum + one, 0);
  }
}

/**
 * Keep the form as a draft. Resolves when it is on disk, together with what `also` writes.
 * @param {(stores: any) => Promise<unknown>} [also]
 */
export function save(also) {
  const { continued, handedOut, ...draft } = structuredClone(form);
  saving = saving.catch(() => {}).then(() => transact(async (stores) => {
    await stores.put("drafts", draft.key, draft);
    await also?.(stores);
  }));
  return saving;
}

/** Throw away what was begun, with the links and the posters that were shown for it: nobody shall answer in vain. */
export async function throwAway({ key, activity, links, id }) {
  const posters = id && takesPosters(activity) ? id : null;
  if (links.length || posters) await queue.takeBack(activity, links.map((one) => one.hash), posters);
  await discard(key);
}

/** The draft is not needed any more. */
export async function discard(key = form?.key) {
  await saving.catch(() => {});
  if (form?.key === key) form = null;
  shown = [];
  await remove("drafts", key);
}

/** The record as it is sent: what applies and is answered, the district, the catalogue's version. */
export function content() {
  const fields = described(form.activity).fields;
  const made = {};
  for (const field of fields) {
    const value = form.values[field.name];
    if (field.kind === "version") made[field.name] = catalogue().version;
    else if (isOurs(field)) made[field.name] = district(periodOf(fields, form.values));
    else if (!applies(field, form.values, fields)) {
      if (field.default === NOT_ASKED && field.applies) made[field.name] = DOES_NOT_APPLY;
    } else if (value === undefined) continue;
    else if (field.kind === "answers" || field.kind === "rows") {
      if (value.length) made[field.name] = value;
    } else made[field.name] = value;
  }
  return made;
}

const answersOf = () => described(form.activity).fields.find((field) => field.kind === "answers")?.name;

/** The id that the record will have, chosen now: a poster that is put up before names it. @returns {Promise<string>} */
export async function recordId() {
  form.id ??= queue.newId();
  await save();
  return form.id;
}

/**
 * Take in what one participant answered on the tablet. When it resolves it is on disk, together with what `also`
 * writes; where it rejects, nothing was taken in.
 * @param {(stores: any) => Promise<unknown>} also
 */
export async function addAnswers({ questionnaire, respondent, answers }, also) {
  const name = answersOf();
  const { values, problems, remembered } = form;
  form.values = { ...values };
  try {
    await change(name, [...(values[name] ?? []), { questionnaire, respondent, answers }], also);
  } catch (failure) {
    Object.assign(form, { values, problems, remembered });
    throw failure;
  }
}

/** Remember that a link was shown. Only its hash is kept; the token is forgotten when the form is left. */
export function addLink({ token, hash, respondent }) {
  shown.push({ token, hash, respondent });
  form.links = [...form.links, { hash, respondent }];
  for (const listener of listeners) listener("links");
  return save();
}

/** A link that was shown by mistake: whoever has it cannot answer. @param {string} hash */
export async function takeBackLink(hash) {
  await queue.takeBack(form.activity, [hash]);
  shown = shown.filter((one) => one.hash !== hash);
  form.links = form.links.filter((one) => one.hash !== hash);
  for (const listener of listeners) listener("links");
  await save();
}

/** Links shown since the form was opened, tokens and all. */
export const shownLinks = () => [...shown];

/** Put the record into the queue. Resolves, with the record's id, when it is on disk there. @returns {Promise<string>} */
export async function finish() {
  const record = content();
  const { activity, kind, ifMatch, key, values } = form;
  const links = fitted(activity, values, answersIn(values), form.links);
  const posters = kind === "new" && form.id !== null && takesPosters(activity);
  const id = form.id ?? queue.newId();
  // The id is kept first: saving once more after a failure is the same record, never a second one.
  form.id = id;
  await save();
  const filed =
    kind === "mend"
      ? await queue.mend(id, record, links)
      : await queue.enqueueRecord({ activity, id, content: record, links, ifMatch, posters });
  if (kind === "new") await learn(activity, form.values).catch(() => {});
  await discard(key);
  return filed ?? id;
}
