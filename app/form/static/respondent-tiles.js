// Who is going to answer, as large tiles: for the tablet that is handed over, and for a link.
import { h } from "./dom.js";

/**
 * @param {{code: string, label: string}[]} respondents roles of whom somebody is left
 * @param {(code: string) => () => void} press what a tile does
 */
export const respondentTiles = (respondents, press) =>
  h("ul", { class: "tiles" }, respondents.map(({ code, label }) =>
    h("li", null, h("button", { type: "button", class: "tile", onclick: press(code) }, h("span", { class: "tile-name" }, label)))));
