// Faces beside the words of an answer, never instead of them: a face alone means different things to different
// people, and nothing to a screen reader.

import { svg } from "./dom.js";

/** Curve of the mouth by the answer's `face`: how far its middle lies below (or above) its corners. @type {Record<string, number>} */
const MOUTHS = { "very-happy": 7, happy: 4, neutral: 0, unhappy: -3, "very-unhappy": -5 };

/**
 * The face that the catalogue gives an answer, or null for answers that have none (numbers).
 * @param {string|null|undefined} name
 * @returns {SVGSVGElement|null}
 */
export function facePicture(name) {
  if (!name || !(name in MOUTHS)) return null;
  const bend = MOUTHS[name];
  const corners = bend < 0 ? 25 : 23;
  return svg("svg", { viewBox: "0 0 36 36", class: "face", "aria-hidden": "true", focusable: "false" },
    svg("circle", { cx: 18, cy: 18, r: 16 }),
    svg("circle", { cx: 12.5, cy: 14, r: 1.2, class: "eye" }),
    svg("circle", { cx: 23.5, cy: 14, r: 1.2, class: "eye" }),
    svg("path", { d: `M10.5 ${corners}q7.5 ${bend * 1.4} 15 0` }));
}
