// Who may still answer, and which links a record has room for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { activityOf, counter, useCatalogue } from "./support/catalogue.mjs";
import { check } from "../../app/form/static/check.js";
import { linksThatFit, placeInAll, questionnaireOf, respondentsLeft, takesLinks, takesPosters } from "../../app/form/static/respondents.js";

const byRole = activityOf([counter("mothers", { role: "mother" }), counter("fathers", { role: "father" })]);
const inAll = activityOf([counter("participants", { role: "all" })], { name: "meeting", links: false, posters: true });
await useCatalogue({ activities: [byRole, inAll] });
const mother = { respondent: "mother" };

test("the questionnaire is the one of its month", () => {
  assert.equal(questionnaireOf("some-session", "2025-12")?.code, "first");
  assert.equal(questionnaireOf("some-session", "2026-01")?.code, "second");
  assert.equal(questionnaireOf("meeting", "2026-01"), null);
});

test("each role is asked as often as it took part", () => {
  const left = respondentsLeft("some-session", { mothers: 2, fathers: 0 }, [mother]);
  assert.deepEqual(left, [{ code: "mother", label: "Mamma", left: 1 }]);
  assert.deepEqual(respondentsLeft("some-session", { mothers: 1, fathers: 0 }, [mother]), []);
});

test("a number that is not known sets no limit", () => {
  const left = respondentsLeft("some-session", { mothers: "not-known", fathers: 1 }, [mother]);
  assert.deepEqual(left.map(({ code, left: number }) => [code, number]), [["mother", Infinity], ["father", 1]]);
  assert.equal(placeInAll("meeting", {}).number, Infinity);
  assert.deepEqual(placeInAll("meeting", { participants: 3 }), { field: "participants", number: 3 });
});

test("a link that there is no room for any more belongs to nobody in particular", () => {
  const links = [{ hash: "a", ...mother }, { hash: "b", ...mother }];
  assert.deepEqual(linksThatFit("some-session", { mothers: 1, fathers: 1 }, [], links).map(({ respondent }) => respondent), ["mother", "not-known"]);
});

test("fewer than have answered is wrong", () => {
  const answers = [{ questionnaire: "second", respondent: "mother", answers: {} }];
  const where = { district: "north", month: "2026-11" };
  assert.deepEqual(check(byRole, { mothers: 0, fathers: 1, answers }, where).map(({ field }) => field), ["mothers"]);
  assert.deepEqual(check(byRole, { mothers: 1, fathers: 0, answers }, { ...where, links: [mother] }).map(({ field }) => field), ["mothers"]);
  assert.deepEqual(check(byRole, { mothers: 1, fathers: 0, answers }, where), []);
});

test("links are for sessions and posters for meetings", () => {
  assert.deepEqual([takesLinks("some-session"), takesPosters("some-session")], [true, false]);
  assert.deepEqual([takesLinks("meeting"), takesPosters("meeting"), takesLinks("unknown")], [false, true, false]);
});
