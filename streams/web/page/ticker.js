// What comes in: new records on top, what is withdrawn vanishes. The live view, and the strip beside the network.

import { openFeed } from "./api.js";
import { el } from "./dom.js";
import { t } from "./labels.js";
import { recordItem } from "./parts.js";
import { params, route } from "./route.js";
import { follow } from "./stream.js";

const RECENT = 100; // withdrawals count among them, and show nothing
const BEGINNING = 1500; // milliseconds in which what comes is what was there before

/** {state, button, list}: the feed's records as they come, `kept` of them, the last `recent` first. */
export function feedList(search, { kept, signal, fail, changed = () => {}, brief = false }) {
  const list = el("ol", { class: "records", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": t("liveTitle") });
  const state = el("p", { class: "soft", role: "status" }, t("waiting"));
  const opened = performance.now();
  let held = null;
  const show = (event, data) => {
    if (event === "missed") state.textContent = t("missed");
    else place(list, event, data, { kept, brief, fresh: performance.now() - opened > BEGINNING });
    changed();
  };
  const button = el("button", { type: "button", "aria-pressed": "false", onclick: () => {
    const waiting = held;
    held = held ? null : [];
    button.textContent = held ? t("resume") : t("pause");
    button.setAttribute("aria-pressed", String(Boolean(held)));
    for (const one of waiting ?? []) show(...one);
  } }, t("pause"));
  const take = (...one) => (held ? held.push(one) : show(...one));
  follow(openFeed(params(search)), take, (on) => { state.textContent = t(on ? "connected" : "waiting"); }, signal).catch(fail);
  return { state, button, list: [list, el("p", { class: "soft quiet" }, t("quiet"))] };
}

function place(list, event, data, { kept, brief, fresh }) {
  const id = event === "withdrawn" ? data.id : data.event_id ?? data.statement_id;
  for (const item of list.children) if (item.dataset.id === id) item.remove();
  if (event === "withdrawn") return;
  const item = recordItem(data, { brief });
  item.classList.toggle("fresh", fresh);
  list.prepend(item);
  while (list.children.length > kept) list.lastElementChild.remove();
}

/** The strip beside the network. */
export function ticker(options) {
  const { state, button, list } = feedList({ recent: RECENT }, { kept: 6, brief: true, ...options });
  return el("aside", { class: "ticker", "aria-label": t("liveTitle") },
    el("div", { class: "bar" }, el("h2", {}, el("a", { href: route("live") }, t("ticker"))), button, state), list);
}
