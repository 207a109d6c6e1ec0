// An article with its evidence, an actor, search, contradictions, lists.

import { get } from "./api.js";
import { el } from "./dom.js";
import { dayText, number, t } from "./labels.js";
import { idOf, pieces } from "./marks.js";
import { codeTitle, longTitle } from "./names.js";
import { dayFields, dyadTable, filters, recordItem, recordList, toneOf } from "./parts.js";
import { params, route } from "./route.js";

const articleLink = (article, title) => el("a", { href: route("article", [article.id]) }, title || article.id);

const origin = ({ source, published_at: published }) => el("span", { class: "soft" }, ` ${source} · ${dayText(published)}`);

export async function articleView({ parts: [id], query }, { signal }) {
  const found = await get(`articles/${encodeURIComponent(id)}`, undefined, signal);
  const records = [...found.events, ...found.statements];
  const chosen = query.get("record");
  const byId = new Map(records.map((record) => [idOf(record), record]));
  const text = found.text
    ? el("div", { class: "text", lang: found.language }, pieces(found.text, records).map((piece) => marked(piece, byId, found.article.id, chosen)))
    : el("p", { class: "soft" }, t("noText"));
  return [
    el("h1", { lang: found.language }, found.title || found.article.id),
    el("p", {}, origin(found.article), found.article.url ? [" · ", el("a", { href: found.article.url, rel: "noopener noreferrer" }, t("original"))] : ""),
    el("div", { class: "article" }, text, el("section", { class: "found" }, el("h2", {}, t("records")), recordList(records, (record) => ({ inArticle: true, chosen: idOf(record) === chosen })))),
  ];
}

function marked({ text, ids, triggers }, byId, article, chosen) {
  if (!ids.length) return text;
  const events = [...triggers, ...ids].map((id) => byId.get(id)).filter((record) => record.event_id);
  const tone = events.length ? toneOf(events[0]) : "says";
  const next = ids[(ids.indexOf(chosen) + 1) % ids.length];
  const mark = el("mark", { class: `${tone}${ids.includes(chosen) ? " chosen" : ""}${triggers.length ? " trigger" : ""}` }, text);
  mark.addEventListener("click", () => { location.hash = route("article", [article], { record: next }); });
  return mark;
}

export async function actorView({ parts: [code], query }, { signal, tell }) {
  const days = { day_from: query.get("day_from"), day_to: query.get("day_to") };
  const [found, statements] = await Promise.all([
    get(`actors/${encodeURIComponent(code)}`, params({ ...days, limit: 15 }), signal),
    get("statements", params({ speaker: code, ...days, limit: 10 }), signal),
  ]);
  tell(found);
  const tables = [["actsOn", "acts_on"], ["actedOnBy", "acted_on_by"], ["speaksAbout", "speaks_about"], ["spokenAboutBy", "spoken_about_by"]];
  return [
    el("h1", {}, longTitle(code), " ", el("code", { class: "soft" }, code)),
    found.names.length ? el("details", { open: found.names.length < 6 }, el("summary", {}, `${t("names")} (${number(found.names.length)})`), el("ul", {}, found.names.map((name) => nameItem(name, code)))) : null,
    filters(dayFields(), query, (chosen) => { location.hash = route("actor", [code], chosen); }, query.size > 0),
    el("p", {}, el("a", { href: route("", [], { by: "actor", actor: code, ...days }) }, t("network"))),
    el("div", { class: "cols" }, tables.map(([label, name]) => dyadTable(found[name], t(label), { days }))),
    el("h2", {}, t("statements")), recordList(statements.statements),
  ];
}

function nameItem(name, shown) {
  const known = name.wikidata ? [" · ", el("a", { href: `https://www.wikidata.org/wiki/${name.wikidata}`, rel: "noopener noreferrer" }, name.wikidata)] : "";
  return el("li", {}, name.code === shown ? "" : [el("a", { href: route("actor", [name.code]) }, codeTitle(name.code)), " "], name.name, name.office ? ` (${name.office})` : "", ` · ${number(name.articles)} ${t("articles")}`, known);
}

export async function searchView({ query }, { signal, tell }) {
  const q = query.get("q") ?? "";
  if (!q.trim()) return [el("h1", {}, t("search"))];
  const found = await get("search", params({ q }), signal);
  tell(found);
  const none = el("p", { class: "soft" }, t("none"));
  return [
    el("h1", {}, `${t("search")}: ${q}`),
    el("h2", {}, t("actor")), found.actors.length ? el("ul", {}, found.actors.map((name) => nameItem(name))) : none.cloneNode(true),
    el("h2", {}, t("articles")), found.articles.length ? el("ol", { class: "records" }, found.articles.map((one) => el("li", { class: "record" }, articleLink(one.article, one.title), origin(one.article),
      el("blockquote", {}, one.excerpt.map((piece) => (piece.found ? el("mark", {}, piece.text) : piece.text)))))) : none,
  ];
}

export async function contradictionsView({ query }, { signal, tell }) {
  const found = await get("contradictions", query, signal);
  tell(found);
  const side = (name, record) => el("div", {}, el("h2", {}, t(name)), el("ol", { class: "records" }, recordItem(record)));
  return [
    el("h1", {}, t("contradictionTitle")),
    found.contradictions.length ? found.contradictions.map((pair) => el("article", { class: "pair cols" }, side("claimed", pair.claimed), side("denied", pair.denied))) : el("p", { class: "soft" }, t("none")),
  ];
}

export async function articlesView({ query }, { signal, tell }) {
  const found = await get("articles", params({ limit: 50, ...Object.fromEntries(query) }), signal);
  tell(found);
  const more = found.next ? new URL(found.next).searchParams : null;
  return [
    el("h1", {}, t("articles")),
    filters({ source: { label: t("sources"), type: "text" }, ...dayFields() }, query, (chosen) => { location.hash = route("articles", [], chosen); }, query.size > 0),
    found.articles.length ? el("ol", { class: "records" }, found.articles.map((line) => el("li", { class: "record" }, articleLink(line.article, line.title), origin(line.article),
      el("div", { class: "soft" }, `${number(line.events)} ${t("events")} · ${number(line.statements)} ${t("statements")}`)))) : el("p", { class: "soft" }, t("none")),
    more ? el("a", { href: route("articles", [], Object.fromEntries(more)) }, t("more")) : null,
  ];
}
