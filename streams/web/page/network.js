// The network of actors: who has to do with whom, as it stands now. Edges and circles are links.

import { get } from "./api.js";
import { el, svg } from "./dom.js";
import { number, t } from "./labels.js";
import { curve, edgeWidth, layout, radius } from "./layout.js";
import { codeTitle, longTitle } from "./names.js";
import { dayFields, dyadTable, emptyState, filters } from "./parts.js";
import { params, route } from "./route.js";
import { ticker } from "./ticker.js";

const EDGES = 60;
const NARROW = 640; // pixels: a picture below is taller than wide
const SETTLED = 700; // milliseconds without a new record until the network is asked for anew
const CLEAR = 2 / 3; // share of cooperation or conflict that gives an edge its colour

export async function networkView({ query }, { signal, tell, fail }) {
  const asked = { by: "country", order: "events", ...Object.fromEntries(query) };
  const ask = async () => {
    const found = await get("dyads", params({ ...asked, limit: EDGES }), signal);
    return { ...found, dyads: found.dyads.map((dyad) => ({ ...dyad, from: dyad.from ?? "", to: dyad.to ?? "" })) };
  };
  const answer = await ask();
  tell(answer);
  const state = { dyads: answer.dyads, days: { day_from: asked.day_from, day_to: asked.day_to }, bySector: asked.by === "sector", places: new Map() };
  const network = el("div", { class: "canvas", ...spotlights() });
  const table = el("div", { id: "table", tabindex: -1 });
  const draw = (fresh) => {
    table.replaceChildren(state.dyads.length ? dyadTable(state.dyads, t("dyads"), state) : "");
    if (state.dyads.length) redraw(network, state, fresh);
    else network.replaceChildren(emptyState(Boolean(query.size)));
  };
  const renew = settled(SETTLED, async () => {
    const now = await ask();
    const fresh = changed(state.dyads, now.dyads);
    if (signal.aborted || (!fresh.size && now.dyads.length === state.dyads.length)) return;
    state.dyads = now.dyads;
    tell(now);
    draw(fresh);
  });
  const watch = new ResizeObserver(() => draw(new Set()));
  watch.observe(network);
  signal.addEventListener("abort", () => watch.disconnect());
  return [
    el("h1", {}, t("networkTitle")),
    filters(fieldsOf(), new URLSearchParams(params(asked)), (chosen) => { location.hash = route("", [], chosen); }, query.size > 0),
    el("div", { class: "wall" },
      el("div", {}, el("a", { class: "skip inline", href: "#table", onclick: (event) => { event.preventDefault(); table.focus(); } }, t("pastNetwork")), network, legend()),
      ticker({ signal, fail, changed: () => renew().catch(fail) })),
    table,
  ];
}

const fieldsOf = () => ({
  by: { label: t("by"), options: ["country", "actor", "sector"].map((key) => [key, t(key)]) },
  order: { label: t("order"), options: ["events", "cooperation", "conflict", "statements", "articles"].map((key) => [key, t(key)]) },
  actor: { label: t("actor"), type: "text", placeholder: "BLR" },
  ...dayFields(),
});

/** A function that calls `work` once nobody has called it for so long. */
function settled(milliseconds, work) {
  let waiting = null;
  return () => new Promise((done, failed) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => work().then(done, failed), milliseconds);
  });
}

const keyOf = ({ from, to }) => `${from}>${to}`;

/** The keys of dyads that are new or say something else than before. */
function changed(before, now) {
  const known = new Map(before.map((dyad) => [keyOf(dyad), JSON.stringify(dyad)]));
  return new Set(now.filter((dyad) => known.get(keyOf(dyad)) !== JSON.stringify(dyad)).map(keyOf));
}

function redraw(canvas, state, fresh) {
  const width = canvas.clientWidth;
  if (!width) return;
  const focused = canvas.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const actors = new Set(state.dyads.flatMap(({ from, to }) => [from, to])).size;
  const most = width < NARROW ? width * 1.35 : Math.max(420, Math.min(width * 0.62, innerHeight * 0.72));
  const height = Math.round(Math.min(most, 240 + 24 * actors));
  state.places = layout(state.dyads, width, height, codeTitle, state.places);
  canvas.replaceChildren(picture(state, width, height, fresh));
  if (focused) [...canvas.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
}

function picture({ dyads, days, bySector, places }, width, height, fresh) {
  const arrow = (tone) => svg("marker", { id: `arrow-${tone}`, class: tone, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 11, markerHeight: 11, markerUnits: "userSpaceOnUse", orient: "auto" },
    svg("path", { d: "M0 0.5L8 4L0 7.5z" }));
  return svg("svg", { class: "network", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": `${t("networkTitle")}. ${t("networkHelp")}` },
    svg("defs", {}, ["coop", "conf", "mixed", "none"].map(arrow)),
    dyads.map((dyad) => edge(dyad, places, days, bySector, fresh.has(keyOf(dyad)))),
    [...places.values()].map((node) => circle(node, bySector)));
}

/** Listeners for the picture's frame: the picture itself would become a stop of the tab key. */
function spotlights() {
  const lit = ({ currentTarget, target }) => spotlight(currentTarget, target.closest("[data-codes]"));
  const dark = ({ currentTarget }) => spotlight(currentTarget, null);
  return { onpointerover: lit, onfocusin: lit, onpointerout: dark, onfocusout: dark };
}

/** What has to do with the actor or the edge that is pointed at stands out from the rest. */
function spotlight(canvas, link) {
  const codes = link?.dataset.codes.split(" ");
  canvas.classList.toggle("spot", Boolean(codes));
  for (const one of canvas.querySelectorAll("[data-codes]")) {
    const own = one.dataset.codes.split(" ");
    const edgeOf = own.length === 2 && codes?.length === 1 && own.includes(codes[0]);
    const endOf = own.length === 1 && codes?.length === 2 && codes.includes(own[0]);
    one.classList.toggle("near", one === link || edgeOf || endOf);
  }
}

function circle(node, bySector) {
  const name = longTitle(node.id);
  return svg(bySector ? "g" : "link", { class: "node", "data-codes": node.id, href: !bySector && route("actor", [node.id]), transform: `translate(${node.x.toFixed(1)},${node.y.toFixed(1)})`, "aria-label": name },
    svg("title", {}, name), svg("circle", { r: radius(node) }), svg("label", { dy: radius(node) + 14 }, node.title));
}

export const toneOf = ({ events, cooperation, conflict }) =>
  events === 0 ? "none" : cooperation >= events * CLEAR ? "coop" : conflict >= events * CLEAR ? "conf" : "mixed";

function edge(dyad, places, days, bySector, fresh) {
  const said = `${longTitle(dyad.from)} → ${longTitle(dyad.to)}: ${number(dyad.events)} ${t("events")} (${number(dyad.cooperation)} ${t("cooperation")}, ${number(dyad.conflict)} ${t("conflict")})`;
  const tone = toneOf(dyad);
  const d = curve(places.get(dyad.from), places.get(dyad.to));
  return svg(bySector ? "g" : "link", { class: `edge ${tone}${fresh ? " flash" : ""}`, "data-codes": `${dyad.from} ${dyad.to}`, href: !bySector && route("dyad", [dyad.from, dyad.to], days), "aria-label": said },
    svg("title", {}, said),
    svg("path", { class: "reach", d }),
    svg("path", { class: "seen", d, "stroke-width": edgeWidth(dyad.events).toFixed(1), "marker-end": `url(#arrow-${tone})` }));
}

function legend() {
  const sample = (tone) => svg("svg", { width: 36, height: 10, "aria-hidden": "true" }, svg("g", { class: `edge ${tone}` }, svg("path", { class: "seen", d: "M0 5H36", "stroke-width": 3 })));
  return el("p", { class: "legend" }, [["coop", "legendCoop"], ["conf", "legendConf"], ["mixed", "legendMixed"]].map(([tone, label]) => el("span", {}, sample(tone), " ", t(label))), el("span", {}, t("legendWidth")));
}
