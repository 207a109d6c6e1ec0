"""DESIGN.md's rules of the fold, each at work in a real worker: repeats, rows that are gone, samples, keys.

The worker is one for all tests; each test has articles, dyads and days of its own.
"""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.structs import ConsumerRecord, TopicPartition

from streams.topics import (
    ARTICLES,
    CHANGES,
    DEAD_LETTERS,
    EVENTS,
    INTERACTIONS,
    LEDGER_TABLE,
    ROWS_TABLE,
    changelog_name,
    partition_of,
)
from tests.support.stream import Stream, headers, value

pytestmark = pytest.mark.broker


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stream]:
    with contextlib.closing(Stream(tmp_path_factory.mktemp("stream"))) as made:
        made.start_worker()
        yield made


def of(stream: Stream, topic: str, key: str) -> list[ConsumerRecord]:
    """What stands on a topic under a key, in order."""
    return [record for record in stream.read(topic) if record.key == key.encode()]


def decoded(records: list[ConsumerRecord]) -> list[dict[str, Any] | None]:
    return [orjson.loads(record.value) if record.value is not None else None for record in records]


def changelog(stream: Stream, table: str, key: str) -> list[dict[str, Any]]:
    """The values that a table's changelog holds under a key, in order."""
    values = decoded(of(stream, changelog_name(stream.settings, table), key))
    assert None not in values
    return [one for one in values if one is not None]


def event_ids(stream: Stream, article: str) -> list[str]:
    return [event["event_id"] for event in stream.workers[-1].get(f"/articles/{article}").json()["events"]]


def test_a_change_that_comes_again_counts_once_but_is_written_and_published_again(stream: Stream) -> None:
    """The local table may be ahead of its changelog: only writing again makes them equal."""
    key = "BLR>RUS|2023-01-01"
    stream.send([(b"repeat", value("repeat", "CONSULT BLR RUS 2023-01-01"))])
    stream.drain()
    (change,) = of(stream, CHANGES, key)
    published, kept = of(stream, INTERACTIONS, key), changelog(stream, ROWS_TABLE, key)
    assert (len(published), len(kept)) == (1, 1)

    stream.send_to(CHANGES, change.key, change.value)
    stream.drain()  # two that come together are folded together, and the row is published once
    older = orjson.loads(change.value) | {"offset": orjson.loads(change.value)["offset"] - 1}
    stream.send_to(CHANGES, change.key, orjson.dumps(older))
    stream.drain()
    after = decoded(of(stream, INTERACTIONS, key))
    assert len(after) == 3, "published again, each time"
    assert after == [orjson.loads(published[0].value)] * 3, "not even the time of its change is another"
    assert changelog(stream, ROWS_TABLE, key) == kept * 3, "written again, each time"
    (row,) = stream.rows(**{"from": "BLR", "to": "RUS", "day_from": "2023-01-01", "day_to": "2023-01-01"})
    assert (row["counts"], row["articles"], len(row["sample"])) == ({"CONSULT": 1}, 1, 1)


def test_a_change_from_another_partition_with_a_lower_offset_is_no_repeat(stream: Stream) -> None:
    """A row keeps a position for each partition of `articles`."""
    key = "BLR>UKR|2023-01-02"
    stream.send([(b"other", value("other", "CONSULT BLR UKR 2023-01-02"))])
    stream.drain()
    (change,) = decoded(of(stream, CHANGES, key))
    assert change is not None
    partition = (change["partition"] + 1) % stream.settings.partitions
    stream.send_to(CHANGES, key.encode(), orjson.dumps(change | {"partition": partition, "offset": 0}))
    stream.drain()
    (row,) = stream.rows(**{"from": "BLR", "to": "UKR", "day_from": "2023-01-02", "day_to": "2023-01-02"})
    assert row["articles"] == 2
    positions = changelog(stream, ROWS_TABLE, key)[-1]["positions"]
    assert positions == {str(change["partition"]): change["offset"], str(partition): 0}


def test_a_withdrawal_that_comes_again_takes_nothing_back_of_what_came_after_it(
    stream: Stream,
) -> None:
    """Also where the withdrawal's change comes late, from a worker that has lost the partition meanwhile."""
    key, text = "USA>POL|2023-01-03", "CONSULT USA POL 2023-01-03"
    stream.send([(b"back", value("back", text)), (b"back", None), (b"back", None)])
    stream.drain()
    published = decoded(of(stream, INTERACTIONS, key))
    assert published[-1] is None
    assert stream.workers[-1].get("/articles/back").status_code == 410
    changes = len(of(stream, CHANGES, key))
    assert changes == 2, "the second withdrawal finds nothing to take back"

    stream.send([(b"back", value("back", text))])
    stream.drain()
    last = decoded(of(stream, INTERACTIONS, key))[-1]
    assert last is not None
    assert (last["articles"], last["counts"]) == (1, {"CONSULT": 1})
    *_, tombstone, event = decoded(of(stream, EVENTS, last["sample"][0]))
    assert tombstone is None
    assert event is not None
    offsets = [entry["offset"] for entry in changelog(stream, LEDGER_TABLE, "back")]
    assert offsets == sorted(offsets)
    assert offsets[-1] == of(stream, ARTICLES, "back")[-1].offset, "the ledger keeps the last offset that it applied"

    taken_back = decoded(of(stream, CHANGES, key))[1]
    assert taken_back is not None
    assert taken_back["delta"]["sum"]["articles"] == -1
    stream.send_to(CHANGES, key.encode(), orjson.dumps(taken_back))
    stream.drain()
    assert decoded(of(stream, INTERACTIONS, key))[-1] == last, "the first withdrawal's change, come late, is a repeat"


def test_a_row_that_fell_to_nothing_is_a_tombstone_outside_and_keeps_its_positions_inside(stream: Stream) -> None:
    """Without them a late repeat would bring it back."""
    key = "EU.IGO>RUS|2023-01-04"
    stream.send([(b"gone", value("gone", "SANCTION EU.IGO RUS 2023-01-04"))])
    stream.drain()
    (made,) = of(stream, CHANGES, key)
    stream.send([(b"gone", None)])
    stream.drain()
    rows = decoded(of(stream, INTERACTIONS, key))
    assert [row is None for row in rows] == [False, True]
    kept = changelog(stream, ROWS_TABLE, key)[-1]
    assert kept["sum"] == {"counts": {}, "half_points": 0, "statements": 0, "articles": 0, "sources": {}}
    assert kept["sample"] == []
    withdrawal = of(stream, ARTICLES, "gone")[-1]
    assert kept["positions"] == {str(withdrawal.partition): withdrawal.offset}
    day = {"day_from": "2023-01-04", "day_to": "2023-01-04"}
    assert stream.rows(**day) == []

    stream.send_to(CHANGES, made.key, made.value)
    stream.drain()
    assert stream.rows(**day) == []
    assert decoded(of(stream, INTERACTIONS, key))[-1] is None


@pytest.mark.parametrize(
    ("key", "delta"),
    [
        ("blr>RUS|2023-01-11", {}),
        ("BLR>RUS|2023-01-11", {"counts": {"factual": {"DANCE": 1}}}),
        ("BLR>RUS|2023-01-11", {"counts": {"perhaps": {"AID": 1}}}),
        ("BLR>RUS|2023-01-11", {"articles": -1}),
    ],
    ids=["no code", "no type", "no modality", "less than nothing"],
)
def test_a_change_that_no_row_could_take_goes_to_the_dead_letters_and_the_worker_goes_on(
    stream: Stream, key: str, delta: dict[str, Any]
) -> None:
    """Folded all the same, it would end every worker that comes to publish the row."""
    whole = {"counts": {}, "half_points": 0, "statements": 0, "articles": 1, "sources": {"x": 1}} | delta
    change = {"partition": 0, "offset": 0, "delta": {"sum": whole, "added": [], "removed": []}}
    before = len(stream.read(DEAD_LETTERS))
    stream.send_to(CHANGES, key.encode(), orjson.dumps(change))
    stream.drain()
    letters = stream.read(DEAD_LETTERS)
    assert len(letters) == before + 1
    assert [headers(one)["depesche-dead-letter-stage"] for one in letters if one.value == orjson.dumps(change)] == [
        "fold"
    ]
    assert of(stream, INTERACTIONS, key) == []


def test_a_sample_has_the_first_ten_events_that_are_left_and_never_a_withdrawn_one(stream: Stream) -> None:
    """More are behind the row than it shows: those move up when others go, also by a correction."""
    names = [f"sample-{number:02}" for number in range(16)]
    line = "AID POL UKR 2023-01-05"
    day = {"day_from": "2023-01-05", "day_to": "2023-01-05"}
    stream.send([(name.encode(), value(name, line)) for name in reversed(names)])
    stream.drain()
    ids = sorted(id_ for name in names for id_ in event_ids(stream, name))
    assert len(ids) == 16
    assert stream.rows(**day)[0]["sample"] == ids[:10]

    withdrawn = {0, 3, 9, 12}
    stream.send([(names[number].encode(), None) for number in sorted(withdrawn)])
    stream.send([(names[5].encode(), value(names[5], "nothing any more", revision=2))])
    stream.drain()
    left = [id_ for number, id_ in enumerate(ids) if number not in withdrawn | {5}]
    (row,) = stream.rows(**day)
    assert row["sample"] == left[:10]
    assert row["articles"] == 11
    seen: set[str] = set()
    for published in decoded(of(stream, INTERACTIONS, "POL>UKR|2023-01-05")):
        assert published is not None
        assert published["sample"] == sorted(published["sample"])
        seen |= set(published["sample"])
    assert seen <= set(ids)

    stream.send([(names[number].encode(), None) for number in range(1, 8)])
    stream.drain()
    left = [id_ for number, id_ in enumerate(ids) if number in (8, 10, 11, 13, 14, 15)]
    assert stream.rows(**day)[0]["sample"] == left
    for id_ in left:
        assert stream.workers[-1].get(f"/events/{id_}").status_code == 200, "all of it can be opened"


def test_an_article_under_no_key_or_anothers_is_sent_on_once_under_its_own(stream: Stream) -> None:
    before = len(stream.read(ARTICLES))
    articles = {id_: value(id_, "CONSULT RUS POL 2023-01-06") for id_ in ("keyless", "under another")}
    stream.send([(None, articles["keyless"]), (b"another", articles["under another"])])
    stream.drain()
    assert len(stream.read(ARTICLES)) == before + 4, "each, and each once more"
    for id_, data in articles.items():
        (forwarded,) = of(stream, ARTICLES, id_)
        assert forwarded.value == data
        assert forwarded.partition == partition_of(id_.encode(), stream.settings.partitions)
        came = next(record for record in stream.read(ARTICLES) if record.value == data and not record.headers)
        assert headers(forwarded) == {"depesche-forwarded": f"{came.partition}/{came.offset}"}, "where it came from"
        assert len(event_ids(stream, id_)) == 1
    assert not [letter for letter in stream.read(DEAD_LETTERS) if letter.value in articles.values()]


def test_a_message_that_says_it_was_sent_on_but_is_misplaced_again_is_not_sent_round_in_circles(
    stream: Stream,
) -> None:
    """Someone else's header, or another number of partitions: it goes to the dead letters, and stays there once."""
    data = value("circle", "CONSULT RUS POL 2023-01-06")
    stream.send_to(ARTICLES, b"wrong", data, [("depesche-forwarded", b"1")])
    stream.drain()
    assert of(stream, ARTICLES, "circle") == []
    (letter,) = [one for one in stream.read(DEAD_LETTERS) if one.value == data]
    assert letter.key == b"wrong"
    assert headers(letter)["depesche-dead-letter-error"] == "Misplaced"


def test_a_statement_counts_on_the_utc_day_its_article_was_published(stream: Stream) -> None:
    """Late on a day west of Greenwich is the next one; with no day it counts as undated."""
    days = {"2023-01-07": "2023-01-07", "2023-01-08T23:30:00-02:00": "2023-01-09", None: "undated"}
    stream.send([(None, value(f"said {day}", "SAYS RUS POL", published_at=day)) for day in days])
    stream.drain()
    rows = stream.latest(INTERACTIONS)
    for day in days.values():
        row = rows[f"RUS>POL|{day}"]
        assert (row["statements"], row["counts"], row["articles"]) == (1, {}, 1)
        assert row["day"] == (None if day == "undated" else day)


def test_reading_all_articles_again_from_the_first_changes_nothing(stream: Stream) -> None:
    """As after a crash before the first commit, at its worst: each old message meets a ledger that is ahead of it.

    A withdrawal carries no revision: only its offset says that a later revision has replaced it since.
    """
    line = "THREATEN RUS EU.IGO 2023-01-10"
    stream.send([(b"again", value("again", line)), (b"again", None), (b"again", value("again", line))])
    stream.send([(b"once", value("once", line, revision=2)), (b"once", value("once", f"{line}\n{line}", revision=3))])
    stream.send([(b"never", value("never", line)), (b"never", None)])
    stream.drain()
    world, changes, entries = stream.world(), len(stream.read(CHANGES)), changelog(stream, LEDGER_TABLE, "again")
    in_place = [
        record
        for record in stream.read(ARTICLES)
        if record.value is None or orjson.loads(record.value)["id"].encode() == record.key
    ]
    (row,) = stream.rows(day_from="2023-01-10", day_to="2023-01-10")
    assert (row["articles"], row["counts"]) == (2, {"THREATEN": 3})

    assert stream.workers[-1].stop() == 0
    stream.broker.stop()  # a static member is only forgotten with the broker, and offsets are set by groups without one
    stream.broker.start()
    begin_again(stream)
    worker = stream.start_worker()
    stream.drain()
    assert f'depesche_articles_total{{outcome="repeat"}} {len(in_place)}.0' in worker.get("/metrics").text
    assert stream.world() == world
    assert len(stream.read(CHANGES)) == changes, "nothing changes, so nothing is sent on"
    written = changelog(stream, LEDGER_TABLE, "again")
    assert written[: len(entries)] == entries
    assert len(written) > len(entries), "but the ledger is written again"
    assert {orjson.dumps(entry) for entry in written[len(entries) :]} == {orjson.dumps(entries[-1])}


def begin_again(stream: Stream) -> None:
    """Set the worker's offsets of `articles` back to the first."""

    async def work() -> None:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=stream.broker.bootstrap_servers,
            group_id=stream.settings.application_id,
            enable_auto_commit=False,
        )
        async with consumer:
            partitions = [TopicPartition(ARTICLES, number) for number in range(stream.settings.partitions)]
            consumer.assign(partitions)
            await consumer.commit(dict.fromkeys(partitions, 0))

    asyncio.run(work())
