// What the page says, in German and English.

const LABELS = {
  de: {
    skip: "Zum Inhalt", network: "Netz", live: "Live", contradictions: "Widersprüche", articles: "Artikel",
    search: "Suchen", searchFor: "Akteur oder Wörter", language: "English", theme: "Hell/Dunkel", nav: "Ansichten",
    since: "ab", until: "bis", by: "Seiten", actor: "Akteur", country: "Land", sector: "Sektor",
    order: "Reihung", events: "Ereignisse", statements: "Äußerungen", cooperation: "Kooperation", conflict: "Konflikt",
    show: "Zeigen", day: "Tag", week: "Woche", month: "Monat", year: "Jahr", period: "Zeitraum",
    intensity: "Intensität", mean: "Mittel", trend: "Trend", perPeriod: "je Zeitraum", sources: "Quelle",
    networkTitle: "Wer mit wem", dyads: "Dyaden", none: "Nichts gefunden.", more: "Weiter",
    legendCoop: "überwiegend Kooperation (durchgezogen)", legendConf: "überwiegend Konflikt (gestrichelt)",
    legendWidth: "Breite: Zahl der Ereignisse", actsOn: "Handelt gegenüber", actedOnBy: "Ziel von",
    speaksAbout: "Spricht über", spokenAboutBy: "Besprochen von", names: "Namen", about: "über", says: "sagt",
    timeline: "Zeitlauf", evidence: "Belege", opposite: "Gegenrichtung", undated: "ohne Datum", all: "alle",
    article: "Artikel", original: "Zum Original", records: "Was der Artikel ergab", noText: "Der Text liegt nicht vor.",
    choose: "In den Text", liveTitle: "Neueste Meldungen", pause: "Anhalten", resume: "Fortsetzen",
    connected: "verbunden", waiting: "wartet auf den Worker …", withdrawn: "zurückgezogen", claimed: "Behauptet",
    denied: "Bestritten", missed: "Es kam mehr, als hier erinnert wird: bitte neu laden.",
    incomplete: "Unvollständig: andere Worker halten die Partitionen", lag: "Rückstand in Sekunden",
    token: "Zugangstoken", tokenAsk: "Dieser Worker verlangt ein Token.", failed: "Das ging nicht",
    factual: "geschehen", planned: "geplant", hypothetical: "hypothetisch", negated: "verneint", demanded: "gefordert",
    by_: "laut", contradictionTitle: "Behauptet und bestritten", loading: "Lädt …",
    direct: "direkt", indirect: "indirekt", reported: "berichtet", free_indirect: "frei indirekt",
    indirect_free_indirect: "indirekt/frei indirekt",
    legendMixed: "gemischt (gepunktet)", wholeCountry: "Land als Ganzes", filter: "Filter",
    interface: "Schnittstelle", pastNetwork: "Netz überspringen, zur Tabelle",
    networkHelp: "Eine Kante öffnet die Sätze dahinter, ein Kreis den Akteur.", emptyTitle: "Noch keine Meldungen",
    emptyText: "Der Worker läuft und wartet. So kommt eine Meldung hinein:",
    emptyFilters: "Nichts passt zu diesen Filtern.", resetFilters: "Filter zurücksetzen", gone: "Zurückgezogen",
    goneText: "Der Verlag hat diesen Artikel zurückgezogen; was er ergab, gilt nicht mehr.",
    notFound: "Nicht gefunden", notFoundText: "Das gibt es hier nicht, oder noch nicht.",
    notReady: "Noch nicht bereit",
    notReadyText: "Der Worker stellt gerade seine Tabellen her. Gleich noch einmal versuchen.",
    unreachable: "Der Worker antwortet nicht", unreachableText: "Läuft er noch? Diese Seite kommt von ihm.",
    again: "Noch einmal", read: "Zum Satz im Artikel", ticker: "Meldungen",
    quiet: "Noch ist nichts gekommen.", refTitle: "Schnittstelle",
    refIntro: "Alles auf dieser Seite kommt aus diesen Abfragen; sie lassen sich hier ausprobieren.",
    refHeaders: "Kopfzeilen", refHttp: "Abfragen (HTTP)", refTopics: "Topics (Kafka)", parameters: "Parameter", ask: "Abfragen",
    example: "Beispiel", required: "nötig", key: "Schlüssel", nullValue: "Nullwert",
    fields: "Felder", documents: "Für Maschinen", meaning: "Bedeutung", refError: "Fehler",
    kindOf: "Art", type: "Typ", who: "Von", whom: "Gegenüber", rows: "Tag für Tag", reports: "Unabhängige Meldungen", publishers: "Quellen",
    reportsHelp: "Druckt mehr als ein Blatt dieselbe Meldung, so sind das mehrere Artikel und eine unabhängige Meldung.",
    rowsCut: "Es gibt mehr Tage: bitte den Zeitraum enger wählen.",
    "sector.COP": "Polizei", "sector.GOV": "Regierung", "sector.JUD": "Justiz", "sector.LEG": "Parlament",
    "sector.MIL": "Militär", "sector.PRM": "Paramilitärs", "sector.PTY": "Partei", "sector.REB": "Aufständische",
    "sector.SPY": "Geheimdienst", "sector.UAF": "Bewaffnete", "sector.UNK": "unbekannt",
    "sector.AGR": "Landwirtschaft", "sector.BUS": "Wirtschaft", "sector.CRM": "Kriminelle",
    "sector.CVL": "Bevölkerung", "sector.EDU": "Bildung", "sector.ELI": "Eliten", "sector.JRN": "Presse",
    "sector.LAB": "Arbeiter", "sector.MED": "Medizin", "sector.REF": "Flüchtlinge", "sector.OPP": "Opposition",
    "sector.PRE": "Präsidium", "sector.REL": "Religion", "sector.SOC": "Gesellschaft", "sector.IGO": "Organisation",
    "sector.NGO": "Nichtregierungsorganisation", "sector.MNC": "Konzern", "sector.IMG": "Internationale Kämpfer",
    "sector.ISM": "Internationale Bewegung",
    "act.assert": "stellt fest", "act.report": "berichtet", "act.believe": "glaubt", "act.criticise": "kritisiert",
    "act.accuse": "wirft vor", "act.demand": "fordert", "act.assess": "bewertet", "act.deny": "bestreitet",
    "act.know": "weiß", "act.praise": "lobt", "act.agree": "stimmt zu", "act.reject": "lehnt ab",
    "act.announce": "kündigt an", "act.complain": "beklagt", "act.point_out": "weist hin", "act.order": "ordnet an",
    "act.mock": "spottet", "act.stress": "betont", "act.explain": "erklärt", "act.concede": "räumt ein",
    "act.ask": "fragt", "act.predict": "sagt voraus", "act.intend": "will", "act.discuss": "bespricht",
    "act.assure": "versichert", "act.propose": "schlägt vor", "act.request": "bittet", "act.decide": "entscheidet",
    "act.advise": "rät", "act.promise": "verspricht", "act.doubt": "bezweifelt", "act.hope": "hofft",
    "act.allow": "erlaubt", "act.quote": "zitiert", "act.justify": "rechtfertigt", "act.confirm": "bestätigt",
    "act.condemn": "verurteilt", "act.fear": "fürchtet", "act.admit_blame": "bekennt Schuld",
    "act.condole": "kondoliert", "act.warn": "warnt", "act.threaten": "droht", "act.offer": "bietet an",
    "act.expect": "erwartet", "act.call": "ruft auf", "act.swear": "schwört", "act.regret": "bedauert",
    "act.congratulate": "gratuliert", "act.apologise": "entschuldigt sich", "act.welcome": "begrüßt",
    "act.thank": "dankt", "act.greet": "grüßt", "act.forbid": "verbietet", "act.invite": "lädt ein",
    "act.vow": "gelobt",
    AGREE: "Zustimmung", CONSULT: "Beratung", SUPPORT: "Unterstützung", CONCEDE: "Zugeständnis",
    COOPERATE: "Zusammenarbeit", AID: "Hilfe", RETREAT: "Rückzug", REQUEST: "Forderung", ACCUSE: "Vorwurf",
    REJECT: "Ablehnung", THREATEN: "Drohung", PROTEST: "Protest", SANCTION: "Sanktion", MOBILIZE: "Mobilmachung",
    COERCE: "Zwang", ASSAULT: "Angriff",
  },
  en: {
    skip: "Skip to content", network: "Network", live: "Live", contradictions: "Contradictions", articles: "Articles",
    search: "Search", searchFor: "Actor or words", language: "Deutsch", theme: "Light/dark", nav: "Views",
    since: "from", until: "until", by: "Sides", actor: "Actor", country: "Country",
    sector: "Sector", order: "Rank by", events: "Events", statements: "Statements", cooperation: "Cooperation",
    conflict: "Conflict", show: "Show", day: "Day", week: "Week", month: "Month", year: "Year", period: "Period",
    intensity: "Intensity", mean: "mean", trend: "Trend", perPeriod: "a period", sources: "Source",
    networkTitle: "Who with whom", dyads: "Dyads", none: "Nothing found.", more: "More",
    legendCoop: "mostly cooperation (solid)", legendConf: "mostly conflict (dashed)",
    legendWidth: "Width: number of events", actsOn: "Acts on", actedOnBy: "Acted on by", speaksAbout: "Speaks about",
    spokenAboutBy: "Spoken about by", names: "Names", about: "about", says: "says", timeline: "Time line",
    evidence: "Evidence", opposite: "The other way", undated: "without a day", all: "all", article: "Article",
    original: "To the original", records: "What the article gave", noText: "The text is not kept here.",
    choose: "In the text", liveTitle: "Latest reports", pause: "Pause", resume: "Resume", connected: "connected",
    waiting: "waiting for the worker …", withdrawn: "withdrawn", claimed: "Claimed", denied: "Denied",
    missed: "More came than is remembered here: please reload.",
    incomplete: "Incomplete: other workers hold the partitions", lag: "Lag in seconds", token: "Access token",
    tokenAsk: "This worker asks for a token.", failed: "That did not work",
    factual: "factual", planned: "planned", hypothetical: "hypothetical", negated: "negated", demanded: "demanded",
    by_: "according to", contradictionTitle: "Claimed and denied", loading: "Loading …",
    direct: "direct", indirect: "indirect", reported: "reported", free_indirect: "free indirect",
    indirect_free_indirect: "indirect/free indirect",
    legendMixed: "mixed (dotted)", wholeCountry: "country as a whole", filter: "Filters", interface: "Interface",
    pastNetwork: "Skip the network, to the table",
    networkHelp: "An edge opens the sentences behind it, a circle the actor.", emptyTitle: "No dispatches yet",
    emptyText: "The worker runs and waits. This sends a dispatch:", emptyFilters: "Nothing matches these filters.",
    resetFilters: "Reset filters", gone: "Withdrawn",
    goneText: "The publisher has withdrawn this article; what it gave no longer holds.", notFound: "Not found",
    notFoundText: "This is not here, or not yet.", notReady: "Not ready yet",
    notReadyText: "The worker is recovering its tables. Try again in a moment.",
    unreachable: "The worker does not answer", unreachableText: "Is it still running? This page comes from it.",
    again: "Try again", read: "To the sentence in the article",
    ticker: "Reports", quiet: "Nothing has come yet.", refTitle: "Interface",
    refIntro: "All that this page shows comes from these queries; try them here.", refHeaders: "Headers", refHttp: "Queries (HTTP)",
    refTopics: "Topics (Kafka)", parameters: "Parameters", ask: "Ask", example: "Example",
    required: "required", key: "Key", nullValue: "Null value", fields: "Fields", documents: "For machines",
    meaning: "Meaning", refError: "Problems", kindOf: "Kind", type: "Type", who: "Who", whom: "To whom",
    rows: "Day by day", reports: "Independent reports", publishers: "Sources",
    reportsHelp: "Where several papers print one dispatch, these are several articles and one independent report.",
    rowsCut: "There are more days: please choose a shorter time.",
    "sector.COP": "police", "sector.GOV": "government", "sector.JUD": "judiciary", "sector.LEG": "parliament",
    "sector.MIL": "military", "sector.PRM": "paramilitaries", "sector.PTY": "party", "sector.REB": "rebels",
    "sector.SPY": "intelligence", "sector.UAF": "armed forces", "sector.UNK": "unknown", "sector.AGR": "agriculture",
    "sector.BUS": "business", "sector.CRM": "criminals", "sector.CVL": "civilians", "sector.EDU": "education",
    "sector.ELI": "elites", "sector.JRN": "press", "sector.LAB": "labour", "sector.MED": "medical",
    "sector.REF": "refugees", "sector.OPP": "opposition", "sector.PRE": "presidency", "sector.REL": "religion",
    "sector.SOC": "society", "sector.IGO": "organisation", "sector.NGO": "NGO", "sector.MNC": "company",
    "sector.IMG": "international militants", "sector.ISM": "international movement",
    "act.assert": "asserts", "act.report": "reports", "act.believe": "believes", "act.criticise": "criticises",
    "act.accuse": "accuses", "act.demand": "demands", "act.assess": "assesses", "act.deny": "denies",
    "act.know": "knows", "act.praise": "praises", "act.agree": "agrees", "act.reject": "rejects",
    "act.announce": "announces", "act.complain": "complains", "act.point_out": "points out", "act.order": "orders",
    "act.mock": "mocks", "act.stress": "stresses", "act.explain": "explains", "act.concede": "concedes",
    "act.ask": "asks", "act.predict": "predicts", "act.intend": "intends", "act.discuss": "discusses",
    "act.assure": "assures", "act.propose": "proposes", "act.request": "requests", "act.decide": "decides",
    "act.advise": "advises", "act.promise": "promises", "act.doubt": "doubts", "act.hope": "hopes",
    "act.allow": "allows", "act.quote": "quotes", "act.justify": "justifies", "act.confirm": "confirms",
    "act.condemn": "condemns", "act.fear": "fears", "act.admit_blame": "admits blame", "act.condole": "condoles",
    "act.warn": "warns", "act.threaten": "threatens", "act.offer": "offers", "act.expect": "expects",
    "act.call": "calls", "act.swear": "swears", "act.regret": "regrets", "act.congratulate": "congratulates",
    "act.apologise": "apologises", "act.welcome": "welcomes", "act.thank": "thanks", "act.greet": "greets",
    "act.forbid": "forbids", "act.invite": "invites", "act.vow": "vows",
    AGREE: "Agree", CONSULT: "Consult", SUPPORT: "Support", CONCEDE: "Concede", COOPERATE: "Cooperate", AID: "Aid",
    RETREAT: "Retreat", REQUEST: "Request", ACCUSE: "Accuse", REJECT: "Reject", THREATEN: "Threaten",
    PROTEST: "Protest", SANCTION: "Sanction", MOBILIZE: "Mobilize", COERCE: "Coerce", ASSAULT: "Assault",
  },
};

export { LABELS };

/** PLOVER's types of events. */
export const TYPES = Object.keys(LABELS.en).filter((key) => /^[A-Z]+$/.test(key));

let language = "de";

/** German for whoever's browser asks for German, else English, until somebody chooses. */
export function chooseLanguage(chosen, browser) {
  language = LABELS[chosen] ? chosen : /^de\b/i.test(browser ?? "") ? "de" : "en";
  return language;
}

export const chosenLanguage = () => language;

export const otherLanguage = () => (language === "de" ? "en" : "de");

export const hasLabel = (key) => Object.hasOwn(LABELS[language], key);

/** A label; what has none (a speech act, say) is shown as it is. */
export const t = (key) => (hasLabel(key) ? LABELS[language][key] : String(key));

/** A number with one or two places, as the language writes it. */
export const number = (value, places = 0) =>
  value === null ? "–" : value.toLocaleString(language, { minimumFractionDigits: places, maximumFractionDigits: places });

export const dayText = (day) => (day ? new Date(`${day.slice(0, 10)}T00:00Z`).toLocaleDateString(language, { timeZone: "UTC", dateStyle: "medium" }) : t("undated"));
