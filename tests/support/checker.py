"""Compares all that a stream shows and remembers with a batch recomputation, and tells the first difference whole."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
from aiokafka.structs import ConsumerRecord

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
from tests.support.stream import Stream, Worker, headers, without_times
from tests.support.traffic import BAD, Traffic
from tests.support.world import evidence, plans
from tests.support.world import outcome as outcome_of

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
    planned = plans(traffic.survivors, traffic.writing.extract, traffic.writing.coder)
    outcome: dict[str, Any] = outcome_of(planned)
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
    behind = history.standing(changelog_name(stream.settings, EVIDENCE_TABLE))
    history.compare("evidence", evidence(planned), behind, history.of_row)

    letters = {position: (record.key, record.value) for position, record in _letters(history.read(DEAD_LETTERS))}
    history.compare("dead letters", told.refused, letters, history.of_position)
    some = sorted(truth)[:: max(1, len(truth) // 200)]
    answers = _answers_of(some, truth, outcome)
    for worker in stream.alive():
        name = worker.settings.data_dir.name
        found = asyncio.run(_ask(worker, some, stream.authorized))
        history.compare(f"rows over HTTP, asked of {name},", rows, _rows(found.rows), history.of_row)
        history.compare(f"articles over HTTP, asked of {name},", answers, found.articles, history.of_article)
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


def _letters(records: Iterable[ConsumerRecord]) -> Iterable[tuple[str, ConsumerRecord]]:
    prefix = "depesche-dead-letter-"
    for record in records:
        facts = headers(record)
        place = f"{facts[prefix + 'partition']}:{facts[prefix + 'offset']}"
        yield place if facts[prefix + "topic"] == ARTICLES else f"{facts[prefix + 'topic']} {place}", record


@dataclass
class _Answers:
    """What one worker answers for all of them."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    articles: dict[str, Any] = field(default_factory=dict)
    """Article → status, or the ids of its records."""


async def _ask(worker: Worker, ids: Iterable[str], authorized: Mapping[str, str]) -> _Answers:
    """All rows, and some articles. A part that another worker is late with is asked for again."""
    found = _Answers()
    async with httpx.AsyncClient(base_url=worker.url, timeout=30, headers=authorized) as client:
        path: str | None = "/interactions?limit=500"
        while path:
            page = (await _whole(client, path)).raise_for_status().json()
            found.rows += page["interactions"]
            path = page["next"]
        for id_ in ids:
            answer = await _whole(client, f"/articles/{id_}")
            found.articles[id_] = answer.status_code
            if answer.status_code == 200:
                found.articles[id_] = _ids(answer.json())
    return found


async def _whole(client: httpx.AsyncClient, path: str) -> httpx.Response:
    for _ in range(60):
        answer = await client.get(path)
        if answer.status_code != 503 and (answer.status_code != 200 or answer.json().get("complete", True)):
            return answer
        await asyncio.sleep(0.5)
    raise DifferenceError(f"{path} is not answered whole: {answer.text[:300]}")


def _ids(article: Mapping[str, Any]) -> list[str]:
    return sorted(record[f"{kind}_id"] for kind in ("event", "statement") for record in article[f"{kind}s"])


def _answers_of(ids: Iterable[str], truth: Mapping[str, int], outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What must be answered for some articles: that one is gone, or the ids of its records."""
    records: dict[str, list[str]] = {id_: [] for id_ in ids}
    for record_id, record in (outcome["events"] | outcome["statements"]).items():
        records.get(record["article"]["id"], []).append(record_id)
    return {id_: sorted(found) if truth[id_] else 410 for id_, found in records.items()}


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
        """Key → decoded value, as a compacted topic ends."""
        return {key: orjson.loads(value) for key, value in self.standing(topic).items()}

    def standing(self, topic: str) -> dict[str, bytes]:
        """Key → value, as a compacted topic ends: tombstones take their key out."""
        state: dict[str, bytes] = {}
        for record in self.read(topic):
            state.pop(record.key.decode(), None)
            if record.value is not None:
                state[record.key.decode()] = record.value
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
        key = key.split("\0", maxsplit=1)[0].split("\1", maxsplit=1)[0]
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
