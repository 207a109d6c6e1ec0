// The contract for people: the queries of the OpenAPI document, each to be tried, and the topics of the AsyncAPI one.

import { fetchText, get } from "./api.js";
import { el } from "./dom.js";
import { t } from "./labels.js";
import { params } from "./route.js";

const NO_ANSWER = "text/event-stream"; // never ends

export async function referenceView(_, { signal }) {
  const [http, topics] = await Promise.all([get("openapi.json", undefined, signal), get("asyncapi.json", undefined, signal)]);
  const payloads = await Promise.all(Object.values(topics.components.messages).map((message) => (message.payload?.$ref ? get(message.payload.$ref, undefined, signal) : message.payload ?? {})));
  const documents = [["openapi.json", "OpenAPI"], ["asyncapi.json", "AsyncAPI"]];
  return [
    el("h1", {}, t("refTitle")),
    el("p", {}, t("refIntro")),
    el("p", { class: "soft" }, `${t("documents")}: `, documents.map(([path, name], at) => [at ? " · " : "", el("a", { href: path }, name)])),
    el("h2", {}, t("refHttp")),
    Object.entries(http.paths).flatMap(([path, item]) => Object.values(item).map((operation) => query(path, operation, http, signal))),
    el("h2", {}, t("refTopics")),
    Object.entries(topics.channels).map(([name, channel], at) => topic(channel, topics.components.messages[name], payloads[at])),
  ];
}

function query(path, operation, document, signal) {
  const asked = operation.parameters ?? [];
  const [kind, content] = Object.entries(operation.responses[200].content ?? { "text/plain": {} })[0];
  const answer = el("div", { "aria-live": "polite" });
  const address = (form) => {
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    const inPath = (name) => asked.some((one) => one.name === name && one.in === "path");
    const whole = given.filter(([name]) => inPath(name)).reduce((text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)), path);
    const search = params(Object.fromEntries(given.filter(([name]) => !inPath(name)))).toString();
    return whole.slice(1) + (search ? `?${search}` : "");
  };
  const form = el("form", { onsubmit: async (event) => {
    event.preventDefault();
    const to = address(event.currentTarget);
    const { status, text } = await fetchText(to, signal);
    answer.replaceChildren(el("p", {}, el("code", {}, `curl '${location.origin}/${to}'`), ` ${status}`), el("pre", { tabindex: 0 }, el("code", {}, text)));
  } }, asked.length ? table(asked.map((one) => [field(one, document), `${one.description ?? ""}${one.required ? ` (${t("required")})` : ""}`]), "parameters") : "",
  kind === NO_ANSWER ? "" : el("p", {}, el("button", {}, t("ask"))));
  const problems = Object.keys(operation.responses).filter((status) => status !== "200");
  return el("details", { class: "route" }, el("summary", {}, el("code", {}, `GET ${path}`), ` ${operation.description}`), form, answer,
    problems.length ? el("p", { class: "soft" }, `${t("refError")}: ${problems.join(", ")}`) : "",
    content.example === undefined ? "" : example(content.example));
}

function field({ name, schema, in: where }, document) {
  if (where === "header") return el("code", {}, name);
  const options = choices(schema, document);
  const input = options
    ? el("select", { name, "aria-label": name }, ["", ...options].map((value) => el("option", { value, selected: value === (schema.default ?? "") }, String(value))))
    : el("input", { name, "aria-label": name, value: schema.default, placeholder: schema.format, autocomplete: "off" });
  return el("label", {}, el("code", {}, name), el("br"), input);
}

/** The values that a parameter may have, where they are few and named. */
function choices(schema, document) {
  if (schema.enum) return schema.enum;
  if (schema.$ref) return choices(schema.$ref.split("/").slice(1).reduce((inner, part) => inner[part], document), document);
  if (schema.items) return choices(schema.items, document);
  return schema.anyOf?.map((one) => choices(one, document)).find(Boolean);
}

const example = (value) => el("details", {}, el("summary", {}, t("example")), el("pre", { tabindex: 0 }, el("code", {}, typeof value === "string" ? value : JSON.stringify(value, null, 1))));

const table = (rows, caption) => el("div", { class: "scroll" }, el("table", {},
  el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t(caption)), el("th", { scope: "col" }, t("meaning")))),
  el("tbody", {}, rows.map(([name, text]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, text))))));

function topic({ address, description }, message, payload) {
  const [key, nothing] = message.description.split("\n\n").map((line) => line.replace(/^[^:]+: /, ""));
  const named = (fields) => Object.entries(fields ?? {}).map(([name, one]) => [el("code", {}, name), one.description ?? ""]);
  return el("details", { class: "route" }, el("summary", {}, el("code", {}, address), ` ${description}`),
    el("p", {}, `${t("key")}: ${key}`), el("p", {}, `${t("nullValue")}: ${nothing ?? "–"}`),
    payload.properties ? table(named(payload.properties), "fields") : "",
    message.headers ? table(named(message.headers.properties), "refHeaders") : "");
}
