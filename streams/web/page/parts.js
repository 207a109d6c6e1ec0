// Parts that several views share: records with their evidence, tables of dyads, filters.

import { el } from "./dom.js";
import { dayText, hasLabel, number, t } from "./labels.js";
import { aroundTrigger, idOf } from "./marks.js";
import { codeTitle, longTitle } from "./names.js";
import { route } from "./route.js";

const COOPERATION = 2;

/** The class of what is cooperative or in conflict. */
export const toneOf = (record) => (record.event_id ? (record.quad <= COOPERATION ? "coop" : "conf") : "none");

export const actorLink = (code) => el("a", { href: route("actor", [code]), title: `${code}: ${longTitle(code)}` }, codeTitle(code));

const list = (nodes, between = ", ") => nodes.flatMap((node, at) => (at ? [between, node] : [node]));

function party({ actor, mention }) {
  if (!actor) return mention ? `„${mention.text}“` : "?";
  const said = codeTitle(actor.code);
  return el("span", {}, actorLink(actor.code), actor.name === actor.code || actor.name === said || actor.kind === "state" ? "" : ` ${actor.name}`);
}

function eventLines(event) {
  const { actors, recipients, reciprocal } = event;
  const together = reciprocal && !(actors.length && recipients.length);
  const sides = together ? [list([...actors, ...recipients].map(party), " ↔ ")] : [list(actors.map(party)) || "?"];
  if (!together && recipients.length) sides.push(reciprocal ? " ↔ " : " → ", list(recipients.map(party)));
  const voices = event.attribution.length ? [` · ${t("by_")} `, list(event.attribution.map((one) => actorLink(one.actor.code)))] : [];
  const [before, trigger, after] = aroundTrigger(event.mentions[0]);
  return [
    el("div", {}, sides),
    el("div", { class: "soft" }, el("span", { class: "tag" }, t(event.type)), " ",
      event.modality === "factual" ? "" : `${t(event.modality)} · `, dayText(event.date?.start), voices),
    el("blockquote", {}, before, el("mark", {}, trigger), after),
  ];
}

/** What a speaker does; an act that has no label is shown as it is. */
const actLabel = (act) => (act ? (hasLabel(`act.${act}`) ? t(`act.${act}`) : act) : t("says"));

function statementLines(statement) {
  const about = statement.about.length ? [` ${t("about")} `, list(statement.about.map(actorLink))] : [];
  const to = statement.addressees.length ? [" → ", list(statement.addressees.map(party))] : [];
  return [
    el("div", {}, statement.speakers.length ? list(statement.speakers.map(party)) : "?", ` ${actLabel(statement.act)}`, to, about),
    el("div", { class: "soft" }, el("span", { class: "tag" }, t(statement.kind)), " ",
      dayText(statement.article.published_at)),
    el("blockquote", {}, statement.quote.map((span) => span.text).join(" … ")),
  ];
}

/** One event or statement with the words that say so, and where they stand. */
export function recordItem(record, { inArticle = false, chosen = false, brief = false } = {}) {
  const id = idOf(record);
  const where = route("article", [record.article.id], { record: id });
  return el("li", { class: `record ${toneOf(record)}${chosen ? " chosen" : ""}${brief ? " brief" : ""}`, "data-id": id },
    record.event_id ? eventLines(record) : statementLines(record),
    el("a", { href: where, "aria-current": chosen && "true" }, inArticle ? t("choose") : t("read")), inArticle ? "" : el("span", { class: "soft" }, ` · ${record.article.source}`));
}

export const recordList = (records, options) =>
  records.length ? el("ol", { class: "records" }, records.map((record) => recordItem(record, options?.(record)))) : el("p", { class: "soft" }, t("none"));

/** Dyads as a table: the same as the network says, for whoever does not see it. */
export function dyadTable(dyads, caption, { days = {}, bySector = false } = {}) {
  if (!dyads.length) return el("section", {}, el("h2", {}, caption), el("p", { class: "soft" }, t("none")));
  const head = [["dyads"], ["events", 1], ["cooperation", 1], ["conflict", 1], ["intensity", 1], ["statements", 1], ["articles", 1]];
  const cells = (dyad) => [dyad.events, dyad.cooperation, dyad.conflict].map((value) => number(value)).concat(number(dyad.intensity_mean, 1), number(dyad.statements), number(dyad.articles));
  return el("section", {}, el("h2", {}, caption), el("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": caption }, el("table", {},
    el("thead", {}, el("tr", {}, head.map(([name, right]) => el("th", { scope: "col", class: right && "number" }, t(name))))),
    el("tbody", {}, dyads.map((dyad) => el("tr", {},
      el("th", { scope: "row" }, dyadLink(dyad, days, bySector)),
      cells(dyad).map((text) => el("td", { class: "number" }, text))))))));
}

function dyadLink({ from, to }, days, bySector) {
  const text = `${codeTitle(from)} → ${codeTitle(to)}`;
  return from && to && !bySector ? el("a", { href: route("dyad", [from, to], days), title: `${longTitle(from)} → ${longTitle(to)}` }, text) : text;
}

/** A form whose fields become the address's query. `fields`: {name: options or input type}; folded on narrow screens. */
export function filters(fields, current, go, used = false) {
  const inputs = Object.entries(fields).map(([name, { label, options, type, placeholder }]) => {
    const value = current.get(name) ?? "";
    const input = options
      ? el("select", { name }, options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)))
      : el("input", { name, type, value, placeholder, autocomplete: "off" });
    return el("label", {}, label, input);
  });
  const form = el("form", { class: "filters", onsubmit: (event) => {
    event.preventDefault();
    go(Object.fromEntries(new FormData(event.currentTarget)));
  } }, inputs, el("button", {}, t("show")));
  return el("details", { class: "filterbox", open: used || matchMedia("(min-width: 40rem)").matches }, el("summary", {}, t("filter")), form);
}

/** What stands where nothing is: what to do about it. */
export function emptyState(filtered) {
  if (filtered) return el("div", { class: "empty" }, el("p", {}, t("emptyFilters")), el("p", {}, el("a", { href: "#/" }, t("resetFilters"))));
  return el("div", { class: "empty" }, el("h2", {}, t("emptyTitle")), el("p", {}, t("emptyText")), el("pre", {}, el("code", {}, "depesche publish dispatch.json")));
}

/** The fields of a range of days. */
export const dayFields = () => ({ day_from: { label: t("since"), type: "date" }, day_to: { label: t("until"), type: "date" } });
