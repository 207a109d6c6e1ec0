// Parts that several views share: records with their evidence, tables of dyads, filters.

import { el } from "./dom.js";
import { codeTitle, dayText, number, t } from "./labels.js";
import { aroundTrigger, idOf } from "./marks.js";
import { route } from "./route.js";

const COOPERATION = 2;

/** The class of what is cooperative or in conflict. */
export const toneOf = (record) => (record.event_id ? (record.quad <= COOPERATION ? "coop" : "conf") : "none");

export const actorLink = (code) => el("a", { href: route("actor", [code]) }, codeTitle(code));

const list = (nodes, between = ", ") => nodes.flatMap((node, at) => (at ? [between, node] : [node]));

function party({ actor, mention }) {
  if (!actor) return mention ? `„${mention.text}“` : "?";
  return el("span", {}, actorLink(actor.code), actor.name === actor.code ? "" : ` ${actor.name}`);
}

function eventLines(event) {
  const alone = event.reciprocal && !event.recipients.length;
  const sides = [list(event.actors.map(party), alone ? " ↔ " : ", ")];
  if (event.recipients.length) sides.push(event.reciprocal ? " ↔ " : " → ", list(event.recipients.map(party)));
  const voices = event.attribution.length ? [` · ${t("by_")} `, list(event.attribution.map((one) => actorLink(one.actor.code)))] : [];
  const [before, trigger, after] = aroundTrigger(event.mentions[0]);
  return [
    el("div", {}, sides),
    el("div", { class: "soft" }, el("span", { class: "tag" }, t(event.type)), " ",
      event.modality === "factual" ? "" : `${t(event.modality)} · `, dayText(event.date?.start), voices),
    el("blockquote", {}, before, el("mark", {}, trigger), after),
  ];
}

function statementLines(statement) {
  const about = statement.about.length ? [` ${t("about")} `, list(statement.about.map(actorLink))] : [];
  const to = statement.addressees.length ? [" → ", list(statement.addressees.map(party))] : [];
  return [
    el("div", {}, statement.speakers.length ? list(statement.speakers.map(party)) : "?", ` ${t("says")}`, to, about),
    el("div", { class: "soft" }, el("span", { class: "tag" }, t(statement.kind)), " ", statement.act ? `${statement.act} · ` : "",
      dayText(statement.article.published_at)),
    el("blockquote", {}, statement.quote.map((span) => span.text).join(" … ")),
  ];
}

/** One event or statement with the words that say so, and where they stand. */
export function recordItem(record, { inArticle = false, chosen = false } = {}) {
  const id = idOf(record);
  const where = route("article", [record.article.id], { record: id });
  return el("li", { class: `record ${toneOf(record)}${chosen ? " chosen" : ""}`, "data-id": id },
    record.event_id ? eventLines(record) : statementLines(record),
    el("a", { href: where, "aria-current": chosen && "true" }, inArticle ? t("choose") : `${record.article.source}: ${t("article")}`));
}

export const recordList = (records, options) =>
  records.length ? el("ol", { class: "records" }, records.map((record) => recordItem(record, options?.(record)))) : el("p", { class: "soft" }, t("none"));

/** Dyads as a table: the same as the network says, for whoever does not see it. */
export function dyadTable(dyads, caption, query = {}) {
  if (!dyads.length) return el("section", {}, el("h2", {}, caption), el("p", { class: "soft" }, t("none")));
  const head = [["dyads"], ["events", 1], ["cooperation", 1], ["conflict", 1], ["intensity", 1], ["statements", 1]];
  return el("section", {}, el("h2", {}, caption), el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, head.map(([name, right]) => el("th", { scope: "col", class: right && "number" }, t(name))))),
    el("tbody", {}, dyads.map((dyad) => el("tr", {},
      el("th", { scope: "row" }, dyadLink(dyad, query)),
      [dyad.events, dyad.cooperation, dyad.conflict].map((value) => el("td", { class: "number" }, number(value))),
      el("td", { class: "number" }, number(dyad.intensity_mean, 1)),
      el("td", { class: "number" }, number(dyad.statements))))))));
}

function dyadLink(dyad, query) {
  const text = `${codeTitle(dyad.from)} → ${codeTitle(dyad.to)}`;
  const isCode = (code) => code && !query.bySector;
  return isCode(dyad.from) && isCode(dyad.to) ? el("a", { href: route("dyad", [dyad.from, dyad.to], query.days ?? {}) }, text) : text;
}

/** A form whose fields become the address's query. `fields`: {name: options or input type}. */
export function filters(fields, current, go) {
  const inputs = Object.entries(fields).map(([name, { label, options, type }]) => {
    const value = current.get(name) ?? "";
    const input = options
      ? el("select", { name }, options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)))
      : el("input", { name, type, value, autocomplete: "off" });
    return el("label", {}, label, input);
  });
  return el("form", { class: "filters", onsubmit: (event) => {
    event.preventDefault();
    go(Object.fromEntries(new FormData(event.currentTarget)));
  } }, inputs, el("button", {}, t("show")));
}

/** The fields of a range of days. */
export const dayFields = () => ({ day_from: { label: t("since"), type: "date" }, day_to: { label: t("until"), type: "date" } });
