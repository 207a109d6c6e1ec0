// The page's modules that need no browser; run by tests/web/test_dashboard.py.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { test } from "node:test";

const folder = pathToFileURL(`${process.env.DEPESCHE_PAGE}/`);
const load = (name) => import(new URL(name, folder));
const { pieces, aroundTrigger, spansOf } = await load("marks.js");
const { parseRoute, route, params } = await load("route.js");
const { Frames, follow } = await load("stream.js");
const { LABELS, chooseLanguage, t } = await load("labels.js");
const { safeLink } = await load("dom.js");
const { codeTitle, keepNames, longTitle } = await load("names.js");
const { frameOf } = await load("dyad.js");

const event = (id, start, end) => ({ event_id: id, mentions: [{ sentence: { start, end }, trigger: { start, end: start + 1 } }] });

test("pieces give the text back, with the records of each", () => {
  const found = pieces("abcdefgh", [event("one", 1, 5), event("two", 3, 7), event("three", 3, 7)]);
  assert.equal(found.map((piece) => piece.text).join(""), "abcdefgh");
  assert.deepEqual(found.map((piece) => piece.ids), [[], ["one"], ["one"], ["one", "two", "three"], ["one", "two", "three"], ["two", "three"], []]);
  assert.deepEqual(found.map((piece) => piece.triggers), [[], ["one"], [], ["two", "three"], [], [], []]);
});

test("offsets count code points", () => {
  const found = pieces("🇩🇪 sagt: 𝔍a!", [event("one", 9, 11)]);
  assert.deepEqual(found.filter((piece) => piece.ids.length).map((piece) => piece.text), ["𝔍", "a"]);
});

test("spans that do not fit the text are passed over", () => {
  const span = (start, end) => ({ statement_id: `${start}`, quote: [{ start, end }], frame: [], cue: [] });
  const found = pieces("abc", [span(2, 9), span(-1, 2), span(2, 2), span(3, 1)]);
  assert.deepEqual(found, [{ text: "abc", ids: [], triggers: [] }]);
  assert.deepEqual(pieces("", [event("one", 0, 1)]), []);
});

test("a statement is marked with its frame and cue", () => {
  const span = (start, end) => ({ start, end });
  assert.deepEqual(spansOf({ statement_id: "s", quote: [span(0, 1)], frame: [span(2, 3)], cue: [span(2, 3)] }), [span(0, 1), span(2, 3), span(2, 3)]);
});

test("the trigger is found in its sentence, or the sentence stands alone", () => {
  const sentence = { start: 10, end: 20, text: "Sie 𝔯eden." };
  assert.deepEqual(aroundTrigger({ trigger: { start: 14, end: 19 }, sentence }), ["Sie ", "𝔯eden", "."]);
  assert.deepEqual(aroundTrigger({ trigger: { start: 2, end: 5 }, sentence }), ["Sie 𝔯eden.", "", ""]);
});

test("an address holds any id, and is read back", () => {
  for (const id of ["https://example.com/a?b=c#d", "a/b", "100 %", "%2F", "<b>", "ä 😀"]) {
    const { view, parts, query } = parseRoute(route("article", [id], { record: id, by: "", day: null }));
    assert.deepEqual([view, parts, query.get("record"), [...query.keys()]], ["article", [id], id, ["record"]]);
  }
  assert.deepEqual(parseRoute("").parts, []);
  assert.equal(parseRoute("#/article/%zz").parts[0], "%zz");
  assert.equal(params({ type: ["AID", "AGREE"], none: undefined }).toString(), "type=AID&type=AGREE");
});

test("only this page and http addresses are links", () => {
  for (const good of ["#/actor/BLR", "https://example.com/x?y", "HTTP://example.com"]) assert.equal(safeLink(good), good);
  for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//example.com", "https://a b", "vbscript:x", "jAvAsCrIpT:x", "https:alert(1)", "", "\u0001javascript:x", null]) assert.equal(safeLink(bad), "#/");
});

test("frames come whole, however the line cuts them", () => {
  const wire = "retry: 2000\n\nid: e0.1\nevent: event\ndata: {\"a\": \"x: y\"}\n\n: heartbeat\n\nid: e0.2\nevent: withdrawn\ndata: {}\n\n";
  const expected = [{ id: "e0.1", event: "event", data: '{"a": "x: y"}' }, { id: "e0.2", event: "withdrawn", data: "{}" }];
  for (let size = 1; size < wire.length; size += 1) {
    const frames = new Frames();
    const found = [];
    for (let start = 0; start < wire.length; start += size) found.push(...frames.push(wire.slice(start, start + size)));
    assert.deepEqual(found, expected);
  }
});

test("a feed that breaks is followed on from the last event", async () => {
  const ending = new AbortController();
  const asked = [];
  const open = async (last) => {
    asked.push(last);
    const bytes = new TextEncoder().encode(`id: e0.${asked.length}\nevent: event\ndata: {}\n\n`);
    return { body: new ReadableStream({ start(sink) { sink.enqueue(bytes); sink.close(); } }) };
  };
  const took = [];
  const wait = globalThis.setTimeout;
  globalThis.setTimeout = (go) => wait(go, 0);
  try {
    await follow(open, (name) => { took.push(name); if (took.length === 3) ending.abort(); }, () => {}, ending.signal);
  } finally {
    globalThis.setTimeout = wait;
  }
  assert.deepEqual(asked, [null, "e0.1", "e0.2"]);
});

test("both languages say the same things", () => {
  assert.deepEqual(Object.keys(LABELS.de).sort(), Object.keys(LABELS.en).sort());
  for (const words of Object.values(LABELS)) for (const [key, text] of Object.entries(words)) assert.ok(text, key);
  for (const name of JSON.parse(process.env.DEPESCHE_NAMES)) assert.ok(LABELS.de[name], name);
  assert.equal(chooseLanguage(null, "de-AT"), "de");
  assert.equal(chooseLanguage("en", "de"), "en");
  assert.equal(chooseLanguage("xx", "fr"), "en");
  assert.equal(t("no such label"), "no such label");
});

test("the same dyads lie in the same places, inside the picture", async () => {
  const require = createRequire(folder);
  globalThis.d3 = {};
  for (const name of ["dispatch", "quadtree", "timer", "force"]) {
    const source = require("node:fs").readFileSync(new URL(`vendor/d3-${name}.min.js`, folder), "utf8");
    new Function("exports", "module", "define", source).call(globalThis, undefined, undefined, undefined);
  }
  const { layout, curve } = await load("layout.js");
  const dyads = [["BLR", "RUS"], ["RUS", "BLR"], ["RUS", "UKR"], ["EU", "BLR"], ["BLR", "BLR"]].map(([from, to]) => ({ from, to, events: 2, cooperation: 1, conflict: 1 }));
  for (const [width, height] of [[1000, 600], [340, 460]]) {
    const [one, other] = [layout(dyads, width, height), layout(dyads, width, height)];
    for (const [code, node] of one) {
      assert.deepEqual([node.x, node.y], [other.get(code).x, other.get(code).y]);
      assert.ok(node.x - node.half >= 0 && node.x + node.half <= width && node.y >= 0 && node.y + 20 <= height);
    }
    for (const { from, to } of dyads) assert.match(curve(one.get(from), one.get(to)), /^M[-\d. ]+[QC][-\d. ]+$/);
  }
  const [lonely] = layout([{ from: "BLR", to: "BLR", events: 1 }], 400, 300).values();
  assert.ok(Math.abs(lonely.x - 200) < 1 && lonely.y > 0 && lonely.y < 300);
});

test("codes have names in both languages, and what has none stays as it is", () => {
  keepNames({ states: { BLR: ["Belarus", "Belarus"], DEU: ["Deutschland", "Germany"], GOV: ["Govland", "Govland"] }, organisations: { EU: ["Europäische Union", "European Union"] } });
  const said = (language) => ["DEU", "DEU.GOV", "EU.IGO", "XYZ.QQQ", "MIL", "GOV", null].map((code) => { chooseLanguage(language, ""); return codeTitle(code); });
  assert.deepEqual(said("de"), ["Deutschland", "Deutschland · Regierung", "EU", "XYZ · QQQ", "Militär", "Govland", "Land als Ganzes"]);
  assert.deepEqual(said("en"), ["Germany", "Germany · government", "EU", "XYZ · QQQ", "military", "Govland", "country as a whole"]);
  assert.equal(longTitle("EU.IGO"), "EU (European Union)");
  assert.equal(longTitle("DEU"), "Germany");
});

test("both directions of a dyad are drawn in one frame, which is never narrower than twelve periods", () => {
  const bucket = (start, end, cooperation, conflict) => ({ start, end, cooperation, conflict });
  const lines = [{ buckets: [bucket("2021-01-01", "2021-01-31", 3, 0)] }, { buckets: [bucket("2021-06-01", "2021-06-30", 0, 7)] }];
  const { first, last, most } = frameOf(lines, "month");
  assert.equal(most, 7);
  assert.ok(first < Date.parse("2021-01-01") && last > Date.parse("2021-07-01") && last - first > 360 * 86_400_000);
  assert.equal(frameOf([{ buckets: [] }, { buckets: [] }], "month"), null);
});
