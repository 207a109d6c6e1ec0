// The rows of the interaction table: what each day says, in how many articles, and in how many reports.

import { el } from "./dom.js";
import { dayText, number, t } from "./labels.js";
import { codeTitle } from "./names.js";
import { route } from "./route.js";

const list = (counts) => Object.entries(counts).map(([name, times]) => `${t(name)} ${number(times)}`);

function what({ counts, other_modalities: others }) {
  const rest = Object.entries(others).map(([modality, types]) => `${t(modality)}: ${list(types).join(", ")}`);
  return [...list(counts), ...rest].join(" · ") || "–";
}

function line(row) {
  const days = { day_from: row.day, day_to: row.day };
  const sources = Object.entries(row.sources).map(([name, articles]) => (articles > 1 ? `${name} (${number(articles)})` : name));
  const figures = [row.statements, row.articles, row.reports].map((value) => el("td", { class: "number" }, number(value)));
  return el("tr", {},
    el("th", { scope: "row" }, el("a", { href: route("dyad", [row.from, row.to], days) }, dayText(row.day))),
    el("td", {}, `${codeTitle(row.from)} → ${codeTitle(row.to)}`), el("td", {}, what(row)), figures, el("td", {}, sources.join(", ")));
}

/** Rows as a table, newest day first. Papers that print one dispatch are several articles and one report. */
export function rowTable({ interactions, next }) {
  if (!interactions.length) return el("p", { class: "soft" }, t("none"));
  const rows = interactions.toSorted((one, other) => (other.day ?? "").localeCompare(one.day ?? ""));
  const head = [["day"], ["dyads"], ["events"], ["statements", 1], ["articles", 1], ["reports", 1], ["publishers"]];
  return el("div", {},
    el("p", { class: "soft" }, t("reportsHelp")),
    el("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": t("rows") }, el("table", { class: "rows" },
      el("thead", {}, el("tr", {}, head.map(([name, right]) => el("th", { scope: "col", class: right && "number" }, t(name))))),
      el("tbody", {}, rows.map(line)))),
    next ? el("p", { class: "soft" }, t("rowsCut")) : null);
}
