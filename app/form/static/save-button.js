// The button that saves the form in hand, from the form itself or from its summary.
import { go, h } from "./dom.js";
import * as state from "./form-state.js";
import { t } from "./words.js";
import { tellSaved } from "./views/home.js";

/**
 * @param {import("../types").Activity} activity @param {Element} error where it is told that the tablet could not save
 * @param {() => boolean} [mayBe] whether it may be saved as it is
 * @returns {HTMLButtonElement & {keep: () => Promise<void>}}
 */
export function saveButton(activity, error, mayBe = () => true) {
  const button = h("button", { type: "button", class: "primary", onclick: () => mayBe() && keep() }, t("review.save"));
  const keep = async () => {
    if (button.disabled) return;
    error.textContent = "";
    button.disabled = true;
    button.textContent = t("review.saving");
    try {
      const id = await state.finish();
      tellSaved({ id, activity: activity.name, answers: activity.links });
      go("#/", { replace: true });
    } catch (failure) {
      console.error(failure);
      error.textContent = t("review.failed");
      button.disabled = false;
      button.textContent = t("review.save");
    }
  };
  return Object.assign(button, { keep });
}
