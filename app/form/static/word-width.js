// Where words may be broken, and how wide they are in the letters that this tablet has.
import { h } from "./dom.js";

/** @type {CanvasRenderingContext2D|null} */
let canvas = null;
/** Pixels: large enough to measure well. */
const SIZE = 100;
/** As what has been chosen is written. */
const WEIGHT = 600;
/** A line may end after a space, a hyphen or a slash. */
const UNBROKEN = /[^\s\-–/]+[-–/]?/g;

/** The width of a text's widest word, in the heaviest letters that it is shown in, in em. @param {string} text */
export function widestWordWidth(text) {
  const drawing = (canvas ??= document.createElement("canvas").getContext("2d"));
  if (!drawing) return 0; // a browser that measures nothing breaks words where it must
  drawing.font = `${WEIGHT} ${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
  const measures = (text.match(UNBROKEN) ?? []).map((word) => drawing.measureText(word).width);
  return Math.max(0, ...measures) / SIZE;
}

/** A text whose lines may end after a slash too: browsers differ in that. @param {string} text @returns {(Node|string)[]} */
export const breakableText = (text) => text.split("/").flatMap((part, index) => (index ? ["/", h("wbr", null), part] : [part]));
