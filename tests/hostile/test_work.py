"""Work grows with the length of a text and not with its square, whatever the text is made of.

Counted, not timed: calls of functions, ours and the interpreter's. So it holds on a busy machine, and ten milliseconds
of a square that a clock would not tell from noise are seen.
"""

import sys
from collections.abc import Callable

import pytest

from schemas import Article
from streams.extract import extract
from tests.hostile.grammar import numbered

SHORT = 2000
"""Characters; more than the longest sentence, within which trees and clauses may cost more than its length."""
MOST = 3.0
"""What twice the growth may cost, where the growth costs 1: 2 is linear, 4 is square. What is looked at in windows,
such as a quotation without an end, is linear only beyond them."""

PIECES: dict[str, Callable[[int], str]] = {
    "one word without a space": lambda at: f"wort{at % 97}",
    "quotation marks": lambda at: "„“‚‘«»\"'"[at * 5 % 8],
    "opening marks": lambda at: "„",
    "brackets opened": lambda at: "([{"[at % 3],
    "quotation in quotation": lambda at: f"„Er sagte {at}: ‚",
    "marks on letters": lambda at: "zalgo"[at % 5] + "\u0335\u0321\u0489"[: 1 + at % 3],
    "bidirectional controls": lambda at: f"\u202eMin\u202csk{at} ",
    "markup": lambda at: f'<p class="a{at}"><b>Minsk</b> &amp; ',
    "scripts mixed": lambda at: f"Minsk Минск{at} Αθήνα مينسك 明斯克 ",
    "names joined": lambda at: ("Putin und ", "Biden, ", "Russland und ", "die EU, ")[at % 4],
    "names of persons": lambda at: f"Präsident Anton Muster{at} ",
    "dates": lambda at: f"{1 + at % 28}.{1 + at % 12}.{1900 + at % 200} ",
    "a sentence without an end": lambda at: f"der Minister, der am {1 + at % 28}. Mai sagte, dass ",
    "sentences": lambda at: f"Russland griff am {1 + at % 28}. Mai {1990 + at % 30} die Ukraine an. ",
    "quotations": lambda at: f"„Wir kommen am {1 + at % 28}. gern zu euch“, sagte Putin. ",
    "reported speech": lambda at: f"Merkel sagte, sie sei {at} Mal in Minsk gewesen; er habe das verurteilt. ",
    "pronouns": lambda at: ("Er traf sie. ", "Sie sagte es ihm. ", "Dieser sah jenen. ")[at % 3],
    "lines": lambda at: f"Wort {at}\n",
}


def article(text: str) -> Article:
    return Article.from_plain({"source": "T", "text": text, "language": "de", "published_at": "2024-05-16"})


def work(text: str) -> int:
    """Calls of functions that reading it takes."""
    read = article(text)
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        extract(read)
    finally:
        sys.setprofile(None)
    return calls


def of_length(piece: Callable[[int], str], length: int) -> str:
    text = "".join(piece(at) for at in range(length))
    return text[:length]


@pytest.mark.parametrize("name", list(PIECES))
def test_work_grows_with_the_length(name: str) -> None:
    texts = [of_length(PIECES[name], times * SHORT) for times in (1, 2, 4)]
    extract(article(texts[-1]))  # what is kept of tables and words is there for all three
    one, two, four = map(work, texts)
    assert four - two <= MOST * (two - one), f"{one:,}, {two:,} and {four:,} calls"


def test_a_square_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call for each pair of words is enough."""
    import streams.extract  # noqa: PLC0415

    honest = streams.extract.extract

    def square(read: Article) -> object:
        words = len(read.text.split())
        for _ in range(words * words):
            len("")
        return honest(read)

    monkeypatch.setitem(globals(), "extract", square)
    with pytest.raises(AssertionError, match="calls"):
        test_work_grows_with_the_length("sentences")


def test_inputs_of_long_runs_have_the_lengths_that_they_should() -> None:
    assert len(numbered(1, 3)) < 3000
    assert len(numbered(1, 249_999)) > 1_000_000
