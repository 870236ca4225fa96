// The parents' own answers: how many have answered here, and the two ways to ask them.
import { confirmationButton } from "../confirmation-button.js";
import { h, mount, quietButton, quietLink } from "../dom.js";
import { recordId } from "../form-state.js";
import { takesLinks, takesPosters } from "../respondents.js";
import { count, language, t } from "../words.js";
import { question, frameState } from "./question.js";

/** @import {Control, FieldContext, NamedField} from '../../types' */

/** A poster names the record that its answers belong to, so the draft gets its id now. @param {string} activity */
async function toPoster(activity) {
  const id = await recordId();
  location.assign(`/posters${language() === "sv" ? "" : "?lang=en"}#${activity}/${id}`);
}

/** @param {NamedField} field @param {FieldContext} context @returns {Control} */
export function answersQuestion(field, context) {
  const { activity } = context.form;
  const links = takesLinks(activity);
  const told = h("p", { class: "told" });
  const { element, frame } = question(field, context.path, told,
    h("p", { class: "actions" },
      quietLink(`#/handover/${context.key}`, t("answers.hand-over")),
      links ? quietLink(`#/link/${context.key}`, t("answers.link")) : null,
      takesPosters(activity) ? quietButton(t("answers.poster"), () => toPoster(activity)) : null),
    links ? h("p", { class: "hint" }, t("answers.later")) : null);
  const update = () => {
    const given = context.get()?.length ?? 0;
    const shown = context.links();
    mount(told, given ? count("answers.count", given) : t("answers.none"), shown ? ` ${count("answers.links", shown)}` : null,
      given ? confirmationButton({
        words: t("answers.clear"), question: t("answers.clear-sure"), yes: t("answers.clear-yes"), no: t("answers.clear-no"),
        act: async () => context.set(undefined),
      }) : null);
    frame(frameState(context));
  };
  return { element, update };
}
