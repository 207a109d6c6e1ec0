"""Lists of records, search, names."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.index import Index
from streams.index.actors import named, names
from streams.index.records import ArticleQuery, Listed, RecordQuery, articles, events, statements
from streams.index.search import search
from tests.support.entries import entry_of, fill

TEXT = """CONSULT BLR.GOV RUS 2024-11-25
SANCTION EU.IGO BLR 2024-11-20 planned
AGREE BLR RUS 2024-11-22 reciprocal
THREATEN USA BLR
SAYS BLR.GOV USA POL
SAYS RUS BLR"""


@pytest.fixture
def filled(index: Index) -> Index:
    return fill(
        index,
        entry_of("a", TEXT),
        entry_of("b", "AID POL UKR 2024-11-21\nSAYS POL UKR", source="Anders", published_at=date(2024, 11, 22)),
        entry_of("c", "AID POL UKR 2024-11-21\nSAYS POL UKR", published_at=None),
    )


def types(index: Index, **query: Any) -> list[str]:
    with index.reading() as now:
        return [one.plain["type"] for one in events(now, RecordQuery(**query))]


def test_events_come_newest_first_and_those_without_a_day_last(filled: Index) -> None:
    assert types(filled) == ["CONSULT", "AGREE", "AID", "AID", "SANCTION", "THREATEN"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sides": {"actor": "BLR"}}, ["CONSULT", "AGREE"]),
        ({"sides": {"actor": "BLR.GOV"}}, ["CONSULT"]),
        ({"sides": {"actor": "BLR.MIL"}}, []),
        ({"sides": {"recipient": "BLR"}}, ["SANCTION", "THREATEN"]),
        ({"sides": {"actor": "EU", "recipient": "BLR"}}, ["SANCTION"]),
        ({"party": "BLR"}, ["CONSULT", "AGREE", "SANCTION", "THREATEN"]),
        ({"dyad": ("RUS", "BLR")}, ["AGREE"]),
        ({"dyad": ("BLR", None)}, ["CONSULT", "AGREE"]),
        ({"dyad": (None, None)}, ["CONSULT", "AGREE", "AID", "AID", "SANCTION", "THREATEN"]),
        ({"types": ["AID", "THREATEN"]}, ["AID", "AID", "THREATEN"]),
        ({"quads": [4]}, ["SANCTION"]),
        ({"modalities": ["planned"]}, ["SANCTION"]),
        ({"day_from": date(2024, 11, 22)}, ["CONSULT", "AGREE"]),
        ({"day_to": date(2024, 11, 21)}, ["AID", "AID", "SANCTION"]),
        ({"source": "Anders"}, ["AID"]),
        ({"source": "' OR 1=1 --"}, []),
        ({"limit": 2}, ["CONSULT", "AGREE"]),
    ],
)
def test_events_are_narrowed_by(filled: Index, query: dict[str, Any], expected: list[str]) -> None:
    assert types(filled, **query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["a", "a", "b", "c"]),
        ({"sides": {"speaker": "BLR"}}, ["a"]),
        ({"sides": {"about": "BLR"}}, ["a"]),
        ({"sides": {"addressee": "BLR"}}, []),
        ({"party": "BLR"}, ["a", "a"]),
        ({"dyad": ("BLR", "POL")}, ["a"]),
        ({"types": ["direct"]}, []),
        ({"types": ["indirect"], "source": "Anders"}, ["b"]),
        ({"acts": ["deny"]}, []),
        ({"day_to": date(2024, 11, 26)}, ["b"]),
    ],
)
def test_statements_are_narrowed_by(filled: Index, query: dict[str, Any], expected: list[str]) -> None:
    with filled.reading() as now:
        found = statements(now, RecordQuery(**query))
    assert [one.plain["article"]["id"] for one in found] == expected


def walk(ask: Any, query: Any, limit: int) -> list[Listed]:
    found: list[Listed] = []
    after = None
    while page := ask(query(after=after, limit=limit)):
        found += page
        after = page[-1].place
    return found


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_following_the_places_meets_every_line_once(filled: Index, limit: int) -> None:
    with filled.reading() as now:
        for ask, query in ((events, RecordQuery), (statements, RecordQuery), (articles, ArticleQuery)):
            whole = ask(now, query())
            assert walk(lambda asked, ask=ask: ask(now, asked), query, limit) == whole


def test_articles_tell_how_much_they_gave(filled: Index) -> None:
    with filled.reading() as now:
        found = [one.plain for one in articles(now, ArticleQuery(source="Anders"))]
        assert [(one["article"]["id"], one["events"], one["statements"]) for one in found] == [("b", 1, 1)]
        ids = [one.place.id for one in articles(now, ArticleQuery(day_from=date(2024, 11, 22)))]
    assert ids == ["a", "b"]


def test_search_finds_articles_that_have_all_the_words_and_marks_them(index: Index) -> None:
    fill(
        index,
        entry_of("a", "Der Außenminister reist nach Köln.", title="Besuch"),
        entry_of("b", "Der Minister bleibt in Köln."),
    )
    with index.reading() as now:
        (found,) = search(now, "koln außenmin", 10)
        assert found.article["id"] == "a"
        assert [piece.text for piece in found.excerpt if piece.found] == ["Außenminister", "Köln"]
        assert "".join(piece.text for piece in found.excerpt) == "Der Außenminister reist nach Köln."
        assert {one.article["id"] for one in search(now, "in köln", 10)} == {"b"}
        assert [one.title for one in search(now, "besuch", 10)] == ["Besuch"]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_words_and_never_an_operator(tmp_path_factory, typed: str) -> None:
    index = Index(tmp_path_factory.getbasetemp() / "typed" / "index.sqlite")
    fill(index, entry_of("a", "Der Minister."))
    with index.reading() as now:
        search(now, typed, 10)
        named(now, typed, 10)
    index.close()


@pytest.mark.parametrize("typed", ['"', "NOT minister", "title:minister", "minister*", "(", "a AND", "", "%", "^er"])
def test_operators_of_the_search_language_are_words(index: Index, typed: str) -> None:
    fill(index, entry_of("a", "Der Minister."))
    with index.reading() as now:
        found = search(now, typed, 10)
    assert bool(found) == (typed == "minister*"), "only where the words are there"


def test_markup_in_a_text_comes_out_as_it_is(index: Index) -> None:
    fill(index, entry_of("a", "Ein <script>alert(1)</script> & Köln"))
    with index.reading() as now:
        (found,) = search(now, "köln", 10)
    assert "".join(piece.text for piece in found.excerpt) == "Ein <script>alert(1)</script> & Köln"


def test_an_actor_is_found_by_part_of_a_name_or_by_code(filled: Index) -> None:
    with filled.reading() as now:
        assert [one.code for one in named(now, "bl", 10)] == ["BLR", "BLR.GOV"]
        assert [one.code for one in named(now, "eu", 10)] == ["EU.IGO"]
        assert named(now, "%", 10) == []
        assert named(now, "_", 10) == []


def test_the_names_of_a_country_are_with_its_sectors(filled: Index) -> None:
    with filled.reading() as now:
        assert [(one.code, one.articles) for one in names(now, "BLR", 10)] == [("BLR", 1), ("BLR.GOV", 1)]
        assert [one.code for one in names(now, "BLR.GOV", 10)] == ["BLR.GOV"]
