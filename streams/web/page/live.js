// The live feed: what comes in appears on top, what is withdrawn vanishes.

import { el } from "./dom.js";
import { t, TYPES } from "./labels.js";
import { filters } from "./parts.js";
import { route } from "./route.js";
import { feedList } from "./ticker.js";

const KEPT = 100;

export async function liveView({ query }, { signal, fail }) {
  const { state, button, list } = feedList({ recent: KEPT, ...Object.fromEntries(query) }, { kept: KEPT, signal, fail });
  const fields = {
    kind: { label: t("kindOf"), options: [["", t("all")], ["event", t("events")], ["statement", t("statements")]] },
    type: { label: t("type"), options: [["", t("all")], ...TYPES.map((type) => [type, t(type)])] },
    actor: { label: t("actor"), type: "text", placeholder: "BLR" },
    from: { label: t("who"), type: "text", placeholder: "EU" },
    to: { label: t("whom"), type: "text", placeholder: "BLR" },
  };
  return [
    el("h1", {}, t("liveTitle")),
    filters(fields, query, (chosen) => { location.hash = route("live", [], chosen); }, query.size > 0),
    el("div", { class: "bar" }, button, state), list,
  ];
}
