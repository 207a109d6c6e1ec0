"""Whatever comes in, what comes out is true: spans, round trips, determinism, time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Article, RecordError, decode_json
from streams.extract import ExtractionError, extract
from streams.pool.reading import read_message
from streams.settings import Settings
from tests.hostile import laws
from tests.hostile.accounts import outcome_of
from tests.hostile.grammar import SHAPES, by_category, message


@st.composite
def hostile(draw: st.DrawFn) -> bytes:
    return message(lambda below: draw(st.integers(0, below - 1)), "h", 120)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(value=hostile())
def test_a_hostile_article_is_read_by_the_laws_or_refused_in_words(value: bytes) -> None:
    reply = read_message(value, {"key": "h", "placed": True, "revision": 0, "coder": ""}, laws.extract, "c")
    assert not outcome_of(reply).startswith("FAULT"), reply


@pytest.mark.parametrize("shape", dict.fromkeys(SHAPES), ids=lambda shape: shape.__name__)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_each_shape_by_itself_is_read_by_the_laws(shape, data: st.DataObject) -> None:
    text = shape(lambda below: data.draw(st.integers(0, below - 1)), 400)
    check({"source": "T", "text": text, "language": "de"})


@pytest.mark.parametrize("characters", by_category(), ids=lambda characters: characters[0].encode("unicode_escape"))
def test_each_category_of_unicode_is_read_by_the_laws(characters: tuple[str, ...]) -> None:
    """Between words, within one, and by itself."""
    some = "".join(characters)
    check({"source": "T", "text": f"Putin {some} sagte in Minsk, er komme. Pu{some}tin kam.\n{some}", "language": "de"})


def check(plain: dict[str, object]) -> None:
    try:
        article = Article.from_plain(plain)
        found = laws.extract(article)
    except (RecordError, ExtractionError):
        return
    assert not list(laws.broken(article, found))


def test_a_surrogate_without_its_other_half_is_refused_in_words() -> None:
    for half in (b"\\ud800", b"\\udc00", b"\\udc00\\ud800", b"\xed\xa0\x80"):
        with pytest.raises(RecordError, match="not JSON"):
            decode_json(b'{"id":"a","source":"T","text":"Minsk ' + half + b'"}')
    with pytest.raises(RecordError, match="text: "):
        Article.from_plain({"source": "T", "text": "Minsk \ud800"})


LONG = {
    "one line": "Der Minister sagte, dass Russland die Ukraine angegriffen habe und ",
    "one letter": "x",
    "commas": ",",
    "opening marks": "„",
    "straight marks": '" ',
    "quotation marks of all kinds": "„“‚‘«»\"'",
    "stops": ". ",
    "numbers": "24. ",
    "capitals": "Präsident ",
    "names": "Lukaschenko Pompeo ",
    "conjunctions": "Russland und ",
    "zero width": "a\u200b",
    "line breaks": "a\n",
    "control": "\x00 a",
    "hyphens": "US-",
    "quotations": "„Wir kommen gern zu euch“, sagte Putin. ",
    "subjunctives": "Er sei da. ",
    "events": "Russland griff die Ukraine an. ",
}


WHOLE = ("one line", "one letter", "commas", "quotations")
"""Read at full length, each straining another part; the others at a fifth of it, which tells linear from quadratic."""


@pytest.mark.parametrize("name", list(LONG))
def test_a_megabyte_is_read_within_the_time_budget(name: str) -> None:
    """Time of the processor, which a machine that is busy with other things hardly changes."""
    piece = LONG[name]
    length = 1_000_000 if name in WHOLE else 200_000
    text = (piece * (length // len(piece) + 1))[:length]
    article = Article.from_plain({"source": "T", "text": text, "language": "de", "published_at": "2024-05-16"})
    begin = time.process_time()
    extract(article)
    budget = Settings().extraction_time_budget
    assert time.process_time() - begin < (budget if name in WHOLE else budget / 4)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("traf Russland und die Ukraine tausch", id="a meeting of one side"),
        pytest.param(
            "B\u200ce\u200cl\u200ca\u200cr\u200cu\u200cs s\u200ce\u200ci-n\xa0i\xa0c\xa0h\xa0t-", id="no clause"
        ),
        pytest.param("Der Minister kam." + "»" * 600, id="closing marks without an end"),
    ],
)
def test_what_the_seeded_million_found_is_mended(text: str) -> None:
    check({"source": "T", "text": text, "language": "de", "published_at": "2024-11-25"})
