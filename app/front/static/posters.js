// Making a poster. The code stands in the page and in request bodies alone: in no address that a log could keep.
// `#theme-meeting/<id>` makes one for a theme meeting that is registered, or will be, under that id.
const language = document.documentElement.lang;
const swedish = language === "sv";
/** @param {string} id @returns {HTMLElement} */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const form = /** @type {HTMLFormElement} */ (part("make"));
const status = part("status");
const noAnswer = swedish ? "Det gick inte att nå tjänsten. Försök igen." : "The service could not be reached. Try again.";
const meeting = /^#theme-meeting\/([0-9a-f-]{36})$/.exec(location.hash)?.[1] ?? null;
/** @type {{code: string, activity: string}|null} */
let made = null;

/** @param {string} path @param {object} [body] */
const ask = (path, body) =>
  fetch(path, {
    method: body ? "POST" : "GET",
    headers: { "Accept-Language": language, ...(body && { "Content-Type": "application/json" }) },
    body: body && JSON.stringify(body),
  });

/** What is wrong, in words. @param {Response} reply @returns {Promise<string>} */
async function wrong(reply) {
  const problem = await reply.json().catch(() => ({}));
  return [problem.detail ?? noAnswer, ...(problem.errors ?? []).map((/** @type {{message: string}} */ { message }) => message)].join(" ");
}

async function fillDistricts() {
  const [me, catalogue] = await Promise.all([ask("/api/v1/me"), ask(`/api/v1/catalogue?lang=${language}`)]);
  if (!me.ok || !catalogue.ok) {
    status.textContent = swedish ? "Logga in, eller anslut surfplattan, först." : "Sign in, or connect the tablet, first.";
    form.hidden = true;
    return;
  }
  const own = (await me.json()).district;
  /** @type {{code: string, label: string, to?: string}[]} */
  const districts = (await catalogue.json()).lists.districts;
  const current = districts.filter(({ to }) => !to);
  const ours = current.filter(({ code }) => code === own);
  part("district").replaceChildren(...(ours.length ? ours : current).map(({ code, label }) => new Option(label, code)));
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
  part("address").textContent = url;
  const section = part("made");
  section.hidden = false;
  section.focus();
});

/** @param {string} format @param {string} size */
async function print(format, size) {
  status.textContent = "";
  /** @type {HTMLInputElement[]} */
  const boxes = [...part("languages").querySelectorAll("input")];
  const languages = boxes.filter(({ checked }) => checked).map(({ value }) => value);
  if (!languages.length) {
    status.textContent = swedish ? "Välj minst ett språk." : "Choose at least one language.";
    boxes[0]?.focus();
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

for (const button of document.querySelectorAll("button")) {
  const { format, size = "" } = button.dataset;
  if (format) button.addEventListener("click", () => print(format, size));
}

part("for-meeting").hidden = !meeting;
part("for-preschool").hidden = Boolean(meeting);
part("of-preschool").hidden = Boolean(meeting);
form.hidden = !meeting && !part("tertial").querySelector("option");
fillDistricts();
