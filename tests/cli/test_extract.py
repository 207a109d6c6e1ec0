"""``depesche extract``: articles in any shape in, records as JSON lines out, errors by file and line."""

import json
from pathlib import Path
from typing import Any

import orjson

from schemas import Event, Statement
from tests.cli.command import Done, depesche

TEXT = "Der belarussische Präsident Alexander Lukaschenko empfing am 25. November 2024 in Minsk den Außenminister."
SAID = "„Wir wollen keinen Krieg“, sagte Präsident Lukaschenko."


def article(id_: str, text: str = SAID, **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "source": "Beispiel",
        "language": "de",
        "text": text,
        "published_at": "2024-11-27",
    } | fields


def records(done: Done) -> list[Event | Statement]:
    """The records on standard output, each read back by the contract."""
    found: list[Event | Statement] = []
    for line in done.out.splitlines():
        record = orjson.loads(line)
        kind = Event if "event_id" in record else Statement
        found.append(kind.from_json(line))
        assert found[-1].to_json().decode() == line
    return found


def articles_of(done: Done) -> list[str]:
    return list(dict.fromkeys(record.article.id for record in records(done)))


def test_one_article_an_array_lines_and_standard_input_are_all_read(tmp_path: Path) -> None:
    """In the order of the files; settings and broker do not matter."""
    one, many, lines = tmp_path / "one.json", tmp_path / "many.json", tmp_path / "lines.jsonl"
    one.write_text(json.dumps(article("one"), indent=2), encoding="utf-8")
    many.write_text(json.dumps([article("many-1"), article("many-2")], indent=2), encoding="utf-8")
    lines.write_text("".join(f"{json.dumps(article(f'line-{i}'))}\n\n" for i in range(2)), encoding="utf-8")
    done = depesche(
        "extract", one, many, lines, "-", stdin=orjson.dumps(article("stdin")), partitions="nonsense", http_port="none"
    )
    assert done.err == ""
    assert done.code == 0
    assert articles_of(done) == ["one", "many-1", "many-2", "line-0", "line-1", "stdin"]


def test_plain_text_is_one_article_of_the_given_source(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(f"{TEXT}\n{SAID}\nDas sagte er der Zeitung nach dem Treffen mit der Ministerin.", encoding="utf-8")
    done = depesche("extract", file, "--source", "Prüfung")
    assert (done.code, done.err) == (0, "")
    found = records(done)
    assert found
    assert {record.article.source for record in found} == {"Prüfung"}
    assert len({record.article.id for record in found}) == 1


def test_good_articles_are_read_and_each_bad_one_is_a_line_with_its_place(tmp_path: Path) -> None:
    lines, array = tmp_path / "mixed.jsonl", tmp_path / "array.json"
    lines.write_bytes(
        b"\n".join(
            [
                orjson.dumps(article("good-1")),
                b'{"id": "cut',
                orjson.dumps(article("no-text", "")),
                b"",
                b"[1]",
                orjson.dumps(article("good-2")),
                b"\xff\xfe",
                orjson.dumps(article("good-3")),
                orjson.dumps(article("klingon", language="tlh")),
            ]
        )
    )
    array.write_bytes(orjson.dumps([article("good-4"), {"id": "x"}, 7]))
    done = depesche("extract", lines, array)
    assert done.code == 1
    assert articles_of(done) == ["good-1", "good-2", "good-3", "good-4"]
    places = [line.split(": ")[0] for line in done.errors]
    assert places == [
        f"{lines}:2",
        f"{lines}:3",
        f"{lines}:5",
        f"{lines}:7",
        f"{lines}:9",
        f"{array}[2]",
        f"{array}[3]",
    ]
    assert "not JSON" in done.errors[0]
    assert "text: " in done.errors[1]


def test_a_file_that_is_not_there_exits_with_1_and_one_line(tmp_path: Path) -> None:
    done = depesche("extract", tmp_path / "none.json")
    assert done.code == 1
    assert done.errors == [f"{tmp_path / 'none.json'}: No such file or directory"]


def test_an_empty_input_is_wrong_input() -> None:
    done = depesche("extract", "-")
    assert done.code == 1
    (line,) = done.errors
    assert line.startswith("standard input: text: ")
