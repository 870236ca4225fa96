// Handing over the tablet: the adviser says who is going to answer, and from then on the screen is the parent's
// until the adviser takes it back (docs/how-to/parents-answers.md). What is answered goes to the draft, unseen.
import * as catalogue from "../catalogue.js";
import { focusHeading, go, h, mount } from "../dom.js";
import * as state from "../form-state.js";
import { finish, handedOver, handOver, takeBack } from "../handed-over.js";
import * as screens from "../parent-screens.js";
import { questionnaireOf, respondentsLeft } from "../respondents.js";
import { watchStillness } from "../stillness.js";
import { language, t } from "../words.js";

/** Where the parent is; in memory alone, and gone when it ends or the page is loaded again. */
let visit = null;
/** Whether the answers are on their way to the disk. */
let isKeeping = false;
/** Whether somebody has asked for the adviser's way back. */
let isAsking = false;
const fresh = () => ({ language: null, place: "languages", answers: {} });

/** @param {Element} root @param {string[]} params key of the draft */
export async function show(root, [key]) {
  await catalogue.load();
  const held = handedOver();
  const form = await state.resume(held?.key ?? key);
  if (held) return showToParent(root, form, held);
  visit = null;
  if (!form) return void go("#/", { replace: true });
  return pick(root, form);
}

/** The address of the form that was handed over. */
const formAddress = (form) => (form.kind === "new" ? `#/new/${form.activity}` : `#/edit/${form.key}`);

// ------------------------------------------------------------------------------------------- the adviser's part

function pick(root, form) {
  const left = respondentsLeft(form.activity, form.values, state.asked(form));
  const questionnaire = questionnaireOf(form.activity, form.values.month);
  const error = h("p", { class: "error", role: "alert" });
  const start = (code) => async () => {
    error.textContent = "";
    try {
      await state.save(); // a draft that is on disk is found again after a restart
      await handOver(form.key, code);
    } catch (failure) {
      console.error(failure); // nobody answers to a tablet that could not keep it
      error.textContent = t("handover.failed");
      return;
    }
    visit = fresh();
    go(location.hash);
  };
  mount(root,
    h("h1", null, t("handover.title")),
    left.length && questionnaire
      ? [
          h("p", { class: "lead" }, t("handover.who")),
          h("ul", { class: "tiles" }, left.map((one) =>
            h("li", null, h("button", { type: "button", class: "tile", onclick: start(one.code) }, h("span", { class: "tile-name" }, one.label))))),
          error,
          h("p", { class: "hint" }, t("handover.help")),
        ]
      : h("p", { class: "note" }, t(questionnaire ? "handover.nobody" : "handover.no-questions")),
    h("p", null, h("a", { class: "button quiet", href: formAddress(form) }, t("handover.back-to-form"))));
}

// -------------------------------------------------------------------------------------------- the parent's part

function showToParent(root, form, held) {
  // Whatever address led here, from now on it is this one: going back finds it again and again.
  history.replaceState(null, "", `#/handover/${held.key}`);
  visit ??= fresh();
  if (held.done || !form) visit.place = "end";
  const draw = () => {
    isAsking = false;
    drawScreen(root, form, held, draw);
  };
  draw();
  // Of the end and of the first screen nothing is left behind for who takes the tablet next.
  const stop = watchStillness({
    isNeeded: () => isAsking || !["languages", "end"].includes(visit?.place),
    warn: (again) => screens.stillThere(visit.language ?? language(), again),
    end: () => {
      if (visit.place !== "end") visit = fresh();
      draw();
    },
  });
  return () => {
    stop();
    document.documentElement.lang = language();
    document.documentElement.removeAttribute("dir");
  };
}

function drawScreen(root, form, held, draw) {
  const questions = form ? questionnaireOf(form.activity, form.values.month).questions : [];
  const to = (place) => () => {
    visit.place = place;
    draw();
  };
  const ask = () => {
    const from = visit.place;
    isAsking = true;
    showScreen(root, screens.takeBackScreen(from, { stay: to(from), take: () => giveBack(form) }), null);
  };
  showScreen(root, screenAt(visit.place, { form, held, questions, to, draw }), visit.place === "languages" ? null : visit.language);
  root.append(screens.advisersDoor(ask));
}

function screenAt(place, { form, held, questions, to, draw }) {
  const code = visit.language;
  if (place === "languages") {
    return screens.languageScreen((chosen) => {
      visit.language = chosen;
      to("introduction")();
    });
  }
  if (place === "introduction") return screens.introductionScreen(code, { start: to(0), back: to("languages") });
  if (place === "send") {
    return screens.sendScreen(code, { send: () => end(form, held, draw), back: to(questions.length - 1) });
  }
  if (place === "not-kept") return screens.notKeptScreen(code, () => end(form, held, draw));
  if (place === "end") return screens.endScreen(code);
  const question = questions[place];
  const answer = (value) => {
    visit.answers[question.code] = value;
    to(place + 1 < questions.length ? place + 1 : "send")();
  };
  const what = { question, number: place + 1, count: questions.length, given: visit.answers[question.code] };
  return screens.questionScreen(code, what, { answer, back: to(place === 0 ? "introduction" : place - 1) });
}

/** Into the draft with the answers, and out of everything that the screen could show again. */
async function end(form, held, draw) {
  if (isKeeping) return; // pressed twice
  isKeeping = true;
  const questionnaire = questionnaireOf(form.activity, form.values.month).code;
  const given = { questionnaire, respondent: held.respondent, answers: visit.answers };
  const from = visit;
  try {
    await finish((also) => state.addAnswers(given, also));
    if (visit) visit = { language: from.language, place: "end", answers: {} };
  } catch (failure) {
    // Nobody is thanked for what is in memory alone.
    console.error(failure);
    from.place = "not-kept";
  } finally {
    isKeeping = false;
  }
  if (handedOver()) draw();
}

async function giveBack(form) {
  await takeBack().catch(console.error);
  visit = null;
  go(form ? formAddress(form) : "#/", { replace: true });
}

function showScreen(root, screen, code) {
  const spoken = code && screens.languages().find((one) => one.code === code);
  document.documentElement.lang = spoken ? spoken.tag : language();
  document.documentElement.dir = spoken ? spoken.direction : "ltr";
  mount(root, screen);
  document.title = screen.querySelector("h1").textContent;
  focusHeading(root);
}
