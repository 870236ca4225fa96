// Where words may be broken, and how wide they are in the letters that this tablet has.
import { h } from "./dom.js";

const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
/** Pixels: large enough to measure well. */
const SIZE = 100;
/** As what has been chosen is written. */
const WEIGHT = 600;
/** A line may end after a space, a hyphen or a slash. */
const UNBROKEN = /[^\s\-–/]+[-–/]?/g;

/** The width of a text's widest word, in the heaviest letters that it is shown in, in em. @param {string} text */
export function widestWord(text) {
  canvas.font = `${WEIGHT} ${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  return Math.max(0, ...(text.match(UNBROKEN) ?? []).map((word) => canvas.measureText(word).width)) / SIZE;
}

/** A text whose lines may end after a slash too: browsers differ in that. @param {string} text @returns {(Node|string)[]} */
export const breakable = (text) => text.split("/").flatMap((part, index) => (index ? ["/", h("wbr", null), part] : [part]));
