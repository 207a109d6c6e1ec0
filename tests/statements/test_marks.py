"""Quotation marks: pairs, marks left open, and work that grows with the text alone."""

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from streams.extract.actors import Resolved
from streams.extract.analyser import Document, analyse
from streams.extract.statements import drafts_of
from streams.extract.statements.marks import find_quotes


def quotes(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(analyse(text, "de").sentences)]


@pytest.mark.parametrize(
    "text",
    [
        "„Der Damm hält“, sagte sie.",
        "«Der Damm hält», sagte sie.",
        "»Der Damm hält«, sagte sie.",
        "“Der Damm hält”, sagte sie.",
        '"Der Damm hält", sagte sie.',
        "›Der Damm hält‹, sagte sie.",
    ],
)
def test_marks_of_every_kind_pair(text: str) -> None:
    assert [quote[1:-1] for quote in quotes(text)] == ["Der Damm hält"]


def test_a_quotation_in_a_quotation_is_part_of_it() -> None:
    assert quotes("„Er rief ‚Halt‘ und lief“, sagte sie.") == ["„Er rief ‚Halt‘ und lief“"]
    assert quotes("„Er rief „Halt“ und lief“, sagte sie.") == ["„Er rief „Halt“ und lief“"]


OPEN = "Die Ministerin sagte: „Der Damm hält seit gestern wieder. "
LATER = "Am Abend regnete es weiter. Der Bürgermeister sagte: „Wir bleiben vor Ort.“ Dann ging er."


@pytest.mark.parametrize("mark", list('„«»“"'))
def test_a_mark_left_open_ends_with_its_paragraph(mark: str) -> None:
    found = quotes(f"{OPEN.replace('„', mark)}Die Lage ist ernst.\n{LATER}")
    assert found == [f"{mark}Der Damm hält seit gestern wieder. Die Lage ist ernst.", "„Wir bleiben vor Ort.“"]


def test_a_mark_left_open_ends_before_the_next_quotation() -> None:
    assert quotes(OPEN + LATER) == [
        "„Der Damm hält seit gestern wieder. Am Abend regnete es weiter. Der Bürgermeister sagte:",
        "„Wir bleiben vor Ort.“",
    ]


def test_a_mark_left_open_swallows_no_later_quotation() -> None:
    later = "\n".join(f"Der Bürgermeister sagte am Tag {day}: „Wir bleiben vor Ort.“" for day in range(1, 30))
    assert quotes(f"{OPEN}\n{later}")[1:] == ["„Wir bleiben vor Ort.“"] * 29


def test_every_mark_left_open_costs_its_paragraph_only() -> None:
    text = "\n".join([OPEN, "Der Wind ließ nach."] * 20)
    assert quotes(text) == [OPEN[OPEN.index("„") :].strip()] * 20


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "„Der Damm hält.\nDas Wasser sinkt.\nDie Brücke „Nord“ steht“, sagte sie."
    assert quotes(text) == [text[: text.index(", sagte")]]


def test_a_quotation_that_opens_each_of_its_paragraphs_is_one_a_paragraph() -> None:
    assert quotes("„Der Damm hält seit gestern.\n„Das Wasser sinkt“, sagte sie.") == [
        "„Der Damm hält seit gestern.",
        "„Das Wasser sinkt“",
    ]


def test_no_statement_holds_another_paragraph() -> None:
    text = f"{OPEN}Die Lage ist ernst.\nDer Verein gewann am Samstag mit 3:1. Im Mai beginnt die neue Saison."
    drafts = drafts_of(analyse(text, "de"), Resolved([[], [], [], []]))
    assert drafts
    assert all(end <= text.index("\n") for draft in drafts for _, end in draft.quote)


def repeated(document: Document, times: int) -> Document:
    """The text of a document over and over, a paragraph apart."""
    step = len(document.text) + 1
    paragraphs = document.sentences[-1].paragraph + 1
    sentences = []
    for number in range(times):
        shift = number * step
        for sentence in document.sentences:
            tokens = tuple(
                token._replace(start=token.start + shift, end=token.end + shift) for token in sentence.tokens
            )
            sentences.append(
                replace(sentence, start=sentence.start + shift, end=sentence.end + shift,
                        paragraph=sentence.paragraph + number * paragraphs, tokens=tokens)
            )  # fmt: skip
    return replace(document, text="\n".join([document.text] * times), sentences=tuple(sentences))


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python a piece of work runs: the same on every machine."""
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count


PATTERNS = {
    "pairs": "„Wir helfen gern“, sagte der Minister. „Die Lage ist ernst“, sagte er.",
    "opening marks": "Er sagte „wir helfen „gern und „bald „heute „morgen und „immer.",
    "closing marks": "Er sagte wir helfen“ gern und“ bald“ heute“ morgen und“ immer“.",
    "straight marks": 'Er sagte "wir "helfen "gern" und bald" heute "morgen.',
    "nested": "„Er sagte „wir helfen «gern» und „bald“ heute“ morgen“, sagte sie.",
    "one an open paragraph": "Er sagte: „Wir helfen gern und bald.\nDie Lage ist ernst.",
}


@pytest.mark.parametrize("name", list(PATTERNS))
def test_work_grows_with_the_text_alone(name: str) -> None:
    piece = analyse(PATTERNS[name], "de")
    once, fourfold = (repeated(piece, times) for times in (50, 200))
    for work in (
        lambda text: find_quotes(text.sentences),
        lambda text: drafts_of(text, Resolved([[] for _ in text.sentences])),
    ):
        small, large = (lines_run(lambda text=text, work=work: work(text)) for text in (once, fourfold))
        assert large <= 4.2 * small


def test_a_megabyte_with_fifty_thousand_marks_is_paired() -> None:
    piece = analyse("„Wir helfen gern und bald“, sagte sie.", "de")
    document = repeated(piece, 25_000)
    assert len(document.text) > 950_000
    assert len(find_quotes(document.sentences)) == 25_000
