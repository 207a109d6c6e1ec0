// The live feed: what comes in appears on top, what is withdrawn vanishes.

import { openFeed } from "./api.js";
import { el } from "./dom.js";
import { t } from "./labels.js";
import { filters, recordItem } from "./parts.js";
import { params, route } from "./route.js";
import { follow } from "./stream.js";

const KEPT = 100;

export async function liveView({ query }, { signal, fail }) {
  const list = el("ol", { class: "records", role: "log", "aria-live": "polite", "aria-relevant": "additions" });
  const state = el("p", { class: "soft", role: "status" }, t("waiting"));
  let held = null;
  const take = (event, data) => {
    if (held) held.push([event, data]);
    else show(list, state, event, data);
  };
  const button = el("button", { type: "button", "aria-pressed": "false", onclick: () => {
    const waiting = held;
    held = held ? null : [];
    button.textContent = held ? t("resume") : t("pause");
    button.setAttribute("aria-pressed", String(Boolean(held)));
    for (const [event, data] of waiting ?? []) show(list, state, event, data);
  } }, t("pause"));
  const search = params({ recent: 20, ...Object.fromEntries(query) });
  follow(openFeed(search), take, (on) => { state.textContent = t(on ? "connected" : "waiting"); }, signal).catch(fail);
  const fields = {
    kind: { label: t("type"), options: [["", t("all")], ["event", t("events")], ["statement", t("statements")]] },
    actor: { label: t("actor"), type: "text" },
  };
  return [
    el("h1", {}, t("liveTitle")),
    filters(fields, query, (chosen) => { location.hash = route("live", [], chosen); }),
    el("div", { class: "legend" }, button, state), list,
  ];
}

function show(list, state, event, data) {
  if (event === "missed") {
    state.textContent = t("missed");
    return;
  }
  const id = event === "withdrawn" ? data.id : data.event_id ?? data.statement_id;
  for (const item of list.children) if (item.dataset.id === id) item.remove();
  if (event === "withdrawn") return;
  const item = recordItem(data);
  item.classList.add("fresh");
  list.prepend(item);
  while (list.children.length > KEPT) list.lastElementChild.remove();
}
