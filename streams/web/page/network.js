// The network of actors: who has to do with whom. Edges and nodes are links, in the order of the tab key.

import { get } from "./api.js";
import { el, svg } from "./dom.js";
import { codeTitle, number, t } from "./labels.js";
import { dayFields, dyadTable, filters } from "./parts.js";
import { params, route } from "./route.js";

const WIDTH = 1000;
const HEIGHT = 640;
const EDGES = 60;
const TICKS = 300;

export async function networkView({ query }, { signal, tell }) {
  const asked = { by: "country", order: "events", ...Object.fromEntries(query) };
  const answer = await get("dyads", params({ ...asked, limit: EDGES }), signal);
  tell(answer);
  const days = { day_from: asked.day_from, day_to: asked.day_to };
  const fields = {
    by: { label: t("by"), options: ["country", "actor", "sector"].map((key) => [key, t(key)]) },
    order: { label: t("order"), options: ["events", "cooperation", "conflict", "statements", "articles"].map((key) => [key, t(key)]) },
    actor: { label: t("actor"), type: "text" },
    ...dayFields(),
  };
  const bySector = asked.by === "sector";
  return [
    el("h1", {}, t("networkTitle")),
    filters(fields, new URLSearchParams(params(asked)), (chosen) => { location.hash = route("", [], chosen); }),
    answer.dyads.length && !bySector ? [picture(answer.dyads, days), legend()] : null,
    dyadTable(answer.dyads, t("dyads"), { days, bySector }),
  ];
}

/** Places for the actors: the same for the same dyads, for d3-force begins without chance. */
export function layout(dyads) {
  const codes = [...new Set(dyads.flatMap((dyad) => [dyad.from, dyad.to]))];
  const nodes = codes.map((id) => ({ id, weight: dyads.filter((dyad) => dyad.from === id || dyad.to === id).reduce((sum, dyad) => sum + dyad.events, 0) }));
  const links = dyads.filter((dyad) => dyad.from !== dyad.to).map((dyad) => ({ source: dyad.from, target: dyad.to }));
  globalThis.d3.forceSimulation(nodes)
    .force("link", globalThis.d3.forceLink(links).id((node) => node.id).distance(130))
    .force("charge", globalThis.d3.forceManyBody().strength(-650))
    .force("x", globalThis.d3.forceX(0).strength(0.06))
    .force("y", globalThis.d3.forceY(0).strength(0.09))
    .force("apart", globalThis.d3.forceCollide((node) => radius(node) + 16))
    .stop().tick(TICKS);
  const box = (axis) => [Math.min(...nodes.map((node) => node[axis])), Math.max(...nodes.map((node) => node[axis]))];
  const fit = (axis, size) => {
    const [low, high] = box(axis);
    for (const node of nodes) node[axis] = high > low ? 60 + ((node[axis] - low) / (high - low)) * (size - 120) : size / 2;
  };
  fit("x", WIDTH);
  fit("y", HEIGHT);
  return new Map(nodes.map((node) => [node.id, node]));
}

const radius = (node) => 6 + Math.min(16, Math.sqrt(node.weight) * 2);

const toneOf = (dyad) => (dyad.events === 0 ? "none" : dyad.cooperation >= dyad.conflict ? "coop" : "conf");

function picture(dyads, days) {
  const nodes = layout(dyads);
  const most = Math.max(...dyads.map((dyad) => dyad.events), 1);
  return svg("svg", { class: "network", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": t("networkTitle") },
    svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 12, markerHeight: 12, markerUnits: "userSpaceOnUse", orient: "auto" },
      svg("path", { class: "arrow", d: "M0 0L8 4L0 8z" }))),
    dyads.map((dyad) => edge(dyad, nodes, most, days)),
    [...nodes.values()].map((node) => svg("link", { class: "node", href: route("actor", [node.id]), transform: `translate(${node.x},${node.y})`, "aria-label": codeTitle(node.id) },
      svg("circle", { r: radius(node) }), svg("label", { dy: -radius(node) - 5 }, codeTitle(node.id)))));
}

function edge(dyad, nodes, most, days) {
  const said = `${codeTitle(dyad.from)} → ${codeTitle(dyad.to)}: ${number(dyad.events)} ${t("events")}, ${t("intensity")} ${number(dyad.intensity_mean, 1)}`;
  const d = curve(nodes.get(dyad.from), nodes.get(dyad.to));
  return svg("link", { class: `edge ${toneOf(dyad)}`, href: route("dyad", [dyad.from, dyad.to], days), "aria-label": said },
    svg("title", {}, said),
    svg("path", { class: "reach", d }),
    svg("path", { class: "seen", d, "stroke-width": 1.5 + 7 * Math.sqrt(dyad.events / most), "marker-end": "url(#arrow)" }));
}

/** From rim to rim, bent, so that the two directions do not cover each other; a loop from an actor to itself. */
export function curve(one, other) {
  if (one === other) {
    const top = one.y - radius(one);
    return `M${one.x - 5} ${top}C${one.x - 40} ${top - 50} ${one.x + 40} ${top - 50} ${one.x + 5} ${top}`;
  }
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const far = Math.hypot(dx, dy) || 1;
  const [x, y] = [dx / far, dy / far];
  const middle = [(one.x + other.x) / 2 - y * far * 0.12, (one.y + other.y) / 2 + x * far * 0.12];
  const start = [one.x + x * radius(one), one.y + y * radius(one)];
  const end = [other.x - x * (radius(other) + 3), other.y - y * (radius(other) + 3)];
  return `M${start.join(" ")}Q${middle.join(" ")} ${end.join(" ")}`;
}

function legend() {
  const sample = (tone) => svg("svg", { width: 40, height: 10, "aria-hidden": "true" }, svg("g", { class: `edge ${tone}` }, svg("path", { class: "seen", d: "M0 5H40", "stroke-width": 3 })));
  return el("p", { class: "legend" }, el("span", {}, sample("coop"), " ", t("legendCoop")), el("span", {}, sample("conf"), " ", t("legendConf")), el("span", {}, t("legendWidth")));
}
