"""Articles out of files: JSON, an array, lines, plain text; each with its place or what is wrong with it."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import MAX_TEXT, Article
from streams.sources import STDIN, Found, SourceError, read_articles

A, B = ({"id": id_, "source": "x", "text": f"Text von {id_}\nzweite Zeile"} for id_ in "ab")
BOM = b"\xef\xbb\xbf"


def read(folder: Path, data: bytes, name: str = "file") -> list[Found]:
    (folder / name).write_bytes(data)
    return list(read_articles([folder / name], source="Quelle"))


def ids(found: list[Found]) -> list[str | None]:
    return [one.article.id if one.article else None for one in found]


def places(folder: Path, found: list[Found]) -> list[str]:
    return [one.place.removeprefix(str(folder / "file")) for one in found]


@pytest.mark.parametrize("mark", [b"", BOM], ids=["", "byte order mark"])
@pytest.mark.parametrize(
    ("data", "where"),
    [
        (json.dumps(A), [""]),
        (json.dumps(A, indent=2), [""]),
        (f"\n  {json.dumps(A)}\n\n", [""]),
        (json.dumps([A, B]), ["[1]", "[2]"]),
        (json.dumps([A, B], indent=2), ["[1]", "[2]"]),
        (f"{json.dumps(A)}\n{json.dumps(B)}", [":1", ":2"]),
        (f"\r\n{json.dumps(A)}\r\n\r\n{json.dumps(B)}\r\n", [":2", ":4"]),
    ],
    ids=["one", "one, indented", "one with blanks", "array", "array, indented", "lines", "lines with blank ones"],
)
def test_json_in_each_shape_gives_its_articles_with_their_places(
    tmp_path: Path, data: str, where: list[str], mark: bytes
) -> None:
    found = read(tmp_path, mark + data.encode())
    assert [one.article for one in found] == [Article.from_plain(plain) for plain in (A, B)[: len(where)]]
    assert places(tmp_path, found) == where
    assert all(one.error is None for one in found)


@pytest.mark.parametrize("mark", [b"", BOM], ids=["", "byte order mark"])
def test_plain_text_is_one_article_of_the_source(tmp_path: Path, mark: bytes) -> None:
    (found,) = read(tmp_path, mark + "Größe\n\nzählt: {nicht}".encode())
    assert found.article is not None
    assert (found.article.text, found.article.source) == ("Größe\n\nzählt: {nicht}", "Quelle")


@pytest.mark.parametrize(
    ("data", "where", "why"),
    [
        (b"", "", "text: "),
        (b" \n ", "", "text: "),
        (b"Gr\xfc\xdfe", "", "not UTF-8 at byte 2"),
        (b"x" * (MAX_TEXT + 1), "", "text: "),
        (b'{"id": "a"', "", "not JSON"),
        (b'{"id": "a"}', "", "source: "),
        (b"{}", "", "source: "),
    ],
    ids=["empty", "blank", "not UTF-8", "too long", "cut", "fields missing", "no fields"],
)
def test_what_is_no_article_says_why(tmp_path: Path, data: bytes, where: str, why: str) -> None:
    (found,) = read(tmp_path, data)
    assert found.article is None
    assert places(tmp_path, [found]) == [where]
    assert why in str(found.error)
    assert "\n" not in str(found.error)


def test_an_empty_array_holds_no_article(tmp_path: Path) -> None:
    assert read(tmp_path, b"[]") == []


plains = st.fixed_dictionaries(
    {
        "id": st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=5),
        "source": st.just("x"),
        "text": st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    }
)


@settings(deadline=None)
@given(st.lists(st.one_of(plains, st.just("bad")), min_size=2, max_size=6))
def test_a_bad_line_costs_itself_only(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    """Line breaks of other kinds inside a text (U+2028, \\x85) do not end a line."""
    folder = tmp_path_factory.mktemp("lines")
    lines = ["{cut" if plain == "bad" else json.dumps(plain, ensure_ascii=False) for plain in values]
    found = read(folder, "\n".join(lines).encode())
    assert ids(found) == [None if plain == "bad" else plain["id"] for plain in values]
    assert places(folder, found) == [f":{number}" for number in range(1, len(values) + 1)]
    assert [one.article.text for one in found if one.article] == [plain["text"] for plain in values if plain != "bad"]


def test_files_come_in_order_and_standard_input_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / name).write_text(json.dumps({**A, "id": name}))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps({**A, "id": "stdin"}).encode())))
    found = list(read_articles([tmp_path / "b", STDIN, tmp_path / "a"], source="x"))
    assert ids(found) == ["b", "stdin", "a"]
    assert found[1].place == "standard input"


@pytest.mark.parametrize("name", ["none", "."], ids=["missing", "a folder"])
def test_a_file_that_cannot_be_read_ends_with_its_name_after_those_before_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "good").write_text(json.dumps(A))
    articles = read_articles([tmp_path / "good", tmp_path / name], source="x")
    assert next(articles).article is not None
    with pytest.raises(SourceError, match=f"^{tmp_path / name}: "):
        next(articles)
