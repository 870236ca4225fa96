// Connecting a tablet: a one-time code, its link, and the link as a QR code drawn here. The code stands behind
// the link's "#" and is in no address that reaches a server.
import { qrSvg } from "/form/static/qr.js";

const swedish = document.documentElement.lang === "sv";
const language = document.documentElement.lang;
const section = document.getElementById("tablet");
const form = document.getElementById("tablet-form");
const district = document.getElementById("tablet-district");
const status = document.getElementById("tablet-status");
const made = document.getElementById("tablet-code");

const get = async (path) => {
  const reply = await fetch(path, { headers: { "Accept-Language": language } });
  return reply.ok ? reply.json() : null;
};

async function show() {
  const me = await get("/api/v1/me");
  if (!me?.permissions.includes("enrol-devices")) return;
  const catalogue = await get(`/api/v1/catalogue?lang=${language}`);
  const open = catalogue.lists.districts.filter((one) => !one.to && (!me.district || one.code === me.district));
  district.replaceChildren(...open.map((one) => new Option(one.label, one.code)));
  section.hidden = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  status.textContent = "";
  const reply = await fetch("/api/v1/devices/codes", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Accept-Language": language },
    body: JSON.stringify({ district: district.value }),
  });
  const issued = await reply.json();
  if (!reply.ok) {
    status.textContent = issued.detail;
    return;
  }
  const until = new Date(issued.expires).toLocaleString(language, { dateStyle: "long", timeStyle: "short" });
  const link = Object.assign(document.createElement("a"), { href: issued.link, textContent: issued.link });
  const code = Object.assign(document.createElement("p"), { className: "code", textContent: issued.code });
  const help = document.createElement("p");
  help.textContent = swedish
    ? `Rikta surfplattans kamera mot rutan, eller skriv koden på ${new URL(issued.link).host}/form. Den fungerar en gång, till ${until}.`
    : `Point the tablet's camera at the square, or type the code at ${new URL(issued.link).host}/form. It works once, until ${until}.`;
  const address = document.createElement("p");
  address.append(link);
  made.replaceChildren(help, qrSvg(issued.link, swedish ? "QR-kod som ansluter en surfplatta" : "QR code that connects a tablet"), code, address);
  made.hidden = false;
  made.focus();
});

show();
