// What a parent sees who has the tablet: the languages, why we ask, one question a screen, and the end.
// Made of buttons alone, so that there is nowhere to go but on, and one step back before the end.
import { catalogue } from "./catalogue.js";
import { h } from "./dom.js";
import { face } from "./faces.js";
import { language as advisersLanguage, t } from "./words.js";

/** Languages that parents are offered. @returns {{code: string, label: string, direction: string, tag: string}[]} */
export const languages = () => catalogue().parents.languages;

/** The page's texts in one language. @param {string} code */
const words = (code) => catalogue().parents.texts[code];

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A screen's frame: what it says, what can be pressed, and at the very end the adviser's way back. */
function screen(name, ...children) {
  return h("div", { class: `parent parent-${name}` }, children);
}

const big = (text, press, properties = {}) =>
  h("button", { type: "button", class: "answer", onclick: press, ...properties }, text);

const small = (text, press) => h("button", { type: "button", class: "quiet", onclick: press }, text);

/** Swedish, and English where it is offered: for those who have not chosen a language. */
const common = () => ["sv", "en"].filter((code) => languages().some((one) => one.code === code));

/** A text in both. @param {string} name */
const inSwedishAndEnglish = (name) =>
  common().map((code, place) => [place ? " · " : "", h("span", { lang: code }, words(code)[name])]);

/** @param {(code: string) => void} choose */
export function languageScreen(choose) {
  return screen("languages",
    h("h1", { tabindex: "-1" }, inSwedishAndEnglish("choose_language")),
    h("ul", { class: "languages" }, languages().map((one) =>
      h("li", null, big(one.label, () => choose(one.code), { lang: one.tag, dir: one.direction })))));
}

/** Who asks, and why. @param {string} code @param {{start: () => void, back: () => void}} press */
export function introductionScreen(code, { start, back }) {
  const say = words(code);
  return screen("introduction",
    h("h1", { tabindex: "-1" }, say.title),
    h("p", { class: "lead" }, say.asks),
    [say.voluntary, say.anonymous, say.purpose].map((text) => h("p", null, text)),
    h("div", { class: "options" }, big(say.start, start, { class: "answer primary" })),
    h("p", { class: "before" }, small(say.back, back)));
}

/**
 * One question. An answer leads on by itself; the one given before is marked.
 * @param {string} code @param {{question: any, number: number, count: number, given?: string}} what
 * @param {{answer: (code: string) => void, back: () => void}} press
 */
export function questionScreen(code, { question, number, count, given }, { answer, back }) {
  const say = words(code);
  const { code: none } = catalogue().no_answer;
  const choice = (value, picture, text, shown = text) => h("li", null,
    h("button", { type: "button", class: "answer", "aria-pressed": String(value === given), "aria-label": shown === text ? null : text,
      onclick: () => answer(value) }, picture, h("span", null, shown)));
  const scaled = question.answers.every((one) => one.value !== null);
  return screen("question",
    h("p", { class: "progress", id: "progress" }, fill(say.progress, { number, count })),
    h("h1", { tabindex: "-1", id: "question", "aria-describedby": "progress" }, question.text[code]),
    h("ul", { class: `options ${scaled ? "scale" : ""}`, "aria-labelledby": "question" },
      question.answers.map((one) => choice(one.code, face(one.face), one.text[code], scaled ? String(one.value) : undefined))),
    scaled ? ends(question.answers.map((one) => one.text[code])) : null,
    h("ul", { class: "options declining" }, choice(none, null, say.no_answer)),
    h("p", { class: "before" }, small(say.back, back)));
}

/** What the ends of a row of numbers mean, under the row: the buttons say it themselves to a screen reader. */
const ends = (texts) =>
  h("p", { class: "ends", "aria-hidden": "true" }, h("span", null, texts[0]), h("span", null, texts.at(-1)));

/** After the last question: the last moment to go back. */
export function sendScreen(code, { send, back }) {
  const say = words(code);
  return screen("send",
    h("h1", { tabindex: "-1" }, say.send),
    h("div", { class: "options" }, big(say.send, send, { class: "answer primary" })),
    h("p", { class: "before" }, small(say.back, back)));
}

/** The tablet could not keep the answers, for want of room: they are still here, and can be sent again. */
export function notKeptScreen(code, send) {
  const say = words(code);
  return screen("not-kept",
    h("h1", { tabindex: "-1" }, say.later),
    h("p", { class: "lead", role: "alert" }, say.later_more),
    h("div", { class: "options" }, big(say.send, send, { class: "answer primary" })));
}

/** The end, the same whatever was answered. Without a language (after a restart): in Swedish and English. */
export function endScreen(code) {
  const inLanguage = (one) => {
    const { tag, direction } = languages().find((each) => each.code === one);
    return h("p", { class: "lead", lang: tag, dir: direction }, words(one).hand_back);
  };
  return screen("end",
    h("h1", { tabindex: "-1" }, code ? words(code).thanks : inSwedishAndEnglish("thanks")),
    (code ? [code] : common()).map(inLanguage));
}

/** Seconds that are left when it is said once more to who does not see them. */
const NEARLY = 10;

/**
 * Nobody has touched the tablet for a while: it counts down, and a tap anywhere gives more time.
 * @param {string} code @param {() => void} again
 */
export function stillThere(code, again) {
  const { tag, direction } = languages().find((one) => one.code === code);
  // A catalogue that was kept before these words were in it: in Swedish and English.
  const known = words(code).still_there ? words(code) : STILL_THERE;
  const seconds = h("p", { class: "seconds", role: "timer", "aria-live": "off" });
  const spoken = h("p", { class: "unseen", "aria-live": "assertive" });
  const element = h("div", { class: "still-there", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "still-there", "aria-describedby": "still-there-more", lang: tag, dir: direction },
    h("div", { class: "parent" },
      h("h2", { id: "still-there" }, known.still_there),
      h("p", { id: "still-there-more" }, known.begins_again),
      seconds, spoken,
      big(known.still_here, again, { class: "answer primary" })));
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

const TAKEN_BACK = { end: "handover.finished", "not-kept": "handover.not-kept" };

/**
 * The deliberate act that gives the tablet back: the door, a tick, a button. Three acts apart from one another
 * that a parent does not do by chance, none of which needs strength, time or a steady hand.
 * @param {string | number} place where the parent is: whether answers would be lost, and why
 */
export function takeBackScreen(place, { stay, take }) {
  const hint = h("p", { class: "error", id: "take-back-hint", role: "alert" });
  const sure = h("input", { type: "checkbox", id: "take-back-sure", "aria-describedby": "take-back-hint" });
  const press = () => {
    if (sure.checked) return void take();
    hint.textContent = t("handover.tick-first");
    sure.focus();
  };
  return h("div", { class: "parent parent-take-back", lang: advisersLanguage(), dir: "ltr" },
    h("h1", { tabindex: "-1" }, t("handover.take-back-title", theAdviser())),
    h("p", null, t(TAKEN_BACK[place] ?? "handover.unfinished")),
    h("div", { class: "options" }, big(t("handover.stay"), stay, { class: "answer primary" })),
    h("p", { class: "tick" }, sure, h("label", { for: "take-back-sure" }, t("handover.sure", theAdviser()))),
    hint,
    h("p", null, small(t("handover.take-back"), press)));
}
