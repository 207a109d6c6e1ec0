"""Time grows with the length of a text and not with its square, whatever the text is made of."""

import time

import pytest

from schemas import Article
from streams.extract import extract

SHORT, LONG = 15_000, 60_000
"""Characters. Their quotient is what time may grow by; its square is what must not happen."""

PIECES = {
    "marks on one letter": "z\u0335\u0321\u0336",
    "bidirectional controls": "a\u202eb\u202c ",
    "brackets, opened only": "(",
    "brackets in brackets": "([{",
    "markup": "<b><i>a</i></b> &amp; ",
    "scripts mixed": "Minsk Минск Αθήνα مينسك 明斯克 ",
    "quotation in quotation": "„Er sagte: ‚Ja‘“ ",
    "marks of all kinds": "„“‚‘«»\"'",
    "names with and": "Russland und ",
    "dates": "24.10.2024 ",
    "one sentence without an end": "der Minister, der sagte, dass ",
    "a word without an end": "Donaudampfschiff",
}


def seconds(text: str) -> float:
    """Of this process's own work: the machine may be busy with other things."""
    article = Article.from_plain({"source": "T", "text": text, "language": "de", "published_at": "2024-05-16"})
    begun = time.process_time()
    extract(article)
    return time.process_time() - begun


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    seconds("Russland griff die Ukraine an.")


@pytest.mark.parametrize("name", list(PIECES))
def test_four_times_the_text_takes_no_more_than_seven_times_as_long(name: str) -> None:
    short, long = ((PIECES[name] * length)[:length] for length in (SHORT, LONG))
    least = seconds(short)
    assert seconds(long) < 7 * max(least, 0.2) + 0.5
