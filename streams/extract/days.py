"""The day of each event: its own expression, else the day that the narrative stands on."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas import EventDate
from schemas.plover import EventType, Modality
from streams.extract.actors import Entity
from streams.extract.dates import Expression, find_expressions, value_of
from streams.extract.document import Document, Sentence, Token
from streams.extract.events import Found
from streams.extract.languages.de import words

_OCCURS = frozenset(("kam", "kommt", "gab", "gibt", "gekommen", "gegeben"))
_CLIMB = 6
_LEAD, _WEEK = 3, 7
_YEAR = 366
"""Days back from the writing: what is longer ago is background, and the narrative does not go on from there."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day of an event, and how it came about."""

    value: EventDate
    rule: str
    own: bool
    """An expression of the event's own tells it."""


class Calendar:
    """Dates the events of one document."""

    def __init__(self, document: Document, anchor: date | None, quoted: Sequence[tuple[int, int]]) -> None:
        """Take the document, the day of writing, and the stretches of direct speech in order."""
        self._document = document
        self._anchor = anchor
        self._quoted = quoted
        self._starts = [start for start, _ in quoted]
        self._dates: dict[int, list[Expression]] = {}
        self._standing: list[EventDate | None] = []
        self._meeting: tuple[EventDate, set[Entity]] | None = None
        self._follow()

    def learn(self, found: Sequence[Found]) -> None:
        """Note the first talks with a day of their own: what their parties say without another day, they say there."""
        for item in found:
            if item.type is EventType.CONSULT and item.modality is Modality.FACTUAL and item.index < _LEAD:
                day = self._own(item)
                near = day is not None and self._anchor is not None and 0 <= (self._anchor - day.start).days <= _WEEK
                if day is not None and near and day.start == day.end:
                    self._meeting = day, {filled.entity for filled in (*item.actors, *item.recipients)}
                return

    def day_of(self, item: Found) -> Day | None:
        """The day of an event, or nothing where the text does not tell."""
        own = self._own(item)
        if own is not None:
            return Day(own, "expression of its own", own=True)
        if not self._goes_on(item):
            return self._of_talks(item)
        standing = self._standing[item.index]
        if standing is not None:
            return Day(standing, "the day that the paragraph stands on", own=False)
        if self._meeting is not None and item.type is not EventType.CONSULT:
            day, parties = self._meeting
            if {filled.entity for filled in item.actors} & parties:
                return Day(day, "the day of the talks that it belongs to", own=False)
        if self._anchor is None:
            return None
        day = EventDate.model_validate(
            {"start": self._anchor, "end": self._anchor, "precision": "day", "expression": None}
        )
        return Day(day, "the day of writing", own=False)

    def _of_talks(self, item: Found) -> Day | None:
        """What two sides say that they have agreed, they agreed at their talks."""
        if self._meeting is None or not item.reciprocal or item.modality is not Modality.FACTUAL or item.pluperfect:
            return None
        day, parties = self._meeting
        places = {filled.entity.place for filled in (*item.actors, *item.recipients)}
        if item.type is not EventType.AGREE or places != {entity.place for entity in parties}:
            return None
        return Day(day, "the day of the talks that it belongs to", own=False)

    def _own(self, item: Found) -> EventDate | None:
        sentence = self._document.sentences[item.index]
        expressions = [each for each in self._expressions(sentence) if not each.open]
        starts = {each: sentence.tokens[each.first].start for each in expressions}
        for ranges in (item.near, item.around):
            inside = [each for each in expressions if _within(starts[each], ranges)]
            ordered = sorted(
                inside,
                key=lambda each: (
                    _of_another(item, starts[each], sentence.tokens[each.last - 1].end),
                    each.kind == "year",
                    each.kind == "told",
                    abs(starts[each] - item.start),
                ),
            )
            for expression in ordered:
                future = item.modality is Modality.PLANNED and ranges is item.near
                when = self._value(sentence, expression, future=future)
                if when is not None:
                    return when
        return None

    def _value(self, sentence: Sentence, expression: Expression, *, future: bool) -> EventDate | None:
        anchor = self._anchor
        if expression.kind == "told":
            standing = self._standing[sentence.index]
            anchor = standing.start if standing is not None else anchor
        return value_of(expression, anchor, self._document, sentence.tokens, future=future)

    def _goes_on(self, item: Found) -> bool:
        """Whether an event without a date of its own happened on the day that is being told."""
        if item.modality is not Modality.FACTUAL or item.pluperfect:
            return False
        sentence = self._document.sentences[item.index]
        tokens = [token for token in sentence.tokens if _within(token.start, item.near)]
        standing = self._standing[item.index] is not None
        if item.noun and item.type is not EventType.CONSULT and not standing and not _occurs(tokens):
            return False
        if any(words().is_("other_time", token.lower) for token in tokens):
            return False
        if any(
            _within(sentence.tokens[expression.first].start, item.near) for expression in self._expressions(sentence)
        ):
            # A date that cannot be told, or since or until when: another day than this one.
            return False
        return not self._is_quoted(item.start)

    def _is_quoted(self, position: int) -> bool:
        index = bisect_left(self._starts, position + 1) - 1
        return index >= 0 and position < self._quoted[index][1]

    def _follow(self) -> None:
        """Note for each sentence the day that an earlier one of its paragraph has moved the narrative to."""
        standing: EventDate | None = None
        paragraph = -1
        for sentence in self._document.sentences:
            if sentence.paragraph != paragraph:
                paragraph, standing = sentence.paragraph, None
            self._standing.append(standing)
            standing = self._moved(sentence) or standing

    def _moved(self, sentence: Sentence) -> EventDate | None:
        expressions = self._expressions(sentence)
        if not expressions or self._anchor is None:
            return None
        if any(
            words().is_("not_told", token.lower) or words().is_("other_time", token.lower) for token in sentence.tokens
        ):
            return None
        for expression in reversed(expressions):
            if expression.open or self._is_quoted(sentence.tokens[expression.first].start):
                continue
            when = self._value(sentence, expression, future=False)
            if when is not None and when.precision == "day" and when.start == when.end:
                return when if 0 <= (self._anchor - when.start).days <= _YEAR else None
        return None

    def _expressions(self, sentence: Sentence) -> list[Expression]:
        if sentence.index not in self._dates:
            self._dates[sentence.index] = find_expressions(sentence.tokens, words())
        return self._dates[sentence.index]


def _occurs(tokens: Sequence[Token]) -> bool:
    """``es kam zu …``, ``es gab …``."""
    lowers = {token.lower for token in tokens}
    return "es" in lowers and bool(lowers & _OCCURS)


def _of_another(item: Found, start: int, end: int) -> bool:
    """``nach der Abstimmung am 1. Juli``: a date that hangs on another noun than the event's tells that noun's day."""
    tokens = item.sentence.tokens
    spot = next((spot for spot, token in enumerate(tokens) if token.end > start), None)
    for _ in range(_CLIMB):
        if spot is None:
            return False
        above = tokens[spot].head
        if above in (spot, item.trigger) or tokens[above].tag in ("VERB", "AUX"):
            return False
        if tokens[above].tag == "NOUN" and not start <= tokens[above].start < end:
            return True
        spot = above
    return False


def _within(position: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)
