"""The commands that talk to Kafka, against the embedded broker and a worker with the test extractor."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas import Article
from streams.topics import topic_specs
from tests.cli.command import Done, depesche
from tests.support.stream import Stream

pytestmark = pytest.mark.broker


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stream]:
    """One broker for all; each test uses what the ones before have left."""
    made = Stream(tmp_path_factory.mktemp("stream"), partitions=4)
    yield made
    made.close()


def run(stream: Stream, *arguments: str | Path, **more: Any) -> Done:
    servers = {"kafka_bootstrap_servers": stream.broker.bootstrap_servers, "partitions": 4}
    return depesche(*arguments, **(servers | more))


def lines(done: Done) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in done.out.splitlines()]


def article(id_: str, text: str = "CONSULT BLR RUS 2024-11-25") -> bytes:
    return Article(id=id_, source="Beispiel", language="de", text=text).to_json()


def test_topics_are_made_once(stream: Stream) -> None:
    first = run(stream, "topics", "create")
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == [spec.name for spec in topic_specs(stream.settings)]
    second = run(stream, "topics", "create")
    assert (second.code, second.err) == (0, "")
    assert second.out == "all topics are there\n"


def test_another_number_of_partitions_than_the_topics_have_is_told(stream: Stream) -> None:
    run(stream, "topics", "create")
    done = run(stream, "topics", "create", partitions=5)
    assert done.code == 3
    (line,) = done.errors
    assert "4 partitions" in line
    assert "DEPESCHE_PARTITIONS is 5" in line


def test_articles_are_published_under_their_ids_and_withdrawn_by_them(stream: Stream, tmp_path: Path) -> None:
    """Bad articles are told and counted, the good ones are sent all the same."""
    run(stream, "topics", "create")
    file, other = tmp_path / "a.jsonl", tmp_path / "b.json"
    file.write_bytes(b"\n".join([article("one"), b"nonsense", article("two")]))
    other.write_bytes(article("three"))
    done = run(stream, "publish", file, other, "--withdraw", "four", "--withdraw", "five")
    assert done.code == 1
    assert done.err.splitlines()[-1] == "5 sent"
    (error,) = done.err.splitlines()[:-1]
    assert error.startswith(f"depesche: {file}:2: not JSON")

    tail = run(stream, "tail", "articles", "--from-beginning", "--count", 5)
    assert (tail.code, tail.err) == (0, "")
    seen = {line["key"]: line for line in lines(tail)}
    assert set(seen) == {"one", "two", "three", "four", "five"}
    assert seen["one"]["value"] == orjson.loads(article("one"))
    assert seen["four"]["value"] is None
    assert {line["topic"] for line in seen.values()} == {"articles"}
    assert all(set(line) == {"topic", "partition", "offset", "key", "value", "headers"} for line in seen.values())


def test_dead_letters_are_listed_sent_again_once_and_count_their_attempts(stream: Stream) -> None:
    run(stream, "topics", "create")
    stream.start_worker()
    stream.drain()
    stream.send([(b"bad-1", article("bad-1", "FAIL")), (b"bad-2", b"nonsense"), (b"\xff", None)])
    stream.send_to("interaction-changes", b"no row", b"{}")
    stream.drain()

    before = lines(run(stream, "dead-letters", "list"))
    assert {(line["key"], line["failure"]["error"], line["failure"]["attempt"]) for line in before} == {
        ("bad-1", "ExtractionError", 1),
        ("bad-2", "RecordError", 1),
        ("\ufffd", "WithdrawalWithoutId", 1),
        ("no row", "ValueError", 1),
    }
    assert {line["bytes"] for line in before if line["key"] == "bad-2"} == {len(b"nonsense")}

    retried = run(stream, "dead-letters", "retry")
    assert (retried.code, retried.err) == (0, "3 sent again\n"), "what is no article is passed over"
    stream.drain()
    after = lines(run(stream, "dead-letters", "list"))
    assert {(line["key"], line["failure"]["attempt"]) for line in after} == {("bad-1", 2), ("bad-2", 2), ("\ufffd", 2)}
    assert len(lines(run(stream, "dead-letters", "list", "--all"))) == 7
    letters = [record for record in stream.read("articles.dead-letter") if record.key == b"bad-1"]
    assert [record.value for record in letters] == [article("bad-1", "FAIL")] * 2, "whole, both times"

    stream.workers[-1].stop()
    assert run(stream, "dead-letters", "retry").err == "3 sent again\n"
    assert run(stream, "dead-letters", "list").out == "", "nothing is left"
    sent = [record.key for record in stream.read("articles")]
    assert sent.count(b"bad-1") == 3, "sent by its producer once, and once by each retry"
