"""Dead letters and forwarded articles: the message itself stays as it came."""

from typing import Any

import pytest

from schemas import DeadLetter
from schemas.dead_letter import PREFIX
from streams.agents.letters import dead_letter, forwarded, header_pairs, was_forwarded
from streams.agents.outbox import Message
from streams.pool import Failed
from streams.topics import ARTICLES, DEAD_LETTERS, partition_of
from tests.agents.fakes import Received

FAILED = Failed(kind="failed", stage="decode", error="RecordError", message="not JSON: größer")
OWN = [("traceparent", b"00-ab"), ("twice", b"1"), ("twice", b"\xff\x00"), ("empty", b"")]


def letter(message: Received) -> Message:
    return dead_letter(message, FAILED, "test/1")  # type: ignore[arg-type]


def facts(message: Message) -> DeadLetter:
    return DeadLetter.from_headers(dict(message.headers))


def test_a_dead_letter_has_the_message_untouched_and_says_where_it_stood_and_what_failed() -> None:
    made = letter(Received(7, b"\xff key", b"\xfe value", partition=3, headers=OWN))
    assert (made.topic, made.key, made.value, made.partition) == (DEAD_LETTERS, b"\xff key", b"\xfe value", None)
    assert list(made.headers[: len(OWN)]) == OWN
    assert all(name.startswith(PREFIX) for name, _ in made.headers[len(OWN) :])
    said = facts(made)
    assert (said.topic, said.partition, said.offset) == ("articles", 3, 7)
    assert (said.stage, said.error, said.message) == ("decode", "RecordError", "not JSON: größer")
    assert (said.coder, said.attempt) == ("test/1", 1)


def test_a_letter_that_is_sent_again_and_fails_again_counts_up_and_keeps_one_set_of_headers() -> None:
    message = Received(7, headers=OWN)
    for attempt in (1, 2, 3):
        made = letter(message)
        assert facts(made).attempt == attempt
        assert facts(made).offset == message.offset
        names = [name for name, _ in made.headers if name.startswith(PREFIX)]
        assert len(names) == len(set(names)) == len(DeadLetter.model_fields)
        message = Received(100 + attempt, made.key, made.value, headers=list(made.headers))


@pytest.mark.parametrize("value", [b"", b"x", b"-1", b"\xff"])
def test_headers_of_ours_that_make_no_sense_count_as_none(value: bytes) -> None:
    """A producer may write what it likes; the letter says the truth."""
    made = letter(Received(7, headers=[(f"{PREFIX}attempt", value)]))
    assert facts(made).attempt == 1
    assert [name for name, _ in made.headers].count(f"{PREFIX}attempt") == 1


@pytest.mark.parametrize(
    ("key", "value", "kept"), [(None, None, b""), (None, b"v", None), (b"", None, b""), (b"k", None, b"k")]
)
def test_keys_stay_but_for_a_message_of_nothing_which_gets_an_empty_one(
    key: bytes | None, value: bytes | None, kept: bytes | None
) -> None:
    """No client sends a message that has neither key nor value."""
    made = letter(Received(7, key, value))
    assert (made.key, made.value) == (kept, value)


def test_an_article_is_sent_on_whole_under_its_id_in_its_partition_and_marked() -> None:
    message = Received(7, b"wrong", b"article", headers=OWN)
    made: Any = forwarded(message, "größe".encode(), 8)  # type: ignore[arg-type]
    assert (made.topic, made.key, made.value) == (ARTICLES, "größe".encode(), b"article")
    assert made.partition == partition_of("größe".encode(), 8)
    assert list(made.headers[:-1]) == OWN
    assert not was_forwarded(message)  # type: ignore[arg-type]
    again = Received(8, made.key, made.value, headers=made.headers)
    assert was_forwarded(again)  # type: ignore[arg-type]
    assert not was_forwarded(Received(9, headers=letter(again).headers)), "sent again by hand it has its chance anew"  # type: ignore[arg-type]


def test_one_that_is_sent_on_twice_has_two_letters_of_one_source() -> None:
    message = Received(7, b"wrong", b"article", 3)
    letters = [
        letter(Received(offset, made.key, made.value, 5, headers=made.headers))
        for offset, made in enumerate([forwarded(message, b"own", 8) for _ in "ab"])  # type: ignore[arg-type]
    ]
    told = [
        (dict(each.headers)["depesche-dead-letter-partition"], dict(each.headers)["depesche-dead-letter-offset"])
        for each in letters
    ]
    assert told == [(b"3", b"7")] * 2


@pytest.mark.parametrize("written", [b"1", b"", b"-1/7", b"1/7/9", b"9999999999/7", "٣/٧".encode()])
def test_a_producers_own_mark_is_believed_no_source(written: bytes) -> None:
    made = letter(Received(7, partition=2, headers=[("depesche-forwarded", written)]))
    assert dict(made.headers)["depesche-dead-letter-partition"] == b"2"


@pytest.mark.parametrize("headers", [None, (), {}, []])
def test_no_headers_are_no_headers(headers: Any) -> None:
    assert header_pairs(Received(0, headers=headers)) == []  # type: ignore[arg-type]


def test_headers_come_as_pairs_whatever_faust_makes_of_them() -> None:
    assert header_pairs(Received(0, headers={"a": b"1"})) == [("a", b"1")]  # type: ignore[arg-type]
    assert header_pairs(Received(0, headers=[("a", None)])) == [("a", b"")]  # type: ignore[arg-type]
