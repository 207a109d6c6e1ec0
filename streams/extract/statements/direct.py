"""Direct speech: quotations and the clauses that tell whose they are."""

from collections.abc import Sequence

from streams.extract.document import Document
from streams.extract.statements.draft import Draft
from streams.extract.statements.frames import Frame, Segment
from streams.extract.statements.quotes import Quote
from streams.extract.statements.view import View

_FRAMED = 0.9
_COLON = 0.75
_CONTINUED = 0.7
_BARE = 0.4
_BARE_WORDS = 5
_PART_WORDS = 3


class DirectReader:
    """Reads the quotations of a document."""

    def __init__(self, document: Document, views: Sequence[View], quotes: Sequence[Quote]) -> None:
        self._document = document
        self._views = views
        self._quotes = [quote for quote in quotes if quote.full]
        self._drafts: list[Draft] = []
        self._last: tuple[Quote, Draft, int] | None = None

    def read(self) -> list[Draft]:
        """The statements in direct speech; parts that one frame breaks are one statement."""
        for quote in self._quotes:
            draft = self._continued(quote) or self._framed(quote) or self._bare(quote)
            if draft is not None:
                if self._last is None or draft is not self._last[1]:
                    self._drafts.append(draft)
                self._last = (quote, draft, self._frame_end(draft, quote))
        return self._drafts

    def _frame_end(self, draft: Draft, quote: Quote) -> int:
        return max([quote.end, *(end for _, end in draft.frame if end > quote.start)])

    def _continued(self, quote: Quote) -> Draft | None:
        """The next part of what was said: only marks and space since the frame, and no frame of its own."""
        if self._last is None:
            return None
        before, draft, end = self._last
        between = self._document.text[end : quote.start]
        if end <= before.end or "\n" in between or between.strip(" ,:.;–-\u00a0"):
            return None
        if "." in between and self._after(quote) is not None:
            return None
        draft.quote.append((quote.start, quote.end))
        return draft

    def _framed(self, quote: Quote) -> Draft | None:
        found = self._after(quote)
        view = self._views[quote.last[0]]
        if found is None:
            found = self._before(quote)
            view = self._views[quote.first[0]]
        if found is not None:
            return self._draft(view, found, quote, "direct quotation with frame")
        return self._so(quote) or self._colon(quote)

    def _after(self, quote: Quote) -> Frame | None:
        """``“, erklärte der Minister``."""
        view = self._views[quote.last[0]]
        for segment in view.outer:
            if segment.first <= quote.last[1]:
                continue
            if segment.first > quote.last[1] + 2:
                return None
            frame = view.frame(segment)
            return frame if frame is not None and frame.verb_first else None
        return None

    def _before(self, quote: Quote) -> Frame | None:
        """``Der Minister sagte: „``, also where a clause stands between."""
        view = self._views[quote.first[0]]
        segments = [segment for segment in view.outer if segment.last <= quote.first[1]]
        for segment in reversed(segments[-3:]):
            frame = view.frame(segment)
            if frame is not None:
                return frame
        return None

    def _draft(self, view: View, frame: Frame, quote: Quote, rule: str) -> Draft:
        draft = Draft("direct", [(quote.start, quote.end)], _FRAMED, rule=rule, where=frame.saying.where)
        draft.speaker = view.speaker(frame)
        draft.addressee = view.addressee(frame)
        draft.cue = [view.span(spot, spot + 1) for spot in frame.cue]
        draft.frame = [self._frame_span(view, frame.segment)]
        draft.act, draft.medium = frame.saying.act, frame.saying.medium
        return draft

    def _frame_span(self, view: View, segment: Segment) -> tuple[int, int]:
        last = segment.last
        while last > segment.first + 1 and view.tokens[last - 1].text in ".!?,":
            last -= 1
        return view.span(segment.first, last)

    def _so(self, quote: Quote) -> Draft | None:
        """``“, so die Ministerin``."""
        view = self._views[quote.last[0]]
        for segment in view.outer:
            if segment.first <= quote.last[1]:
                continue
            if view.tokens[segment.first].lower != "so" or segment.last - segment.first < 2:  # noqa: PLR2004  # so X
                return None
            end = view.noun_phrase_end(segment.first + 1, segment.last)
            if end == segment.first + 1:
                return None
            return Draft(
                "direct",
                [(quote.start, quote.end)],
                _FRAMED,
                speaker=view.heard(segment.first + 1, end),
                cue=[view.span(segment.first, segment.first + 1)],
                frame=[self._frame_span(view, segment)],
                act="assert",
                medium="speech",
                rule="direct quotation with so X",
            )
        return None

    def _colon(self, quote: Quote) -> Draft | None:
        """``Die Ministerin dazu: „``: a colon without a verb of saying."""
        index, position = quote.first
        view = self._views[index]
        if position == 0 and index > 0 and self._views[index - 1].tokens[-1].text == ":":
            view = self._views[index - 1]
            position = len(view.tokens)
        if position < 2 or view.tokens[position - 1].text != ":":  # noqa: PLR2004  # a word and the colon
            return None
        for segment in reversed(view.outer):
            frame = view.frame(segment) if segment.last <= position else None
            if frame is not None:
                return self._draft(view, frame, quote, "direct quotation after a frame and a colon")
        draft = Draft(
            "direct", [(quote.start, quote.end)], _COLON, medium="speech", rule="direct quotation after a colon"
        )
        subjects = [phrase for phrase in view.phrases if phrase.preposition is None and "n" in phrase.cases]
        if subjects and subjects[0].last <= position:
            draft.speaker = view.heard(subjects[0].first, subjects[0].last)
        draft.frame = [view.span(0, position - 1)]
        return draft

    def _bare(self, quote: Quote) -> Draft | None:
        """No frame in its own sentences: the speaker who was quoted last goes on."""
        if quote.words < _BARE_WORDS:
            return None
        draft = Draft(
            "direct", [(quote.start, quote.end)], _BARE, medium="speech", rule="direct quotation without a frame"
        )
        if self._last is not None:
            draft.speaker = self._last[1].speaker
            draft.confidence = _BARE
        return draft
