// A QR code as a picture that a phone can read from a tablet's screen and a screen reader can name.
import { svg } from "./dom.js";
import { qrcode } from "./vendor/qrcode-generator.mjs";

// Light modules around the code: the standard asks for four, and phones do need them on a dark screen.
const QUIET = 4;
// A scratched screen or a reflecting lamp may hide about a seventh of the picture.
const CORRECTION = "M";

/**
 * The modules of the smallest code that holds the text.
 * @param {string} text ASCII
 * @returns {boolean[][]} rows from the top; true is dark
 */
export function modules(text) {
  const code = qrcode(0, CORRECTION);
  code.addData(text, "Byte");
  code.make();
  const indices = [...Array(code.getModuleCount()).keys()];
  return indices.map((row) => indices.map((column) => code.isDark(row, column)));
}

/**
 * The code as an SVG picture, black on white in dark mode too, since phones look for that.
 * @param {string} text what the phone reads
 * @param {string} title what a screen reader says
 * @returns {SVGSVGElement}
 */
export function qrSvg(text, title) {
  const rows = modules(text);
  const size = rows.length + 2 * QUIET;
  const name = svg("title", {});
  name.textContent = title;
  return svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", class: "qr" },
    name,
    svg("rect", { width: size, height: size, fill: "#fff" }),
    svg("path", { d: rows.map(drawRow).join(""), fill: "#000", "shape-rendering": "crispEdges" }));
}

/** One row as rectangles, neighbours joined: seams between single squares would show as light lines. @param {boolean[]} row @param {number} y */
function drawRow(row, y) {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    const width = x - from + 1;
    path += `M${from + QUIET} ${y + QUIET}h${width}v1h-${width}z`;
  }
  return path;
}
