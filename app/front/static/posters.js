// Making a poster. The code stands in the page and in request bodies alone: in no address that a log could keep.
// `#theme-meeting/<id>` makes one for a theme meeting that is registered, or will be, under that id.
const language = document.documentElement.lang;
const swedish = language === "sv";
const form = document.getElementById("make");
const status = document.getElementById("status");
const noAnswer = swedish ? "Det gick inte att nå tjänsten. Försök igen." : "The service could not be reached. Try again.";
const meeting = /^#theme-meeting\/([0-9a-f-]{36})$/.exec(location.hash)?.[1] ?? null;
let made = null;

const ask = (path, body) =>
  fetch(path, {
    method: body ? "POST" : "GET",
    headers: { "Accept-Language": language, ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });

/** What is wrong, in words. */
async function wrong(reply) {
  const problem = await reply.json().catch(() => ({}));
  return [problem.detail ?? noAnswer, ...(problem.errors ?? []).map((one) => one.message)].join(" ");
}

async function fillDistricts() {
  const [me, catalogue] = await Promise.all([ask("/api/v1/me"), ask(`/api/v1/catalogue?lang=${language}`)]);
  if (!me.ok || !catalogue.ok) {
    status.textContent = swedish ? "Logga in, eller anslut surfplattan, först." : "Sign in, or connect the tablet, first.";
    form.hidden = true;
    return;
  }
  const own = (await me.json()).district;
  const { lists } = await catalogue.json();
  const options = lists.districts
    .filter((one) => !one.to && (!own || one.code === own || !lists.districts.some((other) => other.code === own && !other.to)))
    .map((one) => new Option(one.label, one.code));
  document.getElementById("district").replaceChildren(...options);
}

function wanted() {
  const values = Object.fromEntries(new FormData(form));
  const limits = { month: values.month, uses: Number(values.uses) };
  if (meeting) return { activity: "theme-meeting", record: meeting, ...limits };
  return { activity: "open-preschool-return", district: values.district, tertial: values.tertial, ...limits };
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  status.textContent = "";
  const body = wanted();
  const reply = await ask("/api/v1/posters", body).catch(() => null);
  if (!reply?.ok) {
    status.textContent = reply ? await wrong(reply) : noAnswer;
    return;
  }
  const { code, url } = await reply.json();
  made = { code, activity: body.activity };
  document.getElementById("address").textContent = url;
  const section = document.getElementById("made");
  section.hidden = false;
  section.focus();
});

async function print(format, size) {
  status.textContent = "";
  const languages = [...document.querySelectorAll("#languages input:checked")].map((one) => one.value);
  if (!languages.length) {
    status.textContent = swedish ? "Välj minst ett språk." : "Choose at least one language.";
    document.querySelector("#languages input").focus();
    return;
  }
  const page = format === "html" ? window.open("about:blank") : null;
  const reply = await ask("/api/v1/posters/sheet", { ...made, format, size, languages }).catch(() => null);
  if (!reply?.ok) {
    page?.close();
    status.textContent = reply ? await wrong(reply) : noAnswer;
    return;
  }
  if (page) {
    page.document.write(await reply.text());
    page.document.close();
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = `stodlogg-${size}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

for (const button of document.querySelectorAll("button[data-format]")) {
  button.addEventListener("click", () => print(button.dataset.format, button.dataset.size));
}

document.getElementById("for-meeting").hidden = !meeting;
document.getElementById("for-preschool").hidden = Boolean(meeting);
document.getElementById("of-preschool").hidden = Boolean(meeting);
form.hidden = !meeting && !document.getElementById("tertial").options.length;
fillDistricts();
