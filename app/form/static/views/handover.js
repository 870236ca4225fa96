// Handing over the tablet: the adviser says who is going to answer, and from then on the screen is the parent's
// until the adviser takes it back (docs/how-to/parents-answers.md). What is answered goes to the draft, unseen.
import * as catalogue from "../catalogue.js";
import { focusHeading, go, h, mount, quietLink } from "../dom.js";
import * as state from "../form-state.js";
import { completeHandover, currentHandover, beginHandover, endHandover } from "../handover-state.js";
import * as screens from "../parent-screens.js";
import { respondentTiles } from "../respondent-tiles.js";
import { questionnaireOf, respondentsLeft } from "../respondents.js";
import { watchIdleness } from "../idle-watch.js";
import { language, t } from "../words.js";

/**
 * @import {Form, Question} from '../../types'
 * @import {HandedOver} from '../handover-state.js'
 * @typedef {number | "languages" | "introduction" | "send" | "not-kept" | "end"} Step a number: of the question
 * @typedef {{language: string|null, step: Step, answers: Record<string, string>}} Visit
 * @typedef {{form: Form|null, held: HandedOver, root: HTMLElement, draw: () => void}} Handover what is handed over, and where it is drawn
 */

/** A visit from its beginning. @returns {Visit} */
const newVisit = () => ({ language: null, step: "languages", answers: {} });

/** Where the parent is; in memory alone, and gone when it ends or the page is loaded again. */
let visit = newVisit();
/** Whether the answers are on their way to the disk. */
let isKeeping = false;
/** Whether somebody has asked for the adviser's way back. */
let isAsking = false;

/** @param {HTMLElement} root @param {string[]} params key of the draft */
export async function show(root, [key]) {
  await catalogue.load();
  const held = currentHandover();
  const form = await state.resume(held?.key ?? key);
  if (held) return showToParent(root, form, held);
  visit = newVisit();
  if (!form) return void go("#/", { replace: true });
  return drawRespondents(root, form);
}

// ------------------------------------------------------------------------------------------- the adviser's part

/** @param {HTMLElement} root @param {Form} form */
function drawRespondents(root, form) {
  const left = respondentsLeft(form.activity, form.values, state.askedParticipants(form));
  const questionnaire = questionnaireOf(form.activity, form.values.month);
  const error = h("p", { class: "error", role: "alert" });
  /** @param {string} code */
  const start = (code) => async () => {
    error.textContent = "";
    try {
      await state.save(); // a draft that is on disk is found again after a restart
      await beginHandover(form.key, code);
    } catch (failure) {
      console.error(failure); // nobody answers to a tablet that could not keep it
      error.textContent = t("handover.failed");
      return;
    }
    visit = newVisit();
    go(location.hash);
  };
  mount(root,
    h("h1", null, t("handover.title")),
    left.length && questionnaire
      ? [
          h("p", { class: "lead" }, t("handover.who")),
          respondentTiles(left, start),
          error,
          h("p", { class: "hint" }, t("handover.help")),
        ]
      : h("p", { class: "note" }, t(questionnaire ? "handover.nobody" : "handover.no-questions")),
    h("p", null, quietLink(state.addressOf(form), t("handover.back-to-form"))));
}

// -------------------------------------------------------------------------------------------- the parent's part

/** @param {HTMLElement} root @param {Form|null} form @param {HandedOver} held */
function showToParent(root, form, held) {
  // Whatever address led here, from now on it is this one: going back finds it again and again.
  history.replaceState(null, "", `#/handover/${held.key}`);
  if (held.done || !form) visit.step = "end";
  /** @type {Handover} */
  const handover = { form, held, root, draw };
  function draw() {
    isAsking = false;
    drawScreen(handover);
  }
  draw();
  // Of the end and of the first screen nothing is left behind for who takes the tablet next.
  const stop = watchIdleness({
    isNeeded: () => isAsking || visit.step !== "languages" && visit.step !== "end",
    warn: (again) => screens.idleWarning(visit.language ?? language(), again),
    end: () => {
      if (visit.step !== "end") visit = newVisit();
      draw();
    },
  });
  return () => {
    stop();
    document.documentElement.lang = language();
    document.documentElement.removeAttribute("dir");
  };
}

/** @param {Form} form */
const formQuestionnaire = (form) => questionnaireOf(form.activity, form.values.month);

/** @param {Handover} handover */
function drawScreen(handover) {
  const { form, root, draw } = handover;
  /** @param {Step} step */
  const to = (step) => () => {
    visit.step = step;
    draw();
  };
  const ask = () => {
    const from = visit.step;
    isAsking = true;
    showScreen(root, screens.takeBackScreen(from, { stay: to(from), take: () => giveTabletBack(form) }), null);
  };
  showScreen(root, screenAt(visit.step, handover, to), visit.step === "languages" ? null : visit.language);
  root.append(screens.advisersDoor(ask));
}

/** @param {Step} step @param {Handover} handover @param {(step: Step) => () => void} to */
function screenAt(step, handover, to) {
  const { form } = handover;
  if (step === "end") return screens.endScreen(visit.language);
  if (step === "languages" || visit.language === null) {
    return screens.languageScreen((chosen) => {
      visit.language = chosen;
      to("introduction")();
    });
  }
  const code = visit.language;
  const questions = (form && formQuestionnaire(form)?.questions) ?? [];
  const send = () => keepAnswers(handover);
  if (step === "introduction") return screens.introductionScreen(code, { start: to(0), back: to("languages") });
  if (step === "send") return screens.sendScreen(code, { send, back: to(questions.length - 1) });
  if (step === "not-kept") return screens.notKeptScreen(code, send);
  const question = questions[step];
  /** @param {string} value */
  const answer = (value) => {
    visit.answers[question.code] = value;
    to(step + 1 < questions.length ? step + 1 : "send")();
  };
  const what = { question, number: step + 1, count: questions.length, given: visit.answers[question.code] };
  return screens.questionScreen(code, what, { answer, back: to(step === 0 ? "introduction" : step - 1) });
}

/** Into the draft with the answers, and out of everything that the screen could show again. @param {Handover} handover */
async function keepAnswers({ form, held, draw }) {
  const questionnaire = form && formQuestionnaire(form);
  if (isKeeping || !questionnaire) return; // pressed twice
  isKeeping = true;
  const given = { questionnaire: questionnaire.code, respondent: held.respondent, answers: visit.answers };
  const from = visit;
  try {
    await completeHandover((also) => state.addAnswers(given, also));
    if (currentHandover()) visit = { language: from.language, step: "end", answers: {} };
  } catch (failure) {
    // Nobody is thanked for what is in memory alone.
    console.error(failure);
    from.step = "not-kept";
  } finally {
    isKeeping = false;
  }
  if (currentHandover()) draw();
}

/** @param {Form|null} form */
async function giveTabletBack(form) {
  await endHandover().catch(console.error);
  visit = newVisit();
  go(form ? state.addressOf(form) : "#/", { replace: true });
}

/** @param {HTMLElement} root @param {HTMLElement} screen @param {string|null} code of the language */
function showScreen(root, screen, code) {
  const spoken = screens.languages().find((each) => each.code === code);
  document.documentElement.lang = spoken ? spoken.tag : language();
  document.documentElement.dir = spoken ? spoken.direction : "ltr";
  mount(root, screen);
  document.title = screen.querySelector("h1")?.textContent ?? "";
  focusHeading(root);
}
