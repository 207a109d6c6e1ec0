// Actor codes for people: `BLR.GOV` is Belarus' government.

import { chosenLanguage, hasLabel, t } from "./labels.js";

const SPECIAL = { WEST: { de: "Westen", en: "the West" }, XXX: { de: "unbekannt", en: "unknown" } };

let known = { states: {}, organisations: {} };

/** What the worker's registry calls states and organisations: {states: {BLR: [German, English]}, organisations}. */
export const keepNames = (names) => { known = names; };

const sectorTitle = (sector) => (hasLabel(`sector.${sector}`) ? t(`sector.${sector}`) : sector);

const inLanguage = (pair) => pair?.[chosenLanguage() === "de" ? 0 : 1];

/** Short: a state's name, an organisation's acronym, then the sector; what is unknown stays as it is. */
export function codeTitle(code) {
  if (!code) return t("wholeCountry");
  const [place, sector] = split(code);
  const name = SPECIAL[place]?.[chosenLanguage()] ?? inLanguage(known.states[place]) ?? (place || "");
  return [name, sector && (sector !== "IGO" || !name) ? sectorTitle(sector) : ""].filter(Boolean).join(" · ");
}

/** The whole name, where `codeTitle` gives an acronym or a sector. */
export function longTitle(code) {
  const organisation = inLanguage(known.organisations[split(code ?? "")[0]]);
  const short = codeTitle(code);
  return organisation && organisation !== short && !SPECIAL[code] ? `${short} (${organisation})` : short;
}

/** A sector alone, as sides of a dyad by sector are, has no place. */
function split(code) {
  const [place, sector] = code.split(".");
  const alone = sector === undefined && hasLabel(`sector.${place}`) && !known.states[place] && !known.organisations[place];
  return alone ? ["", place] : [place, sector];
}
