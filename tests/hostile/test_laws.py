"""The laws can be broken: each kind of wrong record is seen."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas import Article, Attribution, Event
from streams.extract import Extraction
from tests.hostile import laws
from tests.support.extractor import extract

ARTICLE = Article.from_plain(
    {"id": "a", "source": "T", "language": "de", "text": "CONSULT BLR.GOV USA.GOV 2020-10-24\nSAYS BLR.GOV USA"}
)
FOUND = extract(ARTICLE)
EVENT, STATEMENT = FOUND.events[0], FOUND.statements[0]


def with_event(**changes: Any) -> Extraction:
    return Extraction(language="de", events=(EVENT.model_copy(update=changes),), statements=FOUND.statements)


def moved(event: Event) -> Event:
    mention = event.mentions[0]
    span = mention.trigger.model_copy(update={"start": 1, "end": mention.trigger.end + 1})
    return event.model_copy(update={"mentions": [mention.model_copy(update={"trigger": span})]})


BROKEN: dict[str, Callable[[], Extraction]] = {
    "does not point at its text": lambda: Extraction(language="de", events=(moved(EVENT),), statements=()),
    "two records have the id": lambda: Extraction(language="de", events=(EVENT, EVENT), statements=()),
    "breaks its schema": lambda: with_event(confidence=2),
    "has nobody who did it": lambda: with_event(actors=[]),
    "names another article": lambda: with_event(article=EVENT.article.model_copy(update={"id": "b"})),
    "is attributed to a statement that is not there": lambda: with_event(
        attribution=[Attribution(actor=EVENT.actors[0].actor, statement_id="gone")]
    ),
    "is within one that is not there": lambda: Extraction(
        language="de", events=(), statements=(STATEMENT.model_copy(update={"within": "gone"}),)
    ),
}


def test_what_is_right_breaks_none() -> None:
    assert list(laws.broken(ARTICLE, FOUND)) == []


@pytest.mark.parametrize("law", BROKEN)
def test_each_law_is_seen_to_be_broken(law: str) -> None:
    assert any(law in fault for fault in laws.broken(ARTICLE, BROKEN[law]()))


def test_a_law_that_is_broken_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laws.real, "extract", lambda _: with_event(actors=[]))
    with pytest.raises(laws.LawError, match="nobody who did it"):
        laws.extract(ARTICLE)


def test_a_text_that_takes_too_long_for_its_length_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 2.1])
    monkeypatch.setattr(laws.real, "extract", lambda _: FOUND)
    monkeypatch.setattr(laws.time, "process_time", lambda: next(clock))
    with pytest.raises(laws.LawError, match=r"takes 2\.10 s"):
        laws.extract(ARTICLE)


def test_an_article_that_gives_other_records_the_second_time_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter([FOUND, Extraction(language="de", events=(), statements=FOUND.statements)])
    monkeypatch.setattr(laws, "CLOSELY", 1)
    monkeypatch.setattr(laws.real, "extract", lambda _: next(readings))
    with pytest.raises(laws.LawError, match="other records the second time"):
        laws.extract(ARTICLE)
