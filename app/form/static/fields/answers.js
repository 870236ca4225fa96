// The parents' own answers: how many have answered here, and the two ways to ask them.
import { askingButton } from "../asking.js";
import { h, mount } from "../dom.js";
import { current, recordId } from "../form-state.js";
import { takesLinks, takesPosters } from "../respondents.js";
import { count, language, t } from "../words.js";
import { question } from "./question.js";

/** A poster names the record that its answers belong to, so the draft gets its id now. */
async function toPoster() {
  const id = await recordId();
  location.assign(`/posters${language() === "sv" ? "" : "?lang=en"}#${current().activity}/${id}`);
}

export function answersQuestion(field, context) {
  const links = takesLinks(current().activity);
  const told = h("p", { class: "told" });
  const { element, frame } = question(field, context.path, told,
    h("p", { class: "actions" },
      h("a", { class: "button quiet", href: `#/handover/${context.key}` }, t("answers.hand-over")),
      links ? h("a", { class: "button quiet", href: `#/link/${context.key}` }, t("answers.link")) : null,
      takesPosters(current().activity) ? h("button", { type: "button", class: "quiet", onclick: toPoster }, t("answers.poster")) : null),
    links ? h("p", { class: "hint" }, t("answers.later")) : null);
  const update = () => {
    const given = context.get()?.length ?? 0;
    const shown = context.links();
    mount(told, given ? count("answers.count", given) : t("answers.none"), shown ? ` ${count("answers.links", shown)}` : null,
      given ? askingButton({
        words: t("answers.clear"), question: t("answers.clear-sure"), yes: t("answers.clear-yes"), no: t("answers.clear-no"),
        act: async () => context.set(undefined),
      }) : null);
    frame({ error: context.error(), hidden: context.hidden() });
  };
  return { element, update };
}
