"""The day of each event: its own expression, else the day that the narrative stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas import EventDate
from schemas.plover import EventType, Modality
from streams.extract import analyser
from streams.extract.actors import Entity
from streams.extract.date_owner import Whose, of_event, whose
from streams.extract.dates import Expression
from streams.extract.document import Document, Token
from streams.extract.events import Found
from streams.extract.languages.de.words import words
from streams.extract.narrative import Narrative
from streams.extract.outlook import Outlook, outlook
from streams.extract.quoted import Quoted, Quotes

_OCCURS = frozenset(("kam", "kommt", "gab", "gibt", "gekommen", "gegeben"))
_LEAD, _WEEK = 3, 7
SPOKEN = frozenset(
    (
        EventType.ACCUSE,
        EventType.AGREE,
        EventType.CONCEDE,
        EventType.REJECT,
        EventType.REQUEST,
        EventType.SUPPORT,
        EventType.THREATEN,
    )
)
"""Deeds that are done by saying them."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day of an event, and how it came about."""

    value: EventDate
    rule: str
    own: bool
    """An expression of the event's own tells it."""


class Calendar:
    """Dates the events of one document."""

    def __init__(
        self, document: Document, analysed: analyser.Document, anchor: date | None, quoted: Sequence[Quoted]
    ) -> None:
        """Take the document, the day of writing, and the stretches of direct speech in order."""
        self._document = document
        self._anchor = anchor
        self._quotes = Quotes(quoted)
        self._narrative = Narrative(document, analysed, anchor, self._quotes)
        self._meeting: tuple[EventDate, set[Entity]] | None = None
        self._words: tuple[Found | None, list[Token]] = None, []
        """The words of the clause of the event that was asked for last."""

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
        if item.modality is Modality.PLANNED and self._points_back(item):
            coming = self._narrative.coming(item.index)
            return Day(coming, "the day ahead that the sentence before tells", own=False) if coming else None
        if not self._goes_on(item):
            return self._of_talks(item) or self._lately(item)
        return self._told(item)

    def _told(self, item: Found) -> Day | None:
        """The day that the narrative stands on."""
        standing = self._narrative.standing(item.index)
        if standing is not None:
            return Day(standing, "the day that the paragraph stands on", own=False)
        lead = self._narrative.lead(item.index)
        if lead is not None and outlook(item.sentence, item.start) is not Outlook.PRESENT:
            return Day(lead, "the day that the article's beginning tells", own=False)
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

    def _points_back(self, item: Found) -> bool:
        """``an diesen Gesprächen werden …``: what the sentence before has told."""
        tokens = self._document.sentences[item.index].tokens
        return any(words().is_("points_back", token.lower) for token in tokens)

    def _lately(self, item: Found) -> Day | None:
        """What was over when the story happened, and not long: ``zuvor hatte …``, told as of the month."""
        if item.modality is not Modality.FACTUAL or self._anchor is None or self._quotes.at(item.start) is not None:
            return None
        told = [token.lower for token in self._words_of(item)]
        if not item.pluperfect and not any(words().is_("lately", word) for word in told):
            return None
        if any(words().is_("other_time", word) and not words().is_("lately", word) for word in told):
            return None
        if self._dated(item):
            return None
        return Day(_month_before(self._anchor), "the weeks before the day of writing", own=False)

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
        for ranges in (item.near, item.around):
            ranked = []
            for each in self._narrative.expressions(item.index):
                start, end = sentence.tokens[each.first].start, sentence.tokens[each.last - 1].end
                rank = whose(item.sentence, start, end, item.trigger)
                if each.part or rank is Whose.ANOTHER or not _within(start, ranges):
                    continue
                ranked.append(((rank, each.kind == "year", each.kind == "told", abs(start - item.start)), each))
            for _, expression in sorted(ranked, key=lambda pair: pair[0]):
                when = self._value(item, expression, near=ranges is item.near)
                if when is not None:
                    return when
        return None

    def _value(self, item: Found, expression: Expression, *, near: bool) -> EventDate | None:
        if expression.since and item.modality is Modality.FACTUAL and not item.pluperfect:
            return self._narrative.since(item.index, expression)
        if expression.open:
            return None
        return self._narrative.value(item.index, expression, planned=near and item.modality is Modality.PLANNED)

    def _goes_on(self, item: Found) -> bool:
        """Whether an event without a date of its own happened on the day that is being told."""
        if item.modality is not Modality.FACTUAL or item.pluperfect:
            return False
        standing = self._narrative.standing(item.index) is not None
        if item.noun and item.type is not EventType.CONSULT and not standing and not _occurs(self._words_of(item)):
            return False
        if any(
            words().is_("other_time", token.lower) and of_event(item, token.start) for token in self._words_of(item)
        ):
            return False
        if self._dated(item):
            return False
        quote = self._quotes.at(item.start)
        return quote is None or (item.type in SPOKEN and _places(item) <= quote.places)

    def _words_of(self, item: Found) -> list[Token]:
        """The words of its clause."""
        of, found = self._words
        if of is not item:
            tokens = self._document.sentences[item.index].tokens
            found = [token for token in tokens if _within(token.start, item.near)]
            self._words = item, found
        return found

    def _dated(self, item: Found) -> bool:
        """A date in its clause that cannot be told, or since or until when: another day than the narrative's."""
        tokens = self._document.sentences[item.index].tokens
        for expression in self._narrative.expressions(item.index):
            start, end = tokens[expression.first].start, tokens[expression.last - 1].end
            if _within(start, item.near) and whose(item.sentence, start, end, item.trigger) is not Whose.ANOTHER:
                return True
        return False


def _month_before(anchor: date) -> EventDate:
    """The month of the day before the day of writing."""
    start = (anchor - timedelta(days=1)).replace(day=1)
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return EventDate.model_validate({"start": start, "end": end, "precision": "month", "expression": None})


def _places(item: Found) -> set[str]:
    return {filled.entity.place for filled in item.actors}


def _occurs(tokens: Sequence[Token]) -> bool:
    """``es kam zu …``, ``es gab …``."""
    lowers = {token.lower for token in tokens}
    return "es" in lowers and bool(lowers & _OCCURS)


def _within(position: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)
