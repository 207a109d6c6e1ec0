// The page: its frame, and the view that its address names.

import { get, keepToken, UNREACHABLE } from "./api.js";
import { el } from "./dom.js";
import { dyadView } from "./dyad.js";
import { chooseLanguage, number, otherLanguage, t } from "./labels.js";
import { liveView } from "./live.js";
import { keepNames } from "./names.js";
import { networkView } from "./network.js";
import { referenceView } from "./reference.js";
import { parseRoute, route } from "./route.js";
import { actorView, articleView, articlesView, contradictionsView, searchView } from "./views.js";

const VIEWS = { "": networkView, dyad: dyadView, actor: actorView, article: articleView, articles: articlesView, live: liveView, contradictions: contradictionsView, search: searchView, reference: referenceView };
const NAV = [["", "network"], ["live", "live"], ["contradictions", "contradictions"], ["articles", "articles"], ["reference", "interface"]];

const at = (id) => document.getElementById(id);
let leaving = new AbortController();

function frame(view) {
  document.documentElement.lang = chooseLanguage(localStorage.getItem("depesche-language"), navigator.language);
  at("skip").textContent = t("skip");
  at("nav").setAttribute("aria-label", t("nav"));
  at("nav").replaceChildren(...NAV.map(([name, label]) => el("a", { href: route(name), "aria-current": name === view && "page" }, t(label))));
  at("search").replaceChildren(
    el("input", { type: "search", name: "q", "aria-label": t("searchFor"), placeholder: t("searchFor"), maxlength: 200, value: parseRoute(location.hash).query.get("q") ?? "" }),
    el("button", {}, t("search")));
  at("settings").replaceChildren(
    el("button", { type: "button", lang: otherLanguage(), onclick: () => { localStorage.setItem("depesche-language", otherLanguage()); show(); } }, t("language")),
    el("button", { type: "button", onclick: turnTheme }, t("theme")));
}

function turnTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  localStorage.setItem("depesche-theme", dark ? "light" : "dark");
  paint();
}

function paint() {
  const theme = localStorage.getItem("depesche-theme");
  if (theme) document.documentElement.dataset.theme = theme;
}

function tell(answer) {
  const parts = [];
  if (!answer.complete) parts.push(`${t("incomplete")} ${answer.missing_partitions.join(", ")}`);
  if (answer.lag_seconds) parts.push(`${t("lag")}: ${number(answer.lag_seconds)}`);
  at("told").textContent = parts.join(" · ");
}

function askForToken(main) {
  const form = el("form", { class: "filters", onsubmit: (event) => {
    event.preventDefault();
    keepToken(new FormData(form).get("token"));
    show();
  } }, el("label", {}, t("token"), el("input", { name: "token", type: "password", autocomplete: "current-password" })), el("button", {}, t("show")));
  main.replaceChildren(el("h1", {}, t("tokenAsk")), form);
}

/** What went wrong in the reader's language, and in small what the worker says of it. */
function problem(error) {
  const name = { [UNREACHABLE]: "unreachable", 404: "notFound", 410: "gone", 503: "notReady" }[error.status] ?? "failed";
  return [
    el("h1", {}, t(name)),
    el("div", { class: "problem", role: "alert" }, name === "failed" ? "" : el("p", {}, t(`${name}Text`)), el("p", { class: "soft", lang: "en" }, error.message)),
    el("p", {}, el("button", { type: "button", onclick: show }, t("again"))),
  ];
}

async function show() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const shown = location.hash;
  const asked = parseRoute(shown);
  const view = VIEWS[asked.view] ?? networkView;
  const main = at("main");
  frame(asked.view);
  main.setAttribute("aria-busy", "true");
  at("told").textContent = t("loading");
  const fail = (error) => {
    if (signal.aborted) return;
    at("told").textContent = "";
    if (error.status === 401) askForToken(main);
    else main.replaceChildren(...problem(error));
  };
  try {
    let told = null;
    const nodes = await view(asked, { signal, tell: (answer) => { told = answer; }, fail });
    if (signal.aborted) return;
    main.replaceChildren(...nodes.flat().filter(Boolean));
    tell(told ?? { complete: true });
    document.title = `${main.querySelector("h1")?.textContent ?? ""} – Depesche`;
    (main.querySelector("mark.chosen") ?? main.querySelector(".record.chosen"))?.scrollIntoView({ block: "center" });
  } catch (error) {
    fail(error);
  } finally {
    if (!signal.aborted) {
      main.dataset.shown = shown;
      main.removeAttribute("aria-busy");
    }
  }
}

at("search").addEventListener("submit", (event) => {
  event.preventDefault();
  location.hash = route("search", [], { q: new FormData(event.currentTarget).get("q") });
});
at("skip").addEventListener("click", (event) => {
  event.preventDefault();
  at("main").focus();
});
addEventListener("hashchange", async () => {
  await show();
  at("main").focus({ preventScroll: true });
});
paint();
await get("page/names.json").then(keepNames, () => {}); // without it, codes stand for names
show();
