// Connecting the tablet with a one-time code. The code is typed, or came behind the "#" of a link.
import * as catalogue from "../catalogue.js";
import { announce, go, h, mount } from "../dom.js";
import { identify, knownTablet } from "../tablet.js";
import { language, t } from "../words.js";

/** @param {Element} root @param {string[]} params the code, where a link brought it */
export async function show(root, [code = ""]) {
  if (code) history.replaceState(null, "", "#/enrol"); // not kept in the history, nor shown in the address
  const error = h("p", { id: "enrol-error", class: "error", role: "alert" });
  const input = h("input", {
    id: "code", name: "code", autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false",
    "aria-describedby": "enrol-hint enrol-error", value: code,
  });
  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const wrong = input.value.trim() ? await enrol(input.value).catch(() => t("enrol.no-answer")) : t("enrol.empty");
    error.textContent = wrong ?? "";
    input.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (wrong) return input.focus();
    announce(t("enrol.done", { district: knownTablet()?.label ?? "" }));
    document.dispatchEvent(new CustomEvent("stodlogg-enrolled"));
    go("#/", { replace: true });
  };
  mount(
    root,
    h("h1", null, t("enrol.title")),
    h("p", { class: "lead" }, t("enrol.help")),
    h("form", { class: "card", novalidate: true, onsubmit: send },
      h("label", { for: "code" }, t("enrol.code")),
      h("p", { class: "hint", id: "enrol-hint" }, t("enrol.code-hint")),
      input, error,
      h("button", { type: "submit" }, t("enrol.send"))),
  );
}

/** @param {string} code @returns {Promise<string|null>} what is wrong, or null when the tablet is connected */
async function enrol(code) {
  const reply = await fetch("/api/v1/devices", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language() },
    body: JSON.stringify({ code }),
  });
  if (!reply.ok) return (await reply.json()).detail ?? t("enrol.no-answer");
  const other = await identify({ fresh: true });
  if (other) return t("enrol.wrong-account", { role: other.role });
  if (!knownTablet() || !(await catalogue.load())) return t("enrol.no-answer");
  return null;
}
