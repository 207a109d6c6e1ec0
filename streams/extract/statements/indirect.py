"""Reported speech without quotation marks."""

from bisect import bisect_right
from collections.abc import Sequence

from streams.extract.document import Document
from streams.extract.statements.draft import Draft, Range
from streams.extract.statements.frames import Frame, Segment
from streams.extract.statements.mood import is_content, reported_mood
from streams.extract.statements.quotes import Quote
from streams.extract.statements.sources import source_frames
from streams.extract.statements.view import View

_CLAUSE = 0.9
_AFTER = 0.8
_SOURCE = 0.8
_SUBJUNCTIVE = 0.6
_PART = 0.7
_REPORTED = 0.5
_TOPICAL = frozenset(
    [
        "criticise",
        "accuse",
        "reject",
        "deny",
        "praise",
        "discuss",
        "warn",
        "demand",
        "assess",
        "point_out",
        "stress",
        "apologise",
        "regret",
    ]
)
_PART_WORDS = 3
_LEAST_TOKENS = 4
"""Shorter sentences hold no frame and content."""


class IndirectReader:
    """Reads what is told in other words."""

    def __init__(
        self, document: Document, views: Sequence[View], quotes: Sequence[Quote], direct: Sequence[Draft]
    ) -> None:
        self._document = document
        self._views = views
        self._parts = [quote for quote in quotes if not quote.full and quote.words >= _PART_WORDS]
        self._drafts = list(direct)
        self._framed = {span for draft in direct for span in draft.frame}
        self._last: tuple[int, Draft] | None = None
        starts = [view.sentence.start for view in views]
        self._direct = {bisect_right(starts, draft.frame[0][0]) - 1: draft for draft in direct if draft.frame}

    def read(self) -> list[Draft]:
        """All statements: those that were given, and the ones found here."""
        for view in self._views:
            if len(view.tokens) < _LEAST_TOKENS:
                continue
            found = self._sentence(view, view.outer) or self._demonstrative(view)
            if view.inner:
                found += self._sentence(view, view.inner)
            if not found and not any(view.inside):
                found = self._free(view) or self._reported(view)
            for draft in found:
                self._last = (view.sentence.index, draft)
            self._drafts += found
            self._remember_direct(view)
        self._quoted_parts()
        return self._drafts

    def _remember_direct(self, view: View) -> None:
        draft = self._direct.get(view.sentence.index)
        if draft is not None:
            self._last = (view.sentence.index, draft)

    def _sentence(self, view: View, segments: Sequence[Segment]) -> list[Draft]:
        for index, segment in enumerate(segments):
            frame = view.frame(segment)
            if frame is None or self._frame_span(view, segment) in self._framed:
                continue
            draft = self._content(view, segments, index, frame)
            if draft is not None:
                return [draft]
        return self._sources(view, segments)

    def _frame_span(self, view: View, segment: Segment) -> Range:
        last = segment.last
        while last > segment.first + 1 and view.tokens[last - 1].text in ".!?,":
            last -= 1
        return view.span(segment.first, last)

    def _content(self, view: View, segments: Sequence[Segment], index: int, frame: Frame) -> Draft | None:
        """The content that a frame goes with: the clause after it, or all that stands before it."""
        segment = segments[index]
        first = view.tokens[segment.first].lower
        if index + 1 < len(segments):
            following = segments[index + 1]
            if following.before in (",", ":") and is_content(view, following, frame):
                return self._draft(
                    view, frame, [self._to_end(view, following, segments)], _CLAUSE, self._after(view, following)
                )
        if index == 0 or not (frame.verb_first or first == "wie") or segment.before not in (",", "–", "—"):
            if first == "wie" and index == 0 and index + 1 < len(segments) and segments[1].before == ",":
                return self._draft(view, frame, [self._to_end(view, segments[1], segments)], _AFTER, "wie-frame")
            return None
        if not frame.saying.free:
            return None
        content = [view.span(segments[0].first, self._trim(view, segments[0].first, segments[index - 1].last))]
        if (
            index + 1 < len(segments)
            and segments[index + 1].before in (",", "–", "—")
            and not any(
                view.tokens[spot].lower in view.words.classes["no_content"] for spot in (segments[index + 1].first,)
            )
        ):
            content.append(self._to_end(view, segments[index + 1], segments))
        return self._draft(view, frame, content, _AFTER, "clause before its frame")

    def _trim(self, view: View, first: int, last: int) -> int:
        if view.inside[last - 1] and view.tokens[last - 1].text in '“”«»"':
            last -= 1
        while last > first + 1 and not view.tokens[last - 1].word and view.tokens[last - 1].text not in '“”«»")':
            last -= 1
        return last

    def _to_end(self, view: View, segment: Segment, segments: Sequence[Segment]) -> Range:
        last = segments[-1].last if segments is not view.inner else segment.last
        for other in segments:
            if other.first >= segment.first:
                last = max(last, other.last)
        return view.span(segment.first, self._trim(view, segment.first, last))

    def _after(self, view: View, following: Segment) -> str:
        opener = view.tokens[following.first].lower
        return f"{opener}-clause" if view.words.is_("subordinator", opener) else "clause after a frame"

    def _draft(self, view: View, frame: Frame, content: list[Range], confidence: float, rule: str) -> Draft:
        span = self._frame_span(view, frame.segment)
        self._framed.add(span)
        return Draft(
            "indirect",
            content,
            confidence,
            speaker=view.speaker(frame),
            addressee=view.addressee(frame),
            cue=[view.span(spot, spot + 1) for spot in frame.cue],
            frame=[span],
            act=frame.saying.act,
            medium=frame.saying.medium,
            rule=rule,
            where=frame.saying.where,
        )

    def _sources(self, view: View, segments: Sequence[Segment]) -> list[Draft]:
        """``laut X``, ``nach Angaben von X``, ``X zufolge``, ``so X``."""
        for source in source_frames(view, segments):
            begin, end = segments[0].first, segments[-1].last
            content = []
            if source.first > begin:
                content.append((begin, source.first))
            if source.last < end:
                content.append((source.last, end))
            ranges = []
            for begin, end in content:
                first, last = begin, end
                while first < last and not view.tokens[first].word and view.tokens[first].text not in '„»«“"':
                    first += 1
                last = self._trim(view, first, last) if last > first else last
                if last - first >= 2:  # noqa: PLR2004  # one word says nothing
                    ranges.append(view.span(first, last))
            if ranges:
                return [
                    Draft(
                        "indirect",
                        ranges,
                        _SOURCE,
                        speaker=view.heard(*source.speaker),
                        cue=[view.span(*source.cue)],
                        frame=[view.span(source.first, source.last)],
                        act=source.act,
                        medium="speech",
                        rule=f"frame without a verb: {source.rule}",
                        where=source.where,
                    )
                ]
        return []

    def _reported(self, view: View) -> list[Draft]:
        """A speech act and its topic: ``Die Ministerin kritisierte den Plan``."""
        for segment in view.outer:
            if segment.first and view.tokens[segment.first].lower in view.words.classes["no_content"] | {"dass", "ob"}:
                continue
            frame = view.frame(segment)
            if frame is None or frame.saying.act not in _TOPICAL or frame.saying.medium != "speech":
                continue
            speaker = view.speaker(frame)
            if speaker is None or not speaker.entities:
                continue
            return [
                Draft(
                    "reported",
                    [(view.sentence.start, view.sentence.end)],
                    _REPORTED,
                    speaker=speaker,
                    addressee=view.addressee(frame),
                    act=frame.saying.act,
                    medium="speech",
                    rule="speech act and its topic",
                    where=frame.saying.where,
                )
            ]
        return []

    def _demonstrative(self, view: View) -> list[Draft]:
        """``Dies erklärte X``: what was said is the sentence before."""
        index = view.sentence.index
        if index == 0 or not view.outer or view.tokens[0].lower not in ("dies", "das"):
            return []
        frame = view.frame(view.outer[0])
        before = self._views[index - 1]
        if frame is None or frame.verb > 2 or any(before.inside) or frame.speaker is None:  # noqa: PLR2004  # V2
            return []
        return [
            self._draft(
                view, frame, [(before.sentence.start, before.sentence.end)], _AFTER, "dies-frame after its content"
            )
        ]

    def _free(self, view: View) -> list[Draft]:
        """A main clause in the subjunctive goes on with what the last speaker said."""
        if self._last is None or view.sentence.index - self._last[0] > 1 or not view.outer:
            return []
        if not reported_mood(view):
            return []
        speaker = self._last[1].speaker
        before = self._last[1]
        if before.kind == "indirect_free_indirect" and "\n" not in view.text[before.quote[-1][1] : view.sentence.start]:
            # The view goes on: one statement, as long as the subjunctive holds.
            before.quote[-1] = (before.quote[-1][0], view.sentence.end)
            self._last = (view.sentence.index, before)
            return []
        return [
            Draft(
                "indirect_free_indirect",
                [(view.sentence.start, view.sentence.end)],
                _SUBJUNCTIVE,
                speaker=speaker,
                medium=self._last[1].medium,
                rule="subjunctive that goes on",
            )
        ]

    def _quoted_parts(self) -> None:
        """Words within a reported clause that are quoted verbatim: a statement in direct speech of their own."""
        told = sorted(
            (draft for draft in self._drafts if draft.kind == "indirect"), key=lambda draft: draft.quote[0][0]
        )
        starts = [draft.quote[0][0] for draft in told]
        for quote in self._parts:
            index = bisect_right(starts, quote.start) - 1
            draft = told[index] if index >= 0 else None
            if draft is not None and draft.holds(quote.start, quote.end):
                self._drafts.append(
                    Draft(
                        "direct",
                        [(quote.start, quote.end)],
                        _PART,
                        speaker=draft.speaker,
                        addressee=draft.addressee,
                        cue=draft.cue,
                        frame=draft.frame,
                        act=draft.act,
                        medium=draft.medium,
                        rule="quoted words within a reported clause",
                        where=draft.where,
                    )
                )
