"""Compares all that a stream shows and remembers with a batch recomputation, and tells the first difference whole."""

import asyncio
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
from aiokafka.structs import ConsumerRecord

from schemas import Event
from streams.agents.interactions import evidence_key
from streams.state.contribution import dyads
from streams.topics import (
    ARTICLES,
    CHANGES,
    DEAD_LETTERS,
    EVENTS,
    EVIDENCE_TABLE,
    INTERACTIONS,
    LEDGER_TABLE,
    ROWS_TABLE,
    STATEMENTS,
    changelog_name,
)
from tests.support.stream import Stream, headers, without_times
from tests.support.traffic import BAD, Traffic
from tests.support.world import expected

_ABSENT = "nothing"


class DifferenceError(AssertionError):
    """The stream is not as it must be. The message has what differs first, and what happened to it."""


@dataclass
class _Told:
    """What the topic ``articles`` says itself, read message by message: what the ledger must hold of each article."""

    offsets: dict[str, int] = field(default_factory=dict)
    """Article → offset of its last message that could be read."""
    revisions: dict[str, int] = field(default_factory=dict)
    """Article → revision that must hold; 0 after a withdrawal."""
    refused: dict[str, tuple[bytes | None, bytes | None]] = field(default_factory=dict)
    """``partition:offset`` of what must be a dead letter → key and value."""


def check(stream: Stream, traffic: Traffic) -> dict[str, int]:
    """Compare everything, once the stream has drained; the numbers of what was compared.

    Raises:
        DifferenceError: the first difference, with the history of its article or row.
    """
    history = _History(stream, traffic)
    told = _told(history.read(ARTICLES))
    outcome: dict[str, Any] = expected(traffic.survivors)
    truth = {id_: revision for id_, (revision, _) in traffic.survivors.items()} | dict.fromkeys(traffic.withdrawn, 0)
    history.compare("articles on the topic", truth, told.revisions, history.of_article)
    history.compare("events", outcome["events"], history.latest(EVENTS), history.of_record)
    history.compare("statements", outcome["statements"], history.latest(STATEMENTS), history.of_record)

    ledger = history.latest(changelog_name(stream.settings, LEDGER_TABLE))
    for name, must in (("revision", told.revisions), ("offset", told.offsets)):
        found = {id_: entry[name] for id_, entry in ledger.items()}
        history.compare(f"{name}s in the ledger", must, found, history.of_article)
    for kind in ("event", "statement"):
        history.compare(f"{kind}s in the ledger", outcome[f"{kind}s"], _records(ledger, kind), history.of_record)

    rows = {_row_key(row): row for row in outcome["interactions"]}
    history.compare("rows on the topic", rows, _rows(history.latest(INTERACTIONS).values()), history.of_row)
    stored = history.latest(changelog_name(stream.settings, ROWS_TABLE))
    articles = {key: row["sum"]["articles"] for key, row in stored.items()}
    history.compare(
        "articles of the rows' table",
        dict.fromkeys(articles, 0) | {key: row["articles"] for key, row in rows.items()},
        articles,
        history.of_row,
    )
    evidence = dict.fromkeys(history.latest(changelog_name(stream.settings, EVIDENCE_TABLE)), True)
    history.compare("evidence", _evidence(outcome["events"]), evidence, history.of_row)

    letters = {position: (record.key, record.value) for position, record in _letters(history.read(DEAD_LETTERS))}
    history.compare("dead letters", told.refused, letters, history.of_position)
    history.compare("rows over HTTP", rows, _rows(_all_rows(stream)), history.of_row)
    some = sorted(truth)[:: max(1, len(truth) // 200)]
    answers = asyncio.run(_answers(stream, some))
    history.compare(
        "articles over HTTP", {id_: _answer(id_, truth, outcome) for id_ in some}, answers, history.of_article
    )
    return {
        "articles": len(truth),
        "messages": len(history.read(ARTICLES)),
        "events": len(outcome["events"]),
        "statements": len(outcome["statements"]),
        "rows": len(rows),
        "changes": len(history.read(CHANGES)),
        "dead letters": len(told.refused),
        "dead letters kept more than once": len(history.read(DEAD_LETTERS)) - len(letters),
        "articles asked for over HTTP": len(some),
    }


def _told(records: Iterable[ConsumerRecord]) -> _Told:
    told = _Told()
    for record in records:
        key = record.key.decode() if record.key is not None else None
        if record.value is None:
            assert key is not None
            told.offsets[key], told.revisions[key] = record.offset, 0
            continue
        article = orjson.loads(record.value)
        if article["id"] != key:
            continue  # sent on by the worker under its own key
        if article["text"] in BAD:
            told.refused[f"{record.partition}:{record.offset}"] = (record.key, record.value)
            continue
        told.offsets[key] = record.offset
        told.revisions[key] = max(told.revisions.get(key, 0), article["revision"])
    return told


def _records(ledger: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {record[f"{kind}_id"]: record for entry in ledger.values() for record in entry[f"{kind}s"]}


def _row_key(row: Mapping[str, Any]) -> str:
    return f"{row['from']}>{row['to']}|{row['day'] or 'undated'}"


def _rows(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in without_times(rows):
        key = _row_key(row)
        if key in found:
            raise DifferenceError(f"the row {key} is there twice")
        found[key] = row
    return found


def _evidence(events: Mapping[str, Any]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for id_, event in events.items():
        day = event["date"]["start"] if event["date"] else "undated"
        for actor, recipient in dyads(Event.model_validate(event)):
            found[evidence_key(f"{actor}>{recipient}|{day}", id_).decode()] = True
    return found


def _letters(records: Iterable[ConsumerRecord]) -> Iterable[tuple[str, ConsumerRecord]]:
    prefix = "depesche-dead-letter-"
    for record in records:
        facts = headers(record)
        place = f"{facts[prefix + 'partition']}:{facts[prefix + 'offset']}"
        yield place if facts[prefix + "topic"] == ARTICLES else f"{facts[prefix + 'topic']} {place}", record


def _all_rows(stream: Stream) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for worker in stream.alive():
        url: str | None = f"{worker.url}/interactions?limit=500"
        while url:
            page = httpx.get(url, timeout=30, headers=stream.authorized).raise_for_status().json()
            rows += page["interactions"]
            url = page["next"]
    return rows


async def _answers(stream: Stream, ids: Iterable[str]) -> dict[str, Any]:
    """Article → status and record ids, as the worker that holds it answers."""
    found: dict[str, Any] = {}
    async with httpx.AsyncClient(timeout=30, headers=stream.authorized) as client:
        for id_, worker in itertools.product(ids, stream.alive()):
            answer = await client.get(f"{worker.url}/articles/{id_}")
            if answer.status_code == 200:
                whole = answer.json()
                found[id_] = sorted(
                    [event["event_id"] for event in whole["events"]]
                    + [statement["statement_id"] for statement in whole["statements"]]
                )
            elif answer.status_code != 503:
                found[id_] = answer.status_code
    return found


def _answer(id_: str, truth: Mapping[str, int], outcome: Mapping[str, Any]) -> Any:
    if not truth[id_]:
        return 410
    return sorted(
        record_id
        for kind in ("events", "statements")
        for record_id, record in outcome[kind].items()
        if record["article"]["id"] == id_
    )


class _History:
    """What the topics hold, read once, and the story of one article or row."""

    def __init__(self, stream: Stream, traffic: Traffic) -> None:
        self._stream = stream
        self._traffic = traffic
        self._topics: dict[str, list[ConsumerRecord]] = {}

    def read(self, topic: str) -> list[ConsumerRecord]:
        if topic not in self._topics:
            self._topics[topic] = self._stream.read(topic)
        return self._topics[topic]

    def latest(self, topic: str) -> dict[str, Any]:
        state: dict[str, Any] = {}
        for record in self.read(topic):
            state.pop(record.key.decode(), None)
            if record.value is not None:
                state[record.key.decode()] = orjson.loads(record.value)
        return state

    def compare(self, what: str, expect: Mapping[str, Any], found: Mapping[str, Any], story: Any) -> None:
        wrong = sorted(key for key in {*expect, *found} if expect.get(key, _ABSENT) != found.get(key, _ABSENT))
        if wrong:
            first = wrong[0]
            raise DifferenceError(
                f"{what}: {len(wrong)} of {len(expect)} differ; the first is {first!r}\n"
                f"  must be {expect.get(first, _ABSENT)!r}\n  is      {found.get(first, _ABSENT)!r}\n{story(first)}"
            )

    def of_article(self, id_: str) -> str:
        lines = [f"seed {self._traffic.seed}, the log:", *self._traffic.about(id_)]
        lines += self._under(ARTICLES, id_) + self._under(changelog_name(self._stream.settings, LEDGER_TABLE), id_)
        return "\n  ".join(lines)

    def of_record(self, id_: str) -> str:
        article = id_.split(":", maxsplit=1)[0]
        return "\n  ".join([self.of_article(article), *self._under(EVENTS, id_), *self._under(STATEMENTS, id_)])

    def of_row(self, key: str) -> str:
        key = key.split("\0", maxsplit=1)[0]
        rows = changelog_name(self._stream.settings, ROWS_TABLE)
        return "\n  ".join(["", *self._under(CHANGES, key), *self._under(rows, key), *self._under(INTERACTIONS, key)])

    def of_position(self, place: str) -> str:
        return "\n  ".join(
            str(record.value) for record in self.read(ARTICLES) if f"{record.partition}:{record.offset}" == place
        )

    def _under(self, topic: str, key: str) -> list[str]:
        return [
            f"{topic} {record.partition}:{record.offset} {(record.value or b'tombstone').decode()[:600]}"
            for record in self.read(topic)
            if record.key == key.encode()
        ]
