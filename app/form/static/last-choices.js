// What was chosen last time, and how often each code of a list is chosen on this tablet.
import { knownActivity } from "./catalogue.js";
import { applies, isFilledByTablet } from "./fields.js";
import { get, put } from "./store.js";

/** Remember the last choices, and how often each code of a list is chosen here. @param {string} activity @param {import("../types").Values} values */
export async function rememberChoices(activity, values) {
  const last = (await get("kept", "last-choices")) ?? {};
  const uses = (await get("kept", "use-counts")) ?? {};
  const fields = knownActivity(activity).fields;
  last[activity] = {};
  for (const field of fields) {
    const value = values[field.name];
    if (value === undefined || !applies(field, values, fields)) continue;
    // That something is not known is of that time alone.
    if (field.remember && !(field.states ?? []).includes(value)) last[activity][field.name] = value;
    if (!field.list || isFilledByTablet(field)) continue;
    const counts = (uses[field.list] ??= {});
    for (const code of [value].flat()) counts[code] = (counts[code] ?? 0) + 1;
  }
  await put("kept", "last-choices", last);
  await put("kept", "use-counts", uses);
}
