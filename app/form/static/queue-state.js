// How many records wait, in words, at the top of every view.
import { h, inTurn, mount } from "./dom.js";
import * as queue from "./queue.js";
import { count, t } from "./words.js";

const place = document.getElementById("queue-state");
let watching = false;

const draw = inTurn(async () => {
  const { waiting, refused } = await queue.counts().catch(() => ({ waiting: 0, refused: 0 }));
  const parts = [];
  if (waiting) parts.push(h("span", { class: "state waits" }, count("status.waiting", waiting)));
  if (refused) parts.push(h("span", { class: "state refused" }, count("status.refused", refused)));
  if (!parts.length) parts.push(h("span", { class: "state sent" }, t("status.all-sent")));
  mount(place, parts);
  place.hidden = document.body.classList.contains("bare") || !document.getElementById("place").textContent;
});

/** Keep the line at the top right from now on. */
export function watchQueue() {
  if (!watching) queue.onChange(draw);
  watching = true;
  draw();
}
watchQueue.redraw = draw;
