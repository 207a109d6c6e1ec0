"""What several articles change, put together: one value a record, the changes of a row one after the other."""

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Article
from streams.agents.extraction import _OVERHEAD, _Batch, _is_outdated, _TooLargeError
from streams.agents.outbox import Message
from streams.pool.reading import reading_of
from streams.settings import load_settings
from streams.state.ledger import Entry, Plan, plan
from streams.topics import CHANGES, EVENTS, REPROCESS_HEADER, STATEMENTS
from tests.agents.fakes import Received
from tests.support.extractor import CODER, extract

ROWS = ["BLR RUS", "RUS UKR", "USA POL"]
SETTINGS = load_settings()


def planned(id_: str, offset: int, text: str | None, entry: Entry | None = None, revision: int = 1) -> Plan:
    if text is None:
        return plan(entry, offset, None)
    article = Article(id=id_, source="x", text=text, revision=revision)
    return plan(entry, offset, reading_of(article, extract(article), CODER))


def received(offset: int, key: str = "a", **fields: Any) -> Received:
    return Received(offset, key.encode(), **fields)


def take(batch: _Batch, message: Received, plan_: Plan) -> str:
    return batch.take(message, plan_)  # type: ignore[arg-type]


def waves(batch: _Batch) -> list[list[Message]]:
    steps = [batch.step(number) for number in range(batch.steps)]
    return [[message for message in step if message.topic == CHANGES] for step in steps]


def offset_of(change: Message) -> int:
    assert change.value is not None
    return int(orjson.loads(change.value)["offset"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sets(st.sampled_from(ROWS)), max_size=8))
def test_a_wave_has_a_row_once_and_a_rows_changes_follow_in_order_of_offsets(articles: list[set[str]]) -> None:
    """Each article changes some rows; one wave is confirmed before the next is sent."""
    batch = _Batch(SETTINGS, "/depesche")
    expected: dict[bytes, list[int]] = {}
    for offset, rows in enumerate(articles, 10):
        text = "\n".join(f"CONSULT {row} 2024-11-25" for row in sorted(rows)) or "nothing"
        assert take(batch, received(offset, f"a{offset}"), planned(f"a{offset}", offset, text)) == "read"
        for row in rows:
            expected.setdefault(f"{row.replace(' ', '>')}|2024-11-25".encode(), []).append(offset)
    sent: dict[bytes | None, list[int]] = {}
    for wave in waves(batch):
        keys = [change.key for change in wave]
        assert len(keys) == len(set(keys))
        for change in wave:
            sent.setdefault(change.key, []).append(offset_of(change))
    assert sent == expected
    assert batch.steps == max(map(len, expected.values()), default=1)
    published = [*batch.letters, *batch.records.values()]
    assert batch.step(0)[: len(published)] == published
    assert all(message.topic == CHANGES for number in range(1, batch.steps) for message in batch.step(number))
    assert set(batch.entries) == {f"a{offset}".encode() for offset in range(10, 10 + len(articles))}


def test_records_that_change_twice_are_sent_once_with_their_last_value() -> None:
    """An article, its correction and its withdrawal in one batch: tombstones win, and every delta goes out."""
    batch = _Batch(SETTINGS, "/depesche")
    assert batch.entry(b"a") is None
    first = planned("a", 1, "CONSULT BLR RUS 2024-11-25\nSAYS BLR RUS\nAID USA UKR 2024-11-25")
    take(batch, received(1), first)
    assert batch.entry(b"a") == first.entry
    second = planned("a", 2, "CONSULT BLR RUS 2024-11-25", batch.entry(b"a"), revision=2)
    take(batch, received(2), second)
    assert [message.value is None for message in batch.records.values()] == [False, True, True]
    third = planned("a", 3, None, batch.entry(b"a"))
    assert take(batch, received(3), third) == "withdrawn"

    assert len(batch.records) == 3
    assert {message.topic for message in batch.records.values()} == {EVENTS, STATEMENTS}
    assert all(message.value is None for message in batch.records.values())
    changes = [(change.key, offset_of(change)) for wave in waves(batch) for change in wave]
    assert sorted(changes) == [
        (b"BLR>RUS|2024-11-25", 1),
        (b"BLR>RUS|2024-11-25", 3),
        (b"BLR>RUS|undated", 1),
        (b"BLR>RUS|undated", 2),
        (b"USA>UKR|2024-11-25", 1),
        (b"USA>UKR|2024-11-25", 2),
    ]
    assert changes.index((b"BLR>RUS|undated", 1)) < changes.index((b"BLR>RUS|undated", 2))
    entry = batch.entries[b"a"]
    assert entry is not None
    assert orjson.loads(entry) == third.entry == batch.entry(b"a")


def test_a_record_has_the_trace_of_its_article_and_says_what_it_is() -> None:
    batch = _Batch(SETTINGS, "/depesche")
    take(batch, received(1, headers=[("traceparent", b"00-ab-cd-01")]), planned("a", 1, "SAYS BLR RUS"))
    (message,) = batch.records.values()
    headers = dict(message.headers)
    assert headers["traceparent"] == b"00-ab-cd-01"
    assert headers["ce_type"] == b"depesche.statement.v1"
    assert headers["ce_id"] == message.key


@pytest.mark.parametrize("what", ["record", "entry"])
def test_what_is_too_large_leaves_the_batch_as_it_was(what: str) -> None:
    """Nothing of an article is sent that cannot be sent whole; the next one is taken."""
    record = len(orjson.dumps(planned("a", 1, "SAYS BLR RUS").entry))
    most = record + 200 if what == "entry" else 400
    batch = _Batch(SETTINGS.model_copy(update={"max_message_bytes": _OVERHEAD + most}), "/depesche")
    if what == "entry":
        take(batch, received(1), planned("a", 1, "SAYS BLR RUS"))
    before = (dict(batch.records), dict(batch.entries), waves(batch), batch.entry(b"b"))
    text = "\n".join(f"SAYS BLR {other}" for other in ("RUS", "USA", "POL", "UKR"))
    with pytest.raises(_TooLargeError, match=rf"{most} is the limit"):
        take(batch, received(2, "b"), planned("b", 2, text))
    assert (dict(batch.records), dict(batch.entries), waves(batch), batch.entry(b"b")) == before
    assert take(batch, received(3, "c"), planned("c", 3, "nothing")) == "read"
    assert b"c" in batch.entries


@pytest.mark.parametrize(
    ("held", "outdated"),
    [(None, True), ("withdrawn", True), (1, True), (2, False), (3, True)],
    ids=["never read", "withdrawn", "not read yet", "as it is", "corrected"],
)
def test_what_is_sent_again_for_a_new_coder_counts_only_as_the_article_is_now(*, held: Any, outdated: bool) -> None:
    entry = None
    if held is not None:
        text = None if held == "withdrawn" else "CONSULT BLR RUS"
        entry = planned("a", 3, text, revision=held if isinstance(held, int) else 1).entry
    article = Article(id="a", source="x", text="CONSULT BLR RUS", revision=2)
    reading = reading_of(article, extract(article), CODER)
    marked = received(9, headers=[(REPROCESS_HEADER, b"test/2")])
    assert _is_outdated(marked, entry, reading) is outdated  # type: ignore[arg-type]
    assert not _is_outdated(received(9), entry, reading), "any other message does what it says"  # type: ignore[arg-type]
