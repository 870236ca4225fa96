// How many records wait, in words, at the top of every view of the adviser's. In a parent's hands the whole top
// is gone (page-frame.js).
import { h, drawInTurn, mount, shellPart } from "./dom.js";
import * as queue from "./queue.js";
import { knownTablet } from "./tablet.js";
import { count, t } from "./words.js";

/** @import {Status} from './sender.js' */

/** Why something waits, by what the sender says: for a network only where there is none. @type {Record<string, string>} */
const WAITS = { "no-network": "status.waiting", sending: "status.sending" };
/** @type {Status["what"]} */
let sender = "no-network";
let watching = false;

const draw = drawInTurn(async () => {
  const counts = await queue.counts().catch(() => null);
  const { waiting, refused } = counts ?? { waiting: 0, refused: 0 };
  const parts = [];
  if (!counts) parts.push(state("refused", t("status.unknown")));
  if (waiting) parts.push(state("waits", count(WAITS[sender] ?? "status.held", waiting)));
  if (refused) parts.push(state("refused", count("status.refused", refused)));
  // On a tablet that is not connected yet nothing has been sent either.
  if (!parts.length && knownTablet()) parts.push(state("sent", t("status.all-sent")));
  const line = shellPart("queue-state");
  mount(line, parts);
  line.hidden = !parts.length;
});

/** @param {string} kind @param {string} words */
const state = (kind, words) => h("span", { class: `state ${kind}` }, words);

/** Keep the line at the top right from now on. */
export function watchQueue() {
  if (!watching) queue.onChange(draw);
  watching = true;
  return draw();
}

/** Another view, another language, or another tablet than before. */
export const redrawQueueState = draw;

/** What the sender says of itself. @param {Status["what"]} what */
export function tellSender(what) {
  if (what === sender) return;
  sender = what;
  draw();
}
