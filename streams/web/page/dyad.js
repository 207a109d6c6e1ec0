// A dyad: both directions along the calendar, its rows, and the sentences behind what is chosen.

import { get } from "./api.js";
import { el, svg } from "./dom.js";
import { dayText, number, t } from "./labels.js";
import { codeTitle } from "./names.js";
import { actorLink, dayFields, filters, recordList } from "./parts.js";
import { params, route } from "./route.js";
import { rowTable } from "./rows.js";

const SHOWN = 25;
const ROWS = 200;
const WIDTH = 800;
const HEIGHT = 140;
const DAY = 86_400_000;
const PERIOD_DAYS = { day: 1, week: 7, month: 30.4, year: 365.25 };
const FEWEST = 12; // periods that the time line shows at least: a lonely one is no broad wall

export async function dyadView({ parts: [from, to], query }, { signal, tell }) {
  const asked = { by: "month", ...Object.fromEntries(query) };
  const days = { day_from: asked.day_from, day_to: asked.day_to };
  const code = (text) => encodeURIComponent(text);
  const [there, back, rows, events, statements] = await Promise.all([
    get(`dyads/${code(from)}/${code(to)}`, params({ by: asked.by, ...days }), signal),
    get(`dyads/${code(to)}/${code(from)}`, params({ by: asked.by, ...days }), signal),
    get(`interactions/${code(from)}/${code(to)}`, params({ type: asked.type, ...days, limit: ROWS }), signal),
    get("events", params({ from, to, type: asked.type, ...days, limit: SHOWN }), signal),
    get("statements", params({ speaker: from, about: to, ...days, limit: SHOWN }), signal),
  ]);
  tell(there);
  const frame = frameOf([there, back], asked.by);
  const fields = { by: { label: t("period"), options: ["day", "week", "month", "year"].map((key) => [key, t(key)]) }, ...dayFields() };
  return [
    el("h1", {}, actorLink(from), " → ", actorLink(to)),
    filters(fields, new URLSearchParams(params(asked)), (chosen) => { location.hash = route("dyad", [from, to], { ...chosen, type: asked.type }); }, query.size > 0),
    el("div", { class: "cols" }, direction(there, frame, asked), direction(back, frame, asked)),
    el("p", {}, el("a", { href: route("dyad", [to, from], asked) }, t("opposite"))),
    el("h2", {}, `${t("evidence")}: ${t("events")}`), types(there.total, from, to, asked), recordList(events.events),
    el("h2", {}, `${t("evidence")}: ${t("statements")}`), recordList(statements.statements),
    el("h2", {}, t("rows")), rowTable(rows),
  ];
}

function types(total, from, to, asked) {
  const names = Object.entries(total.counts);
  if (!names.length) return null;
  const link = (type, text) => el("a", { href: route("dyad", [from, to], { ...asked, type }), "aria-current": (asked.type ?? "") === type && "true" }, text);
  return el("p", {}, link("", t("all")), names.map(([type, events]) => [" · ", link(type, `${t(type)} ${number(events)}`)]));
}

function direction(line, frame, asked) {
  const { total } = line;
  return el("section", {},
    el("h2", {}, `${codeTitle(line.from)} → ${codeTitle(line.to)}`),
    el("p", { class: "soft" }, `${number(total.events)} ${t("events")} · ${number(total.statements)} ${t("statements")} · ${number(total.articles)} ${t("articles")} · ${t("intensity")} ${number(total.intensity_mean, 2)} (${t("mean")})`,
      line.trend === null ? "" : ` · ${t("trend")} ${line.trend > 0 ? "+" : ""}${number(line.trend, 2)} ${t("perPeriod")}`,
      line.undated ? ` · ${number(line.undated.events + line.undated.statements)} ${t("undated")}` : ""),
    line.buckets.length ? [bars(line, frame, asked), ends(line, frame)] : el("p", { class: "soft" }, t("none")));
}

/** What both directions are drawn in, so that they can be compared: days from `first` to `last`, counts up to `most`. */
export function frameOf(lines, by) {
  const buckets = lines.flatMap((line) => line.buckets);
  if (!buckets.length) return null;
  const first = Math.min(...buckets.map((bucket) => Date.parse(bucket.start)));
  const last = Math.max(...buckets.map((bucket) => Date.parse(bucket.end) + DAY));
  const missing = Math.max(0, FEWEST * PERIOD_DAYS[by] * DAY - (last - first)) / 2;
  return { first: first - missing, last: last + missing, most: Math.max(1, ...buckets.flatMap((bucket) => [bucket.cooperation, bucket.conflict])) };
}

const dayOf = (time) => new Date(time).toISOString();

function ends({ buckets }, { first, last, most }) {
  const sum = (name) => number(buckets.reduce((all, bucket) => all + bucket[name], 0));
  return el("p", { class: "ends" }, el("span", {}, dayText(dayOf(first))),
    el("span", {}, el("span", { class: "key coop" }, `▲ ${t("cooperation")} ${sum("cooperation")}`), " ", el("span", { class: "key conf" }, `▼ ${t("conflict")} ${sum("conflict")}`), ` (↕ ${number(most)})`),
    el("span", {}, dayText(dayOf(last - DAY))));
}

/** Cooperation above the axis, conflict below; each period leads to its evidence. */
function bars(line, { first, last, most }, asked) {
  const x = (time) => ((time - first) / (last - first)) * WIDTH;
  const axis = HEIGHT / 2;
  const scale = (axis - 6) / most;
  const bar = (bucket) => {
    const [left, right] = [x(Date.parse(bucket.start)), x(Date.parse(bucket.end) + DAY)];
    const width = Math.max(3, right - left - 2);
    const said = `${bucket.period}: ${number(bucket.cooperation)} ${t("cooperation")}, ${number(bucket.conflict)} ${t("conflict")}, ${number(bucket.statements)} ${t("statements")}`;
    return svg("link", { href: route("dyad", [line.from, line.to], { ...asked, day_from: bucket.start, day_to: bucket.end }), "aria-label": said },
      svg("title", {}, said),
      svg("rect", { class: "reach", x: left, y: 0, width, height: HEIGHT }),
      svg("rect", { class: "said", x: left, y: axis - 1.5, width, height: bucket.statements ? 3 : 0 }),
      svg("rect", { class: "up", x: left, y: axis - bucket.cooperation * scale, width, height: bucket.cooperation * scale }),
      svg("rect", { class: "down", x: left, y: axis, width, height: bucket.conflict * scale }));
  };
  return svg("svg", { class: "line", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "group", "aria-label": t("timeline") },
    svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: axis, y2: axis }), line.buckets.map(bar));
}
