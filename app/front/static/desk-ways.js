// How the answers come in, by district, for the period that is chosen on the desk.
const language = document.documentElement.lang;
const swedish = language === "sv";
const section = document.getElementById("ways");
const rows = document.getElementById("ways-rows");
const period = document.getElementById("period");
const number = new Intl.NumberFormat(swedish ? "sv-SE" : "en-GB");
const percent = new Intl.NumberFormat(swedish ? "sv-SE" : "en-GB", { style: "percent" });

/** Rows of the table, each a district's figures in the order of the columns. */
function figures(found) {
  const districts = found.dimensions.find((one) => one.code === "district").categories;
  const of = (district, measure, where = {}) =>
    found.rows.find(
      (row) => row.district === district && row.measure === measure && Object.entries(where).every(([name, code]) => row[name] === code),
    );
  const sum = (district, way) =>
    found.rows
      .filter((row) => row.district === district && row.measure === "respondents" && row.way === way)
      .reduce((total, row) => total + (row.count ?? 0), 0);
  const session = { activity: "counselling-session" };
  return districts.map(({ code, label }) => [
    label,
    count(of(code, "contacts", session)),
    share(of(code, "answered", session)),
    count(of(code, "links-handed-out")),
    share(of(code, "links-used")),
    ...["with-record", "link", "poster"].map((way) => number.format(sum(code, way))),
  ]);
}

const count = (row) => number.format(row?.count ?? 0);
const share = (row) => (row?.share == null ? count(row) : `${count(row)} (${percent.format(row.share)})`);

function tableRow(cells) {
  const row = document.createElement("tr");
  cells.forEach((text, place) => {
    const cell = document.createElement(place ? "td" : "th");
    if (!place) cell.scope = "row";
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}

let asked = 0;
async function draw() {
  const turn = (asked += 1);
  const wanted = new URLSearchParams({ by: "district", lang: language });
  if (period.value) wanted.set("period", period.value);
  const reply = await fetch(`/api/v1/statistics/answer-ways?${wanted}`).catch(() => null);
  if (turn !== asked || !reply) return;
  section.hidden = [401, 403].includes(reply.status);
  if (!reply.ok) return;
  const found = await reply.json();
  if (turn !== asked) return;
  document.getElementById("ways-caption").textContent = `${found.title}, ${found.periods.join(", ")}`;
  rows.replaceChildren(...figures(found).map(tableRow));
}

let wait;
period.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(draw, 300);
});
draw();
