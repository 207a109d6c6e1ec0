"""The laws of the fold: order of partitions, repeats and histories of corrections do not matter."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Article
from streams.pool.reading import reading_of
from streams.state.contribution import add, contributions, difference, nothing
from streams.state.groups import Groups
from streams.state.ledger import Entry, Reading, plan
from streams.state.row import (
    Change,
    Row,
    decode_change,
    empty_row,
    fold,
    interaction,
    is_gone,
    is_repeat,
    reports_of,
    split_key,
    with_evidence,
)
from tests.support.extractor import CODER, extract

NOW = datetime(2024, 1, 1, tzinfo=UTC)
IDS = ["a", "b", "c", "d"]
LINES = [
    "CONSULT BLR.GOV RUS.GOV 2024-11-25 reciprocal",
    "CONSULT BLR.GOV RUS.GOV 2024-11-25",
    "ACCUSE RUS USA 2024-11-25",
    "AID USA UKR 2024-11-26",
    "AID USA UKR 2024-11-26 planned",
    "SANCTION EU RUS",
    "SAYS BLR.GOV USA RUS",
    "SAYS RUS USA",
]

DISPATCHES = [
    " ".join(f"{word}{number}" for number in range(9)) for word in ("Der Gipfel begann ", "Die Wahl ging verloren ")
]
"""Behind the lines, so that articles are copies of each other; the last one holds both and makes one report of all."""

texts = st.tuples(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=5), st.sampled_from(["", *DISPATCHES, " ".join(DISPATCHES)])
).map(lambda drawn: "\n".join((*drawn[0], drawn[1])))
messages = st.tuples(st.sampled_from(IDS), st.one_of(st.none(), texts))
histories = st.lists(messages, min_size=1, max_size=15)


def article(id_: str, text: str, revision: int) -> Article:
    return Article(id=id_, source=f"source of {id_}", text=text, revision=revision, published_at=date(2024, 11, 27))


def reading(id_: str, text: str, revision: int = 1) -> Reading:
    read = article(id_, text, revision)
    return reading_of(read, extract(read), CODER)


class World:
    """Ledger and rows, folded in memory as the agents fold them; evidence as a set of event ids a row."""

    def __init__(self) -> None:
        self.ledger: dict[str, Entry] = {}
        self.rows: dict[str, Row] = {}
        self.evidence: dict[str, set[str]] = {}
        self.sketches: dict[str, dict[str, str]] = {}
        self.events: dict[str, object] = {}

    def take(self, id_: str, offset: int, text: str | None, revision: int) -> None:
        planned = plan(self.ledger.get(id_), offset, reading(id_, text, revision) if text is not None else None)
        self.ledger[id_] = planned.entry
        self.events |= planned.events
        for key, delta in planned.deltas.items():
            self.apply(key, Change(partition=IDS.index(id_) % 2, offset=offset, delta=delta))

    def apply(self, key: str, change: Change) -> None:
        row = self.rows.get(key, empty_row())
        self.rows[key] = fold(row, change, NOW)
        there = self.evidence.setdefault(key, set())
        there -= set(change["delta"]["removed"])
        there |= set(change["delta"]["added"])
        sketches = self.sketches.setdefault(key, {})
        match change["delta"].get("sketch", ...):
            case None:
                sketches.pop(change["delta"]["article"], None)
            case str(sketch):
                sketches[change["delta"]["article"]] = sketch

    def seen(self) -> dict[str, object]:
        """What the world sees: the rows that are not gone, without `updated_at`."""
        return {
            key: interaction(
                key, with_evidence(row, sorted(self.evidence[key]), reports_of(row, Groups(self.sketches[key])))
            ).model_copy(update={"updated_at": None})
            for key, row in self.rows.items()
            if not is_gone(row)
        }


@given(histories)
@settings(max_examples=150, deadline=None)
def test_any_history_of_corrections_and_withdrawals_equals_a_run_of_the_survivors(history: list) -> None:
    """The law that the tables stand on."""
    world, survivors = World(), {}
    for offset, (id_, text) in enumerate(history):
        world.take(id_, offset, text, revision=offset + 1)
        survivors[id_] = text
    fresh = World()
    for offset, (id_, text) in enumerate(sorted(survivors.items())):
        if text is not None:
            fresh.take(id_, offset, text, revision=1)
    assert world.seen() == fresh.seen()
    assert {id_ for id_, record in world.events.items() if record} == {
        id_ for id_, record in fresh.events.items() if record
    }


@given(histories, st.integers(0, 14))
@settings(max_examples=100, deadline=None)
def test_repeating_any_stretch_of_messages_changes_nothing(history: list, back: int) -> None:
    """A crash makes the worker read again from its last acknowledged offset."""
    world = World()
    for offset, (id_, text) in enumerate(history):
        world.take(id_, offset, text, revision=offset + 1)
    before, events = world.seen(), dict(world.events)
    for offset, (id_, text) in list(enumerate(history))[-back:]:
        world.take(id_, offset, text, revision=offset + 1)
    assert world.seen() == before
    assert world.events == events


@given(texts, texts)
def test_publishing_the_same_revision_twice_changes_nothing_even_with_other_text(first: str, second: str) -> None:
    world = World()
    world.take("a", 0, first, revision=3)
    before = world.seen()
    world.take("a", 1, second, revision=3)
    world.take("a", 2, second, revision=2)
    assert world.seen() == before
    assert world.ledger["a"]["offset"] == 2


def test_a_repeated_withdrawal_does_not_take_back_what_came_after_it() -> None:
    """It carries no revision: only the offset tells that it is old."""
    world = World()
    world.take("a", 0, LINES[0], revision=1)
    world.take("a", 1, None, revision=0)
    world.take("a", 2, LINES[3], revision=1)
    before = world.seen()
    world.take("a", 1, None, revision=0)
    assert world.seen() == before
    assert before


def test_a_withdrawn_article_may_come_back_with_its_first_revision() -> None:
    world = World()
    for offset, text in enumerate([LINES[0], None, LINES[0]]):
        world.take("a", offset, text, revision=1)
    assert len(world.seen()) == 2


def test_an_unchanged_record_is_not_published_again_by_a_new_coder_with_the_same_result() -> None:
    old = reading("a", LINES[0])
    entry = plan(None, 0, old).entry
    planned = plan(entry, 1, {**old, "coder": "test/2"})
    assert planned.outcome == "read"
    assert not planned.events
    assert not planned.deltas


@given(st.permutations(range(6)), st.lists(texts, min_size=6, max_size=6))
def test_the_order_between_source_partitions_does_not_matter(order: list[int], contents: list[str]) -> None:
    deltas = [difference({}, reading(f"x{i}", text)["rows"]) for i, text in enumerate(contents)]
    in_order, shuffled = World(), World()
    for indices, world in ((range(6), in_order), (order, shuffled)):
        for i in indices:
            for key, delta in deltas[i].items():
                world.apply(key, Change(partition=i, offset=0, delta=delta))
    assert shuffled.seen() == in_order.seen()


def test_a_row_keeps_its_positions_when_it_has_fallen_to_nothing() -> None:
    """Otherwise a repeat of the change that filled it would fill it again."""
    delta = difference({}, reading("a", LINES[2])["rows"])["RUS>USA|2024-11-25"]
    back = difference(reading("a", LINES[2])["rows"], {})["RUS>USA|2024-11-25"]
    filled = Change(partition=3, offset=7, delta=delta)
    row = fold(fold(empty_row(), filled, NOW), Change(partition=3, offset=9, delta=back), NOW)
    assert is_gone(row)
    assert row["positions"] == {"3": 9}
    assert is_repeat(row, filled)
    assert fold(row, filled, NOW) == row


def test_a_reciprocal_event_counts_in_both_directions_and_only_once_each() -> None:
    rows = reading("a", LINES[0])["rows"]
    assert set(rows) == {"BLR.GOV>RUS.GOV|2024-11-25", "RUS.GOV>BLR.GOV|2024-11-25"}
    assert all(share["sum"]["counts"] == {"factual": {"CONSULT": 1}} for share in rows.values())


def test_only_factual_events_enter_counts_quads_and_intensity() -> None:
    world = World()
    world.take("a", 0, LINES[4], revision=1)
    row = world.seen()["USA>UKR|2024-11-26"]
    assert row.counts == {}
    assert row.quads == {}
    assert row.intensity_sum == 0
    assert row.other_modalities == {"planned": {"AID": 1}}
    assert row.sample


def test_an_event_without_a_day_and_a_statement_on_the_day_of_publication() -> None:
    rows = reading("a", f"{LINES[5]}\n{LINES[7]}")["rows"]
    assert set(rows) == {"EU>RUS|undated", "RUS>USA|2024-11-27"}


def test_the_sample_has_at_most_ten_ids() -> None:
    assert with_evidence(empty_row(), [str(i) for i in range(30)], 0)["sample"] == [str(i) for i in range(10)]


@given(texts, texts)
def test_adding_and_taking_back_leaves_nothing(one: str, two: str) -> None:
    left, right = reading("a", one)["rows"], reading("b", two)["rows"]
    for key in {*left, *right}:
        total = nothing()
        for share, sign in ((left, 1), (right, 1), (left, -1), (right, -1)):
            if key in share:
                total = add(total, share[key]["sum"], sign)
        assert total == nothing()


def test_no_records_contribute_nothing() -> None:
    assert contributions("x", None, [], []) == {}


@pytest.mark.parametrize("key", [None, b"", b"BLR>RUS", b"BLR|2020-01-01", b"BLR>RUS|someday", b"\xff>\xfe|undated"])
def test_what_is_no_change_is_told_apart(key: bytes | None) -> None:
    with pytest.raises(ValueError, match="not a change of a row"):
        decode_change(key, b'{"partition":0,"offset":0,"delta":{"sum":{}}}')


@pytest.mark.parametrize("value", [None, b"", b"[]", b"{}", b'{"partition":0,"offset":"x","delta":{}}', b"\xff"])
def test_a_change_that_cannot_be_read_is_told_apart(value: bytes | None) -> None:
    with pytest.raises(ValueError, match="not a change of a row"):
        decode_change(b"BLR>RUS|undated", value)


def test_row_keys_can_be_split_again() -> None:
    assert split_key("BLR.GOV>USA.GOV|2020-10-24") == ("BLR.GOV", "USA.GOV", date(2020, 10, 24))
    assert split_key("G7>RUS|undated") == ("G7", "RUS", None)
