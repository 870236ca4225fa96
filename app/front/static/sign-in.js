// Signing in or connecting a tablet. A link carries its code behind "#", which browsers never send: it reaches
// no server's log. The code is not used until the button is pressed, so that a preview spends nothing.
const language = document.documentElement.lang;
const status = /** @type {HTMLElement} */ (document.getElementById("status"));
const code = /** @type {HTMLInputElement} */ (document.getElementById("code"));

if (location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  code.form?.querySelector("button")?.focus();
}

const noAnswer = language === "sv"
  ? "Tjänsten svarar inte. Försök igen om en stund."
  : "The service does not answer. Try again in a moment.";

/** What was filled in, as it is meant: a whole link where its code is asked for, an account in small letters. @param {HTMLFormElement} form */
function filled(form) {
  const { code: link, account, ...others } = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  return {
    ...others,
    ...(link !== undefined && { code: link.split("#").pop() }),
    ...(account !== undefined && { account: account.trim().toLowerCase() }),
  };
}

/** What is wrong, in words, or null. @param {HTMLFormElement} form @param {string} path */
async function send(form, path) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify(filled(form)),
  });
  if (reply.ok) return null;
  const problem = await reply.json();
  return problem.detail || noAnswer;
}

/** A tablet that is new here: the form need not wonder why its memory is empty. */
function toForm() {
  sessionStorage.setItem("stodlogg-enrolled-now", "yes");
  location.href = "/form/";
}

for (const form of document.forms) {
  const { path, next } = form.dataset;
  if (path) form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    const wrong = await send(form, path).catch(() => noAnswer);
    if (wrong) status.textContent = wrong;
    else if (path === "/api/v1/devices") toForm();
    else location.href = next ?? (language === "sv" ? "/desk" : "/desk?lang=en");
  });
}
