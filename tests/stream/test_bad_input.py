"""Each kind of bad input ends as records, as nothing found, or as a dead letter that a person understands."""

import orjson
import pytest

from streams.topics import DEAD_LETTERS, partition_of
from tests.support.stream import Stream, headers, value

GOOD = "CONSULT BLR RUS 2024-11-25"
PREFIX = "depesche-dead-letter-"

pytestmark = pytest.mark.broker

BAD = {
    "not JSON": (b"a", b"CONSULT BLR RUS", "decode", "not JSON"),
    "invalid UTF-8": (b"b", b'{"id":"b","source":"x","text":"\xff\xfe"}', "decode", "not JSON"),
    "an empty value": (b"c", b"", "decode", "not JSON"),
    "not an object": (b"d", b"[1]", "validate", "dictionary"),
    "wrong types": (b"e", b'{"id":"e","source":7,"text":"x"}', "validate", "source: "),
    "no text": (b"f", b'{"id":"f","source":"x"}', "validate", "text: Field required"),
    "empty text": (b"g", value("g", ""), "validate", "text: "),
    "nothing but white space": (b"h", value("h", " \n\t"), "validate", "text: has nothing but white space"),
    "a million and one characters": (b"i", value("i", "x" * 1_000_001), "validate", "text: "),
    "published in the year 9999": (b"j", value("j", GOOD, published_at="9999-12-31"), "validate", "published_at: year"),
    "an id of 10 kB": (b"k", value("x" * 10_000, GOOD), "validate", "id: "),
    "a value of 5 MB": (b"l", value("l", "x" * 5_000_000), "validate", "text: "),
    "a withdrawal whose key is no text": (b"\xff\xfe", None, "route", "withdraws"),
    "a withdrawal under a key of 10 kB": (b"m" * 10_000, None, "route", "withdraws"),
    "a text that the extractor refuses": (b"n", value("n", "FAIL"), "extract", "cannot be read"),
    "a text that meets a fault of ours": (b"o", value("o", "BUG"), "extract", "a fault of the extractor"),
    "a text that ends its process": (b"p", value("p", "EXIT 9"), "extract", "exit code 9"),
    "a text that eats memory": (b"q", value("q", "EAT"), "extract", "memory"),
    "a text that takes for ever": (b"r", value("r", "SPIN"), "extract", "longer than 2 s"),
}


def test_each_kind_of_bad_message_is_kept_whole_with_its_cause_and_the_worker_goes_on(make_stream) -> None:
    stream: Stream = make_stream(extraction_time_budget=2.0, extraction_memory_mb=1000)
    worker = stream.start_worker()
    for number, (key, data, _, _) in enumerate(BAD.values()):
        stream.send([(key, data), (f"good-{number}".encode(), value(f"good-{number}", GOOD))])
    stream.drain()

    letters = stream.read(DEAD_LETTERS)
    found = {(record.key, record.value): headers(record) for record in letters}
    assert len(letters) == len(BAD)
    for kind, (key, data, stage, cause) in BAD.items():
        assert (key, data) in found, kind
        facts = found[key, data]
        assert facts[PREFIX + "stage"] == stage, kind
        assert cause in facts[PREFIX + "message"], kind
        assert "\n" not in facts[PREFIX + "message"], kind
        assert facts[PREFIX + "topic"] == "articles", kind
        assert int(facts[PREFIX + "offset"]) >= 0, kind
        assert facts[PREFIX + "attempt"] == "1", kind
    (row,) = stream.rows()
    assert row["articles"] == len(BAD)
    text = worker.get("/metrics").text
    assert f'depesche_articles_total{{outcome="failed"}} {len(BAD)}.0' in text
    extract = sum(stage == "extract" for _, _, stage, _ in BAD.values())
    assert f'depesche_dead_letters_total{{stage="extract"}} {extract}.0' in text


def test_odd_but_good_messages_give_records(stream: Stream) -> None:
    """A null key, a key that is another's, a foreign partitioner, control characters, unknown fields."""
    right = partition_of(b"foreign", stream.settings.partitions)
    stream.send([(None, value("no-key", GOOD))])
    stream.send([(b"other", value("wrong-key", GOOD))])
    stream.send([(b"\xff\xfe", value("odd-key", GOOD))])
    stream.send([(b"foreign", value("foreign", GOOD))], partition=(right + 1) % stream.settings.partitions)
    stream.send([(b"nul", value("nul", f"{GOOD}\nA\0B\u0007 \u200b\u202e"))])
    stream.send([(b"more", value("more", GOOD, unknown={"a": [1]}))])
    stream.send([(None, orjson.dumps({"source": "x", "text": GOOD}))])
    stream.send([(b"quiet", value("quiet", "nothing that anyone did"))])
    stream.drain()

    assert stream.read(DEAD_LETTERS) == []
    (row,) = stream.rows()
    assert row["articles"] == 7
    for id_ in ("no-key", "wrong-key", "odd-key", "foreign", "nul", "more"):
        assert stream.workers[-1].get(f"/articles/{id_}").json()["events"]
    assert stream.workers[-1].get("/articles/quiet").json()["events"] == []
    assert stream.workers[-1].get("/articles/other").status_code == 404


def test_a_revision_that_cannot_be_read_leaves_what_the_last_good_one_gave(stream: Stream) -> None:
    stream.send([(b"a", value("a", GOOD)), (b"a", value("a", "FAIL", revision=2))])
    stream.drain()
    assert stream.rows()[0]["articles"] == 1
    assert stream.workers[-1].get("/articles/a").json()["article"]["revision"] == 1
    stream.send([(b"a", value("a", "AID USA UKR 2024-11-25", revision=3))])
    stream.drain()
    assert [row["counts"] for row in stream.rows()] == [{"AID": 1}]


def test_a_message_on_the_internal_topic_that_is_no_change_does_not_stop_the_rows(stream: Stream) -> None:
    stream.send_to("interaction-changes", b"BLR>RUS|2024-11-25", b"{}")
    stream.send_to("interaction-changes", None, b"nonsense")
    stream.send([(b"a", value("a", GOOD))])
    stream.drain()
    assert [row["articles"] for row in stream.rows()] == [1]
    assert {headers(letter)[PREFIX + "stage"] for letter in stream.read(DEAD_LETTERS)} == {"fold"}


def test_messages_at_the_limit_and_records_beyond_it_are_kept_whole(make_stream) -> None:
    """A dead letter is larger than its message by its headers, and a ledger entry by all that the article gave."""
    stream: Stream = make_stream(max_message_bytes=200_000)
    stream.start_worker()
    at_limit = b'{"id":"x"' + b" " * 199_890
    fertile = value("fertile", "\n".join(["AID USA UKR 2024-11-25"] * 400))
    stream.send([(b"at-limit", at_limit), (b"fertile", fertile), (b"good", value("good", GOOD))])
    stream.drain()
    letters = {record.key: (record.value, headers(record)[PREFIX + "stage"]) for record in stream.read(DEAD_LETTERS)}
    assert letters == {b"at-limit": (at_limit, "decode"), b"fertile": (fertile, "publish")}
    assert [row["articles"] for row in stream.rows()] == [1]
