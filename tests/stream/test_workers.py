"""Several workers answer as one: whatever is asked of whichever of them equals a reference over the topics."""

import itertools
import random
from collections import Counter
from datetime import date
from typing import Any

import httpx
import orjson
import pytest

from streams.broker import free_port
from streams.topics import ARTICLES, EVENTS, INTERACTIONS, STATEMENTS, partition_of
from tests.support.stream import Stream, Worker, without_times
from tests.support.world import articles, messages, text

pytestmark = pytest.mark.broker

PARTITIONS = 8


def start(stream: Stream, number: int) -> Worker:
    """One more worker; the same number is the same place, folder and port."""
    ports = stream.__dict__.setdefault("ports", {})
    ports.setdefault(number, free_port())
    return stream.start_worker(
        instance_id=f"worker-{number}", data_dir=stream.folder / f"worker-{number}", http_port=ports[number]
    )


def answer(worker: Worker, path: str, **params: Any) -> dict[str, Any]:
    found: dict[str, Any] = worker.get(path, params=params).raise_for_status().json()
    return found


def all_pages(worker: Worker, path: str, name: str, missing: list[int], **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    url: str | None = str(httpx.URL(worker.url + path, params={"limit": 40} | params))
    while url:
        page = httpx.get(url, timeout=10).raise_for_status().json()
        assert (page["missing_partitions"], page["complete"]) == (missing, not missing)
        found += page[name]
        url = page["next"]
    return found


class Reference:
    """What the topics hold, computed without any of what the workers compute with."""

    def __init__(self, stream: Stream, missing: list[int]) -> None:
        def here(key: str) -> bool:
            return partition_of(key.encode(), PARTITIONS) not in missing

        self.missing = missing
        self.events = {id_: one for id_, one in stream.latest(EVENTS).items() if here(one["article"]["id"])}
        self.statements = {id_: one for id_, one in stream.latest(STATEMENTS).items() if here(one["article"]["id"])}
        self.rows = without_times(row for key, row in stream.latest(INTERACTIONS).items() if here(key))
        self.articles = {id_ for id_ in stream.latest(ARTICLES) if here(id_)}
        self.facts = [*self._event_facts(), *self._statement_facts()]

    def _event_facts(self) -> list[dict[str, Any]]:
        return [
            {
                "from": from_,
                "to": to,
                "article": event["article"]["id"],
                "day": event["date"] and event["date"]["start"],
            }
            | {name: event[name] for name in ("type", "quad", "intensity")}
            for event in self.events.values()
            if event["modality"] == "factual"
            for from_, to in sides(event)
        ]

    def _statement_facts(self) -> list[dict[str, Any]]:
        return [
            {"from": speaker["actor"]["code"], "to": about, "article": one["article"]["id"], "type": None}
            | {"day": one["article"]["published_at"][:10]}
            for one in self.statements.values()
            for speaker in one["speakers"]
            for about in one["about"]
        ]

    def dyads(self, order: str, *, by_country: bool) -> list[tuple[Any, ...]]:
        """From, to, events, intensity, statements, articles: the most first."""
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for fact in self.facts:
            ends = (fact["from"], fact["to"])
            groups.setdefault(tuple(end.split(".")[0] for end in ends) if by_country else ends, []).append(fact)
        lines = [(*ends, *figures(facts)) for ends, facts in groups.items()]
        column = {"events": 2, "statements": 4, "articles": 5}[order]
        return sorted((line for line in lines if line[column]), key=lambda line: (-line[column], line[0], line[1]))

    def months(self, from_: str, to: str) -> dict[str, tuple[Any, ...]]:
        groups: dict[str, list[dict[str, Any]]] = {}
        for fact in self.facts:
            if names(from_, fact["from"]) and names(to, fact["to"]):
                groups.setdefault((fact["day"] or "")[:7], []).append(fact)
        return {month: figures(facts) for month, facts in groups.items()}

    def contradictions(self) -> set[tuple[str, str]]:
        """Nobody is quoted in these articles and all have one publisher, so a contradiction needs two publishers."""
        told, denied = ([e for e in self.events.values() if e["modality"] == m] for m in ("factual", "negated"))
        return {
            (one["event_id"], other["event_id"])
            for one, other in itertools.product(told, denied)
            if one["type"] == other["type"]
            and one["article"]["source"] != other["article"]["source"]
            and near(one, other)
            and any(same(these, those) for these, those in itertools.product(sides(one), sides(other)))
        }


def sides(event: dict[str, Any]) -> set[tuple[str, str]]:
    one, other = ([party["actor"]["code"] for party in event[side]] for side in ("actors", "recipients"))
    return set(itertools.permutations({*one, *other}, 2) if event["reciprocal"] else itertools.product(one, other))


def same(these: tuple[str, str], those: tuple[str, str]) -> bool:
    homes = [[code.split(".")[0] for code in ends] for ends in (these, those)]
    return homes[0] == homes[1] and (homes[0][0] != homes[0][1] or these == those)


def near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if not (one["date"] and other["date"]):
        return True  # all are published on one day
    days = [date.fromisoformat(event["date"]["start"]) for event in (one, other)]
    return abs((days[0] - days[1]).days) <= 3


def names(asked: str, code: str) -> bool:
    return code == asked or code.startswith(asked + ".")


def figures(facts: list[dict[str, Any]]) -> tuple[Any, ...]:
    events = [fact for fact in facts if fact["type"]]
    return (
        len(events),
        sum(event["intensity"] for event in events),
        len(facts) - len(events),
        len({fact["article"] for fact in facts}),
    )


def told(sums: dict[str, Any]) -> tuple[Any, ...]:
    return sums["events"], sums["intensity_sum"], sums["statements"], sums["articles"]


def check(stream: Stream, worker: Worker, missing: list[int]) -> None:
    """Every query, asked of this worker, equals the reference over the partitions that somebody holds."""
    reference = Reference(stream, missing)

    def pages(path: str, name: str, **params: Any) -> list[dict[str, Any]]:
        return all_pages(worker, path, name, missing, **params)

    listed = pages("/events", "events")
    assert {event["event_id"]: event for event in listed} == reference.events
    assert [(event["date"] or {}).get("start", "") for event in listed] == sorted(
        ((event["date"] or {}).get("start", "") for event in reference.events.values()), reverse=True
    )
    assert {event["event_id"] for event in pages("/events", "events", **{"from": "BLR", "to": "RUS"})} == {
        id_ for id_, e in reference.events.items() if any(names("BLR", a) and names("RUS", b) for a, b in sides(e))
    }
    assert {one["statement_id"]: one for one in pages("/statements", "statements")} == reference.statements
    assert {one["statement_id"] for one in pages("/statements", "statements", speaker="BLR")} == {
        id_
        for id_, one in reference.statements.items()
        if any(names("BLR", speaker["actor"]["code"]) for speaker in one["speakers"])
    }
    assert {one["article"]["id"] for one in pages("/articles", "articles")} == reference.articles
    rows = pages("/interactions", "interactions")
    assert without_times(rows) == reference.rows
    keys = [(row["from"], row["to"], row["day"] or "undated") for row in rows]
    assert keys == sorted(keys, key=lambda key: f"{key[0]}>{key[1]}|{key[2]}")
    for order, by in itertools.product(("events", "statements", "articles"), ("actor", "country")):
        dyads = pages("/dyads", "dyads", order=order, by=by, limit=25)
        assert [(one["from"], one["to"], *told(one)) for one in dyads] == reference.dyads(
            order, by_country=by == "country"
        )
    for ends in (("BLR", "RUS"), ("RUS.GOV", "USA.GOV"), ("EU", "POL")):
        line = answer(worker, f"/dyads/{ends[0]}/{ends[1]}", by="month")
        months = reference.months(*ends)
        undated = months.pop("", None)
        assert {bucket["period"]: told(bucket) for bucket in line["buckets"]} == months
        assert (told(line["undated"]) if line["undated"] else None) == undated
    page = answer(worker, "/actors/BLR")
    assert told(page["acting"]) == figures([fact for fact in reference.facts if names("BLR", fact["from"])])
    seen = Counter({name["code"]: name["articles"] for name in page["names"]})
    assert seen["BLR"] == len({id_ for id_, codes in codes_by_article(reference) if "BLR" in codes})
    found = answer(worker, "/contradictions", limit=200)["contradictions"]
    assert {(one["claimed"]["event_id"], one["denied"]["event_id"]) for one in found} == reference.contradictions()
    words = answer(worker, "/search", q="CONSULT", limit=100)["articles"]
    assert {one["article"]["id"] for one in words} == {
        event["article"]["id"] for event in reference.events.values() if event["type"] == "CONSULT"
    }
    for id_ in sorted(stream.latest(ARTICLES))[:6]:
        owner_is_there = partition_of(id_.encode(), PARTITIONS) not in missing
        assert worker.get(f"/articles/{id_}").status_code == (200 if owner_is_there else 503)
    for id_, event in itertools.islice(reference.events.items(), 8):
        assert answer(worker, f"/events/{id_}") == event


def codes_by_article(reference: Reference) -> list[tuple[str, set[str]]]:
    found: dict[str, set[str]] = {}
    for event in reference.events.values():
        parties = [*event["actors"], *event["recipients"]]
        found.setdefault(event["article"]["id"], set()).update(party["actor"]["code"] for party in parties)
    for one in reference.statements.values():
        found.setdefault(one["article"]["id"], set()).update(voice["actor"]["code"] for voice in one["speakers"])
    return list(found.items())


def share(worker: Worker) -> int:
    return int(worker.get("/readyz").json()["status"].split()[2])


def wait_for_shares(workers: list[Worker], shares: list[int]) -> None:
    for worker in workers:
        worker.wait_for(lambda: sorted(map(share, workers)) == shares, f"sharing {shares}")
        worker.wait_for(lambda worker=worker: answer(worker, "/dyads")["complete"], "answering for all")


@pytest.mark.timeout(1500)
def test_three_workers_answer_as_one_while_one_is_added_stopped_and_killed(stream: Stream) -> None:
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
        check(stream, worker, [])

    workers.append(start(stream, 2))  # one is added
    wait_for_shares(workers, [2, 3, 3])
    changed = chance.sample(sorted(world), 20)
    for id_ in changed:
        world[id_] = (2, text(chance))
    send(changed)
    for worker in workers:
        check(stream, worker, [])

    for number, end in ((2, Worker.stop), (1, Worker.kill)):
        held = held_by(workers[number])
        end(workers[number])
        check(stream, workers[0], held)
        workers[number] = start(stream, number)
        wait_for_shares(workers, [2, 3, 3])
        check(stream, workers[0], [])
        check(stream, workers[number], [])


def held_by(worker: Worker) -> list[int]:
    """A worker's partitions, by what it says of its own part."""
    part = httpx.post(f"{worker.url}/peers/EntryOf", content=b'{"article_id": "x"}').raise_for_status().content
    head: dict[str, Any] = orjson.loads(part.split(b"\n")[0])
    return sorted(head["partitions"])
