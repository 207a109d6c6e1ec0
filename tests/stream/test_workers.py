"""Several workers answer as one: whatever is asked of whichever of them equals a reference over the topics."""

import itertools
import random
from datetime import date
from typing import Any

import httpx
import pytest

from streams.broker import free_port
from streams.topics import ARTICLES, partition_of
from tests.stream.conftest import MakeStream
from tests.stream.reference import Plain, Reference, Wanted, day_of, figures, names, part, sides, slope
from tests.support.stream import HTTP, Stream, Worker, without_times
from tests.support.watching import partitions_of
from tests.support.world import articles, messages, text

pytestmark = pytest.mark.broker

PARTITIONS = 8
PATIENCE = 60.0
"""Seconds for an answer of three workers on a busy machine."""


def start(stream: Stream, number: int) -> Worker:
    """One more worker; the same number is the same place, folder and port."""
    ports = stream.__dict__.setdefault("ports", {})
    ports.setdefault(number, free_port())
    return stream.start_worker(
        instance_id=f"worker-{number}", data_dir=stream.folder / f"worker-{number}", http_port=ports[number]
    )


def answer(worker: Worker, path: str, **params: Any) -> dict[str, Any]:
    found: dict[str, Any] = worker.get(path, params=params, timeout=PATIENCE).raise_for_status().json()
    return found


def all_pages(worker: Worker, path: str, name: str, missing: list[int], **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    url: str | None = str(httpx.URL(worker.url + path, params={"limit": 200 if params else 25} | params))
    while url:
        page = HTTP.get(url, timeout=PATIENCE).raise_for_status().json()
        assert (page["missing_partitions"], page["complete"]) == (missing, not missing)
        found += page[name]
        url = page["next"]
    return found


NOVEMBER_2_TO_4 = {"day_from": "2024-11-02", "day_to": "2024-11-04"}


def between(day: str | None) -> bool:
    return day is not None and "2024-11-02" <= day <= "2024-11-04"


EVENTS_BY: list[tuple[dict[str, Any], Wanted]] = [
    ({}, bool),
    ({"from": "BLR", "to": "RUS"}, lambda e: any(names("BLR", a) and names("RUS", b) for a, b in sides(e))),
    ({"from": "EU"}, lambda e: any(names("EU", a) for a, _ in sides(e))),
    ({"to": "RUS.GOV"}, lambda e: any(b == "RUS.GOV" for _, b in sides(e))),
    ({"actor": "RUS"}, lambda e: any(names("RUS", p["actor"]["code"]) for p in (*e["actors"], *e["recipients"]))),
    ({"attribution": "RUS"}, lambda e: bool(e["attribution"])),
    ({"type": ["CONSULT", "ASSAULT"]}, lambda e: e["type"] in {"CONSULT", "ASSAULT"}),
    ({"quad": [1, 4]}, lambda e: e["quad"] in {1, 4}),
    ({"modality": ["planned", "demanded"]}, lambda e: e["modality"] in {"planned", "demanded"}),
    (NOVEMBER_2_TO_4, lambda e: between(day_of(e))),
    ({"source": "Zwei", "actor": "BLR.GOV"}, lambda e: e["article"]["source"] == "Zwei" and "BLR.GOV" in codes(e)),
]
STATEMENTS_BY: list[tuple[dict[str, Any], Wanted]] = [
    ({}, bool),
    ({"speaker": "BLR"}, lambda s: any(names("BLR", voice["actor"]["code"]) for voice in s["speakers"])),
    ({"about": "RUS"}, lambda s: any(names("RUS", code) for code in s["about"])),
    ({"addressee": "RUS"}, lambda s: bool(s["addressees"])),
    ({"actor": "UKR"}, lambda s: "UKR" in codes(s)),
    ({"kind": "indirect", "source": "Eins"}, lambda s: s["article"]["source"] == "Eins"),
    ({"kind": "direct"}, lambda s: s["kind"] == "direct"),
    ({"act": "deny"}, lambda s: s["act"] == "deny"),
    (NOVEMBER_2_TO_4, lambda s: between(s["article"]["published_at"][:10])),
]
FACTS_BY: list[tuple[dict[str, Any], Wanted]] = [
    ({}, bool),
    ({"from": "RUS"}, lambda f: names("RUS", f["from"])),
    ({"to": "USA.GOV"}, lambda f: f["to"] == "USA.GOV"),
    ({"actor": "BLR"}, lambda f: names("BLR", f["from"]) or names("BLR", f["to"])),
    ({"type": ["AID", "COERCE"]}, lambda f: f["type"] in {"AID", "COERCE"}),
    ({"quad": 3}, lambda f: bool(f["type"]) and f["quad"] == 3),
    ({"source": "Eins"}, lambda f: f["source"] == "Eins"),
    (NOVEMBER_2_TO_4, lambda f: between(f["day"])),
]
ROWS_BY: list[tuple[dict[str, Any], Wanted]] = [
    ({}, bool),
    ({"from": "RUS"}, lambda r: names("RUS", r["from"])),
    ({"to": "UKR", "type": "ASSAULT"}, lambda r: r["to"] == "UKR" and "ASSAULT" in r["counts"]),
    (NOVEMBER_2_TO_4, lambda r: between(r["day"])),
]


def codes(record: Plain) -> set[str]:
    parties = [party for role in ("actors", "recipients", "speakers") for party in record.get(role, ())]
    return {party["actor"]["code"] for party in parties} | {*record.get("about", ())}


def told(sums: Plain) -> Plain:
    return {name: sums[name] for name in figures([])}


class Check:
    """Every query, asked of one worker, equals the reference over the partitions that somebody holds."""

    def __init__(self, stream: Stream, worker: Worker, missing: list[int]) -> None:
        self.reference = Reference(stream, missing, PARTITIONS)
        self.worker = worker
        self.missing = missing
        self.records()
        self.rows()
        self.dyads()
        self.time_lines()
        self.actors()
        self.contradictions()
        self.searches()
        self.single_records(sorted(stream.latest(ARTICLES)))

    def pages(self, path: str, name: str, **params: Any) -> list[Plain]:
        return all_pages(self.worker, path, name, self.missing, **params)

    def records(self) -> None:
        for path, id_, all_, narrowed in (
            ("events", "event_id", self.reference.events, EVENTS_BY),
            ("statements", "statement_id", self.reference.statements, STATEMENTS_BY),
        ):
            for params, wanted in narrowed:
                listed = self.pages(f"/{path}", path, **params)
                assert {one[id_]: one for one in listed} == {key: one for key, one in all_.items() if wanted(one)}, (
                    params
                )
                days = [(day_of(one) if path == "events" else one["article"]["published_at"][:10]) for one in listed]
                places = [(day or "", one[id_]) for day, one in zip(days, listed, strict=True)]
                assert places == sorted(sorted(places), key=lambda place: place[0], reverse=True)
        for params in ({}, {"source": "Zwei"}, {"day_from": "2024-11-27"}, {"day_to": "2024-11-26"}):
            assert {one["article"]["id"] for one in self.pages("/articles", "articles", **params)} == {
                id_
                for id_, one in self.reference.articles.items()
                if params.get("source", one["source"]) == one["source"] and "day_to" not in params
            }

    def rows(self) -> None:
        for params, wanted in ROWS_BY:
            rows = self.pages("/interactions", "interactions", **params)
            assert without_times(rows) == [row for row in self.reference.rows if wanted(row)], params
            keys = [f"{row['from']}>{row['to']}|{row['day'] or 'undated'}" for row in rows]
            assert keys == sorted(keys)
        assert without_times(self.pages("/interactions/BLR/RUS", "interactions")) == [
            row for row in self.reference.rows if names("BLR", row["from"]) and names("RUS", row["to"])
        ]

    def dyads(self) -> None:
        orders = ("events", "cooperation", "conflict", "statements", "articles")
        asked: list[tuple[dict[str, Any], Wanted, str, str]] = [
            ({}, bool, order, by) for order, by in itertools.product(orders, ("actor", "country", "sector"))
        ]
        asked += [(params, wanted, "events", "actor") for params, wanted in FACTS_BY]
        for params, wanted, order, by in asked:
            self._dyads(self.reference.counted(wanted), order, by, **params)
        self._dyads(self.reference.counted(modality="negated"), "events", "country", modality="negated")

    def _dyads(self, facts: list[Plain], order: str, by: str, **params: Any) -> None:
        found = self.pages("/dyads", "dyads", order=order, by=by, limit=25, **params)
        lines = [(one["from"], one["to"], one["first_day"], one["last_day"], told(one)) for one in found]
        assert lines == self.reference.dyads(facts, order, by), (order, by, params)

    def time_lines(self) -> None:
        for (from_, to), by in zip(
            (("BLR", "RUS"), ("RUS.GOV", "USA.GOV"), ("EU", "POL"), ("RUS", "UKR")),
            ("day", "week", "month", "year"),
            strict=True,
        ):
            for params, wanted in FACTS_BY:
                if not params.keys() & {"from", "to", "actor"}:
                    self._time_line(from_, to, by, params, wanted)

    def _time_line(self, from_: str, to: str, by: str, params: dict[str, Any], wanted: Wanted) -> None:
        line = answer(self.worker, f"/dyads/{from_}/{to}", by=by, **params)
        facts = self.reference.counted(lambda f: names(from_, f["from"]) and names(to, f["to"]) and wanted(f))
        buckets = self.reference.buckets(facts, by)
        undated = buckets.pop("", None)
        assert {bucket["period"]: told(bucket) for bucket in line["buckets"]} == buckets
        assert (told(line["undated"]) if line["undated"] else None) == undated
        assert told(line["total"]) == figures(facts)
        if by == "day":
            points = [
                (date.fromisoformat(day).toordinal(), sums["intensity_sum"] / sums["events"], sums["events"])
                for day, sums in buckets.items()
                if sums["events"]
            ]
            assert line["trend"] == (None if slope(points) is None else pytest.approx(slope(points), abs=1e-4))

    def actors(self) -> None:
        page = answer(self.worker, "/actors/BLR", limit=100)
        acting = self.reference.counted(lambda fact: names("BLR", fact["from"]))
        acted_on = self.reference.counted(lambda fact: names("BLR", fact["to"]))
        assert told(page["acting"]) == figures(acting)
        assert told(page["acted_on"]) == figures(acted_on)
        for name, facts, order in (
            ("acts_on", acting, "events"),
            ("acted_on_by", acted_on, "events"),
            ("speaks_about", acting, "statements"),
            ("spoken_about_by", acted_on, "statements"),
        ):
            lines = [(one["from"], one["to"], one["first_day"], one["last_day"], told(one)) for one in page[name]]
            assert lines == self.reference.dyads(facts, order, "actor"), name
        assert {one["code"]: one["articles"] for one in page["names"]} == {
            code: times for code, times in self.reference.names().items() if names("BLR", code)
        }

    def contradictions(self) -> None:
        for window in (3, 0):
            found = answer(self.worker, "/contradictions", limit=200, window=window)["contradictions"]
            pairs = {(one["claimed"]["event_id"], one["denied"]["event_id"]) for one in found}
            assert pairs == self.reference.contradictions(window)
            for one in found:
                assert self.reference.events[one["claimed"]["event_id"]] == one["claimed"]

    def searches(self) -> None:
        for words, wanted in (("CONSULT", {"CONSULT"}), ("eu.igo assault", {"EU.IGO", "ASSAULT"})):
            found = answer(self.worker, "/search", q=words, limit=100)
            assert {one["article"]["id"] for one in found["articles"]} == {
                id_ for id_, one in self.reference.articles.items() if wanted <= {*one["text"].split()}
            }
        found = answer(self.worker, "/search", q="rus", limit=100)
        assert {one["code"]: one["articles"] for one in found["actors"]} == {
            code: times for code, times in self.reference.names().items() if part(code, "country") == "RUS"
        }

    def single_records(self, ids: list[str]) -> None:
        for id_ in ids[:8]:
            owner_is_there = partition_of(id_.encode(), PARTITIONS) not in self.missing
            found = self.worker.get(f"/articles/{id_}")
            assert found.status_code == (200 if owner_is_there else 503)
            if owner_is_there:
                for kind, all_ in (("event", self.reference.events), ("statement", self.reference.statements)):
                    own = {key: one for key, one in all_.items() if one["article"]["id"] == id_}
                    assert {one[f"{kind}_id"]: one for one in found.json()[f"{kind}s"]} == own
        for kind, all_ in (("events", self.reference.events), ("statements", self.reference.statements)):
            for id_, one in itertools.islice(all_.items(), 5):
                assert answer(self.worker, f"/{kind}/{id_}") == one


def share(worker: Worker) -> int:
    """How many partitions it holds; −1 while it is not ready."""
    found = worker.get("/readyz")
    return int(found.json()["status"].split()[2]) if found.status_code == 200 else -1


def wait_for_shares(workers: list[Worker], shares: list[int]) -> None:
    for worker in workers:
        worker.wait_for(lambda: sorted(map(share, workers)) == shares, f"sharing {shares}")
        worker.wait_for(lambda worker=worker: worker.get("/dyads").json().get("complete"), "answering for all")


@pytest.mark.timeout(1500)
def test_three_workers_answer_as_one_while_one_is_added_stopped_and_killed(make_stream: MakeStream) -> None:
    stream = make_stream(peer_seconds=30)  # on a busy machine a worker that is there may take long
    stream.start_worker()
    chance = random.Random(21)
    world = articles(chance, 40)
    sources = {id_: chance.choice(["Eins", "Zwei"]) for id_ in world} | {"claim": "Eins", "denial": "Zwei"}
    world |= {"claim": (1, "ASSAULT RUS UKR 2024-11-02"), "denial": (1, "ASSAULT RUS UKR 2024-11-02 negated")}

    def send(ids: list[str]) -> None:
        stream.send(messages({id_: world[id_] for id_ in ids}, sources))
        stream.drain()

    workers = [stream.workers[0], start(stream, 1)]
    send(sorted(world))
    wait_for_shares(workers, [4, 4])
    for worker in workers:
        Check(stream, worker, [])

    workers.append(start(stream, 2))  # one is added
    wait_for_shares(workers, [2, 3, 3])
    changed = chance.sample(sorted(world), 20)
    for id_ in changed:
        world[id_] = (2, text(chance))
    send(changed)
    for worker in workers:
        Check(stream, worker, [])

    for number, end in ((2, Worker.stop), (1, Worker.kill)):
        held = partitions_of(workers[number])
        end(workers[number])
        Check(stream, workers[0], held)
        workers[number] = start(stream, number)
        wait_for_shares(workers, [2, 3, 3])
        Check(stream, workers[0], [])
        Check(stream, workers[number], [])
