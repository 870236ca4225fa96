// How many records wait, in words, at the top of every view of the adviser's. In a parent's hands the whole top
// is gone (around.js).
import { h, inTurn, mount } from "./dom.js";
import * as queue from "./queue.js";
import { knownTablet } from "./tablet.js";
import { count, t } from "./words.js";

const place = document.getElementById("queue-state");
/** Why something waits, by what the sender says: for a network only where there is none. */
const WAITS = { "no-network": "status.waiting", sending: "status.sending" };
let sender = "no-network";
let watching = false;

const draw = inTurn(async () => {
  const found = await queue.counts().catch(() => null);
  const { waiting, refused } = found ?? { waiting: 0, refused: 0 };
  const parts = [];
  if (!found) parts.push(state("refused", t("status.unknown")));
  if (waiting) parts.push(state("waits", count(WAITS[sender] ?? "status.held", waiting)));
  if (refused) parts.push(state("refused", count("status.refused", refused)));
  // On a tablet that is not connected yet nothing has been sent either.
  if (!parts.length && knownTablet()) parts.push(state("sent", t("status.all-sent")));
  mount(place, parts);
  place.hidden = !parts.length;
});

const state = (kind, words) => h("span", { class: `state ${kind}` }, words);

/** Keep the line at the top right from now on. */
export function watchQueue() {
  if (!watching) queue.onChange(draw);
  watching = true;
  return draw();
}

/** Another view, another language, or another tablet than before. */
export const redrawQueueState = draw;

/** What the sender says of itself. @param {import("./sender.js").Status["what"]} what */
export function tellSender(what) {
  if (what === sender) return;
  sender = what;
  draw();
}
