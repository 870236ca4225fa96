// Which district this tablet belongs to. Its proof is a cookie that scripts cannot read.
import { setTablet } from "./form-state.js";
import { get, put } from "./store.js";
import { takeServiceTime } from "./today.js";
import { language } from "./words.js";

/** @type {{district: string, label: string}|null} */
let known = null;

/** The tablet as it is known here, also without a network. */
export const knownTablet = () => known;

/**
 * Find out who we are: what is kept, else what the service says. `fresh` asks the service in any case: the tablet
 * may have been connected to another district since.
 * @returns {Promise<{role: string}|null>} what the service said where it is no tablet of a district
 */
export async function identify({ fresh = false } = {}) {
  const kept = await get("kept", "me").catch(() => null);
  take(kept ?? null);
  if (!fresh && kept && kept.language === language()) return null;
  try {
    const reply = await fetch(`/api/v1/me?lang=${language()}`, { cache: "no-store" });
    takeServiceTime(reply);
    if (!reply.ok) return null;
    const me = await reply.json();
    if (!me.district || me.role !== "adviser") return { role: me.role_label };
    const tablet = { district: me.district, label: me.district_label, language: language() };
    await put("kept", "me", tablet);
    take(tablet);
  } catch {
    // No network: what is kept has to do.
  }
  return null;
}

/** @param {{district: string, label: string}|null} tablet */
function take(tablet) {
  known = tablet;
  setTablet(tablet);
}
