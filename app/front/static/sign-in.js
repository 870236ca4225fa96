// Signing in or connecting a tablet. A link carries its code behind "#", which browsers never send: it reaches
// no server's log. The code is not used until the button is pressed, so that a preview spends nothing.
const language = document.documentElement.lang;
const status = document.getElementById("status");
const code = document.getElementById("code");

if (location.hash.length > 1) {
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  code.form.querySelector("button").focus();
}

const noAnswer = language === "sv"
  ? "Tjänsten svarar inte. Försök igen om en stund."
  : "The service does not answer. Try again in a moment.";

/** What was filled in, as it is meant: a whole link where its code is asked for, an account in small letters. */
function filled(form) {
  const sent = Object.fromEntries(new FormData(form));
  if (sent.code) sent.code = sent.code.split("#").pop();
  if (sent.account) sent.account = sent.account.trim().toLowerCase();
  return sent;
}

async function send(form) {
  const reply = await fetch(form.dataset.path, {
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

for (const form of document.querySelectorAll("form[data-path]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    const wrong = await send(form).catch(() => noAnswer);
    if (wrong) status.textContent = wrong;
    else if (form.dataset.path === "/api/v1/devices") toForm();
    else location.href = form.dataset.next ?? (language === "sv" ? "/desk" : "/desk?lang=en");
  });
}
