"""What several workers answer is what one worker with all partitions would; and questions survive the wire."""

import itertools
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.plover import EventType, Modality, Quad
from streams.index import Facts, Index
from streams.index.contradictions import ContradictionQuery
from streams.index.dyads import Grouping, Order, Rank
from streams.index.records import ArticleQuery, Place, RecordQuery
from streams.state.summary import Period
from streams.web.ports import Question, RowPage, RowQuery
from streams.web.questions import (
    QUESTIONS,
    Along,
    Articles,
    Claims,
    Denials,
    DyadFigures,
    EntryOf,
    Names,
    Ranks,
    Records,
    Rows,
    Search,
    Total,
)
from streams.web.wire import Part, WireError, decode_part, decode_question, encode_part, encode_question
from tests.support.entries import entry_of
from tests.support.world import text
from tests.web.fake_view import row

WORKERS = 3


class Local:
    """One worker's part: an index over some articles, and some rows."""

    def __init__(self, folder: Path, number: int, *, alone: bool) -> None:
        self.alone = alone
        self.index = Index(folder / f"{number}.sqlite")
        self.entries = {}
        self.stored = []

    def reading(self) -> Any:
        return self.index.reading()

    def entry(self, article_id: str) -> Any:
        return self.entries.get(article_id)

    def rows(self, query: RowQuery) -> RowPage:
        left = sorted((one for one in self.stored if query.after is None or one.key > query.after), key=lambda r: r.key)
        page = left[: query.limit]
        return RowPage(page, page[-1].key if len(left) > len(page) else None)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Local, list[Local]]]:
    folder: Path = tmp_path_factory.mktemp("questions")
    whole = Local(folder, 9, alone=True)
    parts = [Local(folder, number, alone=False) for number in range(WORKERS)]
    chance = random.Random(4)
    for number in range(60):
        body = text(chance) if number > 1 else f"ASSAULT RUS UKR 2024-11-02{' negated' * number}"
        entry = entry_of(f"a-{number}", body, source=["Eins", "Zwei"][number % 2], title=f"Meldung {number % 7}")
        for local in (whole, parts[number % WORKERS]):
            local.entries[f"a-{number}"] = entry
    for number, (one, other) in enumerate(itertools.permutations(["BLR", "RUS", "USA.GOV", "POL"], 2)):
        for local in (whole, parts[number % WORKERS]):
            local.stored.append(row(one, other, date(2024, 11, 1 + number)))
    for local in (whole, *parts):
        local.index.load(0, local.entries.items())
    yield whole, parts
    for local in (whole, *parts):
        local.index.close()


def over_the_wire(question: Question[Any], local: Local) -> Any:
    asked = decode_question(type(question).__name__, encode_question(question))
    assert encode_question(asked) == encode_question(question)
    part = Part(asked.ask(local), [1, 2], 7, 0.5)
    data = encode_part(asked, part)
    back = decode_part(question, data)
    assert encode_part(asked, back) == data
    return back.value


codes = st.none() | st.sampled_from(["BLR", "BLR.GOV", "RUS", "USA.GOV", "XXX"])
days = st.none() | st.dates(date(2024, 11, 1), date(2024, 11, 6))
facts = st.builds(
    Facts,
    from_=codes,
    to=codes,
    actor=codes,
    day_from=days,
    day_to=days,
    types=st.lists(st.sampled_from(EventType), max_size=2),
    quads=st.lists(st.sampled_from(Quad), max_size=2),
    modality=st.sampled_from(Modality),
    source=st.none() | st.just("Eins"),
)
limits = st.integers(1, 30)
places = st.none() | st.builds(Place, st.sampled_from(["2024-11-03", ""]), st.just("a-3"))
queries = st.builds(
    RecordQuery,
    sides=st.dictionaries(st.sampled_from(["actor", "speaker"]), st.sampled_from(["BLR", "RUS.GOV"]), max_size=1),
    party=codes,
    dyad=st.none() | st.tuples(codes, codes).filter(any),
    day_from=days,
    source=st.none() | st.just("Zwei"),
    after=places,
    limit=limits,
)
questions = st.one_of(
    st.builds(EntryOf, st.sampled_from(["a-1", "a-59", "none"])),
    st.builds(Rows, st.builds(RowQuery, after=st.none() | st.just("POL>RUS|2024-11-01"), limit=limits)),
    st.builds(Records, queries, of_events=st.booleans()),
    st.builds(Articles, st.builds(ArticleQuery, source=st.none() | st.just("Eins"), after=places, limit=limits)),
    st.builds(
        Ranks,
        facts,
        st.sampled_from(Grouping),
        st.sampled_from(Order),
        st.none() | st.builds(Rank, st.integers(1, 4), st.just("BLR"), st.just("RUS")),
        limits,
    ),
    st.builds(DyadFigures, facts, st.just(Grouping.COUNTRY), st.just([("BLR", "RUS"), ("XXX", "BLR"), ("USA", "EU")])),
    st.builds(Along, facts, st.sampled_from(Period)),
    st.builds(Total, facts),
    st.builds(Names, st.sampled_from(["BLR", "RUS", "r", "XXX"]), of_code=st.booleans(), limit=limits),
    st.builds(Search, st.sampled_from(["meldung", "CONSULT BLR", "nirgends"]), limits),
    st.builds(Denials, st.builds(ContradictionQuery, from_=codes, denials=limits)),
)


@settings(deadline=None, max_examples=150)
@given(questions)
def test_the_merged_parts_are_what_one_worker_with_everything_answers(world, question: Question[Any]) -> None:
    whole, parts = world
    merged = question.merge([over_the_wire(question, local) for local in parts])
    alone = question.merge([question.ask(whole)])
    if isinstance(question, Rows):  # where a part ends early, the page is shorter and its cursor leads on
        assert list(merged.rows) == list(alone.rows)[: len(merged.rows)]
        assert merged.next is not None or merged == alone
    else:
        assert merged == alone


def test_claims_of_other_workers_are_found(world) -> None:
    whole, parts = world
    denied = Denials(ContradictionQuery())
    disputed = [one.disputed for one in denied.merge([denied.ask(whole)])]
    assert disputed
    question = Claims(disputed, 3, 10_000)
    found = question.merge([over_the_wire(question, local) for local in parts])
    assert sorted(map(repr, found)) == sorted(map(repr, question.ask(whole)))
    assert found


def test_following_rows_over_the_pages_of_several_workers_gives_each_once(world) -> None:
    whole, parts = world
    got, after = [], None
    while True:
        question = Rows(RowQuery(after=after, limit=2))
        page = question.merge([over_the_wire(question, local) for local in parts])
        got += [one.key for one in page.rows]
        if page.next is None:
            break
        after = page.next
    assert got == sorted(one.key for one in whole.stored)


def test_every_question_has_a_name_and_nobody_asking_is_an_empty_answer() -> None:
    assert set(QUESTIONS) == {kind.__name__ for kind in Question.__subclasses__()}
    assert Total(Facts()).merge([]).events == 0
    assert Rows(RowQuery()).merge([]) == RowPage([], None)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]\n[]", b'{"partitions": []}\n3', b"\xff\n\xff"])
def test_what_another_version_might_answer_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        decode_part(Total(Facts()), data)


def test_what_another_version_might_ask_is_refused() -> None:
    assert decode_question("Weather", b"{}") is None
    with pytest.raises(WireError):
        decode_question("Total", b'{"facts": 3}')
