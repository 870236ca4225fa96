// What a parent sees who has the tablet: the languages, why we ask, one question a screen, and the end.
// Made of buttons alone, so that there is nowhere to go but on, and one step back before the end.
import { catalogue } from "./catalogue.js";
import { h, quietButton } from "./dom.js";
import { facePicture } from "./face-picture.js";
import { fillPlaces, language as advisersLanguage, t } from "./words.js";

/** @import {ParentsLanguage, Question} from '../types' */

/** Languages that parents are offered. */
export const languages = () => catalogue().parents.languages;

/** The page's texts in one language. @param {string} code */
const words = (code) => catalogue().parents.texts[code];

/** @param {string} code @returns {ParentsLanguage} */
const languageOf = (code) => /** @type {ParentsLanguage} */ (languages().find((known) => known.code === code));

/** How a text in a language is marked. @param {string} code */
const languageAttributes = (code) => ({ lang: languageOf(code).tag, dir: languageOf(code).direction });

/** A screen's frame: what it says, what can be pressed, and at the very end the adviser's way back. @param {string} name @param {...any} children */
function screen(name, ...children) {
  return h("div", { class: `parent parent-${name}` }, children);
}

/** @param {string} text @param {() => unknown} press @param {Record<string, any>} [properties] */
const bigButton = (text, press, properties = {}) =>
  h("button", { type: "button", class: "answer", onclick: press, ...properties }, text);

/** Swedish, and English where it is offered: for those who have not chosen a language. */
const commonLanguages = () => ["sv", "en"].filter((code) => languages().some((known) => known.code === code));

/** A text in both. @param {string} name */
const commonTexts = (name) =>
  commonLanguages().map((code, index) => [index ? " · " : "", h("span", { lang: code }, words(code)[name])]);

/** @param {(code: string) => void} choose */
export function languageScreen(choose) {
  return screen("languages",
    h("h1", { tabindex: "-1" }, commonTexts("choose_language")),
    h("ul", { class: "languages" }, languages().map(({ code, label }) =>
      h("li", null, bigButton(label, () => choose(code), languageAttributes(code))))));
}

/** Who asks, and why. @param {string} code @param {{start: () => void, back: () => void}} press */
export function introductionScreen(code, { start, back }) {
  const say = words(code);
  return screen("introduction",
    h("h1", { tabindex: "-1" }, say.title),
    h("p", { class: "lead" }, say.asks),
    [say.voluntary, say.anonymous, say.purpose].map((text) => h("p", null, text)),
    h("div", { class: "options" }, bigButton(say.start, start, { class: "answer primary" })),
    h("p", { class: "before" }, quietButton(say.back, back)));
}

/**
 * One question. An answer leads on by itself; the one given before is marked.
 * @param {string} code @param {{question: Question, number: number, count: number, given?: string}} what
 * @param {{answer: (code: string) => void, back: () => void}} press
 */
export function questionScreen(code, { question, number, count, given }, { answer, back }) {
  const say = words(code);
  const { code: none } = catalogue().no_answer;
  /** @param {string} value @param {Node|null} picture @param {string} text @param {string} [shown] */
  const choice = (value, picture, text, shown = text) => h("li", null,
    h("button", { type: "button", class: "answer", "aria-pressed": String(value === given), "aria-label": shown === text ? null : text,
      onclick: () => answer(value) }, picture, h("span", null, shown)));
  const scaled = question.answers.every(({ value }) => value !== null);
  return screen("question",
    h("p", { class: "progress", id: "progress" }, fillPlaces(say.progress, { number, count })),
    h("h1", { tabindex: "-1", id: "question", "aria-describedby": "progress" }, question.text[code]),
    h("ul", { class: `options ${scaled ? "scale" : ""}`, "aria-labelledby": "question" },
      question.answers.map((offered) => choice(offered.code, facePicture(offered.face), offered.text[code], scaled ? String(offered.value) : undefined))),
    scaled ? scaleEnds(question.answers.map(({ text }) => text[code])) : null,
    h("ul", { class: "options declining" }, choice(none, null, say.no_answer)),
    h("p", { class: "before" }, quietButton(say.back, back)));
}

/** What the ends of a row of numbers mean, under the row: the buttons say it themselves to a screen reader. @param {string[]} texts */
const scaleEnds = (texts) =>
  h("p", { class: "ends", "aria-hidden": "true" }, h("span", null, texts[0]), h("span", null, texts.at(-1)));

/** After the last question: the last moment to go back. @param {string} code @param {{send: () => void, back: () => void}} press */
export function sendScreen(code, { send, back }) {
  const say = words(code);
  return screen("send",
    h("h1", { tabindex: "-1" }, say.send),
    h("div", { class: "options" }, bigButton(say.send, send, { class: "answer primary" })),
    h("p", { class: "before" }, quietButton(say.back, back)));
}

/** The tablet could not keep the answers, for want of room: they are still here, and can be sent again. @param {string} code @param {() => void} send */
export function notKeptScreen(code, send) {
  const say = words(code);
  return screen("not-kept",
    h("h1", { tabindex: "-1" }, say.later),
    h("p", { class: "lead", role: "alert" }, say.later_more),
    h("div", { class: "options" }, bigButton(say.send, send, { class: "answer primary" })));
}

/** The end, the same whatever was answered. Without a language (after a restart): in Swedish and English. @param {string|null} code */
export function endScreen(code) {
  return screen("end",
    h("h1", { tabindex: "-1" }, code ? words(code).thanks : commonTexts("thanks")),
    (code ? [code] : commonLanguages()).map((each) => h("p", { class: "lead", ...languageAttributes(each) }, words(each).hand_back)));
}

/** Seconds that are left when it is said once more to who does not see them. */
const NEARLY = 10;

/**
 * Nobody has touched the tablet for a while: it counts down, and a tap anywhere gives more time.
 * @param {string} code @param {() => void} again
 */
export function idleWarning(code, again) {
  // A catalogue that was kept before these words were in it: in Swedish and English.
  const known = words(code).still_there ? words(code) : STILL_THERE;
  const seconds = h("p", { class: "seconds", role: "timer", "aria-live": "off" });
  const spoken = h("p", { class: "unseen", "aria-live": "assertive" });
  const element = h("div", { class: "still-there", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "still-there", "aria-describedby": "still-there-more", ...languageAttributes(code) },
    h("div", { class: "parent" },
      h("h2", { id: "still-there" }, known.still_there),
      h("p", { id: "still-there-more" }, known.begins_again),
      seconds, spoken,
      bigButton(known.still_here, again, { class: "answer primary" })));
  /** @param {number} left */
  const count = (left) => {
    seconds.textContent = String(left);
    if (left === NEARLY) spoken.textContent = `${left}. ${known.begins_again}`;
  };
  return { element, count };
}

const STILL_THERE = {
  still_there: "Är du kvar? · Are you still there?",
  begins_again: "Snart börjar frågorna om. Då tas det du har svarat bort. · The questions will soon start over. Your answers will then be removed.",
  still_here: "Jag är kvar · I am still here",
};

/** What the municipality calls the adviser. A catalogue that was fetched before it told has the general word. */
const theAdviser = () => ({ adviser: catalogue().words?.the_adviser ?? (advisersLanguage() === "sv" ? "personalen" : "the staff") });

/** The adviser's way back stands under every screen, in the adviser's language. @param {() => void} ask */
export function advisersDoor(ask) {
  return h("p", { class: "door", lang: advisersLanguage(), dir: "ltr" },
    h("button", { type: "button", class: "link", onclick: ask }, t("handover.door", theAdviser())));
}

/** @type {Record<string, string>} */
const TAKEN_BACK = { end: "handover.finished", "not-kept": "handover.not-kept" };

/**
 * The deliberate act that gives the tablet back: the door, a tick, a button. Three acts apart from one another
 * that a parent does not do by chance, none of which needs strength, time or a steady hand.
 * @param {string | number} step where the parent is: whether answers would be lost, and why
 * @param {{stay: () => void, take: () => void}} press
 */
export function takeBackScreen(step, { stay, take }) {
  const hint = h("p", { class: "error", id: "take-back-hint", role: "alert" });
  const sure = h("input", { type: "checkbox", id: "take-back-sure", "aria-describedby": "take-back-hint" });
  const press = () => {
    if (sure.checked) return void take();
    hint.textContent = t("handover.tick-first");
    sure.focus();
  };
  return h("div", { class: "parent parent-take-back", lang: advisersLanguage(), dir: "ltr" },
    h("h1", { tabindex: "-1" }, t("handover.take-back-title", theAdviser())),
    h("p", null, t(TAKEN_BACK[step] ?? "handover.unfinished")),
    h("div", { class: "options" }, bigButton(t("handover.stay"), stay, { class: "answer primary" })),
    h("p", { class: "tick" }, sure, h("label", { for: "take-back-sure" }, t("handover.sure", theAdviser()))),
    hint,
    h("p", null, quietButton(t("handover.take-back"), press)));
}
