"""Direct speech: quotations that somebody is said to have spoken, and whose frame they stand in."""

from bisect import bisect_right
from collections.abc import Sequence

from streams.extract.analyser import Document
from streams.extract.statements.draft import Range
from streams.extract.statements.frames import Frame
from streams.extract.statements.marks import Quote
from streams.extract.statements.tagged import Tagged

_SAID = 0.5
"""Share of its words that the network must take for said."""
_LONG = 6
"""Words from which on a quotation with a frame beside it is said, whatever the network thinks."""


class Quotations:
    """The quotations that are said, for asking what lies within them."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = quotes
        self._starts = [quote.start for quote in quotes]

    def hold(self, start: int, end: int) -> bool:
        """Whether words stand within direct speech: what is said in a quotation the article does not report."""
        quote = self._before(start)
        return quote is not None and quote.start < start and end <= quote.end

    def cover(self, pieces: Sequence[Range]) -> bool:
        """Whether content is nothing but what stands in marks."""
        if self.hold(pieces[0][0], pieces[-1][1]):
            return True
        found = [(self._before(start), start, end) for start, end in pieces]
        return all(quote is not None and quote.start <= start and end <= quote.end for quote, start, end in found)

    def _before(self, start: int) -> Quote | None:
        at = bisect_right(self._starts, start) - 1
        return self._quotes[at] if at >= 0 else None


def is_said(quote: Quote, tagged: Sequence[Tagged], *, framed: bool) -> bool:
    """Whether a quotation is direct speech, and no name or title."""
    said = total = 0
    for number in range(quote.first[0], quote.last[0] + 1):
        row = tagged[number].said
        begin = quote.first[1] if number == quote.first[0] else 0
        end = quote.last[1] + 1 if number == quote.last[0] else len(row)
        said += sum(row[begin:end])
        total += end - begin
    return said >= _SAID * total or (framed and quote.words >= _LONG)


def frame_of(
    document: Document, quote: Quote, tagged: Sequence[Tagged], frames: Sequence[Sequence[Frame]]
) -> Frame | None:
    """Find the frame of a quotation: where its words point, else after it, before it, or before a colon."""
    for number in dict.fromkeys((quote.last[0], quote.first[0])):
        row = frames[number]
        begin = quote.first[1] if number == quote.first[0] else 0
        end = quote.last[1] + 1 if number == quote.last[0] else len(tagged[number].said)
        row = [frame for frame in row if not any(begin <= first < end for first, _ in frame.cue)]
        if not row:
            continue
        votes = [
            sum(any(a <= aim < b for a, b in frame.cue) for aim in tagged[number].ties[begin:end]) for frame in row
        ]
        best = max(range(len(row)), key=lambda at: votes[at])
        if votes[best]:
            return row[best]
        return min(row, key=lambda frame: min(max(a - end, begin - b, 0) for a, b in frame.spans))
    number, position = quote.first
    if position == 0 and number > 0 and document.sentences[number - 1].tokens[-1].text == ":":
        return frames[number - 1][-1] if frames[number - 1] else None
    return None
