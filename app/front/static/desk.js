// What the signed-in may do here, as links to the API. The coordinator's desk takes its place later.
const swedish = document.documentElement.lang === "sv";
const language = document.documentElement.lang;
const who = document.getElementById("who");

async function get(path) {
  const reply = await fetch(path, { headers: { "Accept-Language": language } });
  return reply.ok ? reply.json() : null;
}

function linkTo(href, text) {
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  return link;
}

async function show() {
  const me = await get("/api/v1/me");
  if (!me) {
    who.textContent = swedish ? "Du är inte inloggad." : "You are not signed in.";
    who.append(" ", linkTo("/sign-in", swedish ? "Logga in" : "Sign in"));
    return;
  }
  who.textContent = [me.role_label ?? me.role, me.district_label ?? me.district].filter(Boolean).join(", ");
  document.getElementById("sign-out").hidden = me.role === "adviser";
  const found = await get("/api/v1/statistics");
  if (!found) return;
  const list = document.getElementById("list");
  const period = document.getElementById("period");
  const draw = () => {
    list.replaceChildren(
      ...found.tables.map((table) => {
        const item = document.createElement("li");
        const address = `/api/v1/statistics/${table.id}?lang=${language}` + (period.value ? `&period=${encodeURIComponent(period.value)}` : "");
        item.append(linkTo(address, table.title), " · ", linkTo(`${address}&format=csv`, "CSV"));
        return item;
      }),
    );
  };
  period.addEventListener("input", draw);
  draw();
  document.getElementById("tables").hidden = false;
}

document.getElementById("sign-out").addEventListener("click", async () => {
  await fetch("/api/v1/sign-ins/current", { method: "DELETE" });
  location.href = "/";
});

show();
