"""The day that a narrative stands on, sentence by sentence, and what the dates of a sentence mean there."""

from datetime import date

from schemas import EventDate
from streams.extract import analyser
from streams.extract.date_owner import Whose, whose
from streams.extract.dates import Expression, find_expressions, value_of
from streams.extract.document import Document, Sentence
from streams.extract.languages.de.words import words
from streams.extract.outlook import Outlook, outlook
from streams.extract.quoted import Quotes

_BEGINNING, _NEWS = 3, 3
"""Sentences in which an article says when its story happened, and how many days old that is at most."""
_YEAR = 366
"""Days back from the writing: what is longer ago is background, and the narrative does not go on from there."""


class Narrative:
    """The dates of one document."""

    def __init__(
        self,
        document: Document,
        analysed: analyser.Document,
        anchor: date | None,
        quotes: Quotes,
    ) -> None:
        """Take the text, the day of writing, and its direct speech."""
        self._document = document
        self._analysed = analysed
        self._anchor = anchor
        self._quotes = quotes
        self._dates: dict[int, list[Expression]] = {}
        self._days: dict[int, EventDate | None] = {}
        self._standing: dict[int, EventDate | None] = {}

    def expressions(self, index: int) -> list[Expression]:
        """The date expressions of a sentence."""
        if index not in self._dates:
            self._dates[index] = find_expressions(self._document.sentences[index].tokens, words())
        return self._dates[index]

    def standing(self, index: int) -> EventDate | None:
        """The day that an earlier sentence of the paragraph has moved the narrative to."""
        if index not in self._standing:
            sentences = self._document.sentences
            first = index
            while (
                first and first not in self._standing and sentences[first - 1].paragraph == sentences[index].paragraph
            ):
                first -= 1
            self._standing.setdefault(first, None)
            for at in range(first, index):
                self._standing[at + 1] = self._moved(at) or self._standing[at]
        return self._standing[index]

    def value(self, index: int, expression: Expression, *, planned: bool) -> EventDate | None:
        """What an expression of a sentence means; ``planned``: what it dates lies ahead."""
        anchor = self._anchor
        if expression.kind == "told":
            standing = self.standing(index)
            anchor = standing.start if standing is not None else anchor
        sentence = self._document.sentences[index]
        future = planned or self._ahead(sentence, expression)
        return value_of(expression, anchor, self._document, sentence.tokens, future=future)

    def _ahead(self, sentence: Sentence, expression: Expression) -> bool:
        return (
            outlook(self._analysed.sentences[sentence.index], sentence.tokens[expression.first].start)
            is not Outlook.BACK
        )

    def lead(self, index: int) -> EventDate | None:
        """The day that the article's beginning tells, for the sentences after its paragraph."""
        for at in range(min(index, _BEGINNING, len(self._document.sentences))):
            moved = self._moved(at)
            if moved is not None and self._is_news(moved):
                return moved
        return None

    def coming(self, index: int) -> EventDate | None:
        """The day ahead that the sentence before tells, in the same paragraph."""
        sentences = self._document.sentences
        if not index or self._anchor is None or sentences[index - 1].paragraph != sentences[index].paragraph:
            return None
        for expression in reversed(self.expressions(index - 1)):
            when = None if expression.open else self.value(index - 1, expression, planned=False)
            if when is not None and when.precision == "day" and when.start >= self._anchor:
                return when
        return None

    def since(self, index: int, expression: Expression) -> EventDate | None:
        """From when until the day of writing something has gone on that ``seit`` tells."""
        tokens = self._document.sentences[index].tokens
        began = value_of(expression, self._anchor, self._document, tokens, future=False)
        if began is None or self._anchor is None or began.start > self._anchor:
            return None
        return began.model_copy(update={"end": self._anchor})

    def _is_news(self, day: EventDate) -> bool:
        return self._anchor is not None and (self._anchor - day.start).days <= _NEWS

    def _moved(self, index: int) -> EventDate | None:
        """The day that a sentence moves the narrative to."""
        if index not in self._days:
            self._days[index] = self._moved_by(self._document.sentences[index])
        return self._days[index]

    def _moved_by(self, sentence: Sentence) -> EventDate | None:
        expressions = self.expressions(sentence.index)
        if not expressions or self._anchor is None:
            return None
        if any(
            words().is_("not_told", token.lower) or words().is_("other_time", token.lower) for token in sentence.tokens
        ):
            return None
        for expression in reversed(expressions):
            start, end = sentence.tokens[expression.first].start, sentence.tokens[expression.last - 1].end
            if expression.open or self._quotes.at(start) is not None:
                continue
            if whose(self._analysed.sentences[sentence.index], start, end) is Whose.ANOTHER:
                continue
            when = self.value(sentence.index, expression, planned=False)
            if when is not None and when.precision == "day" and when.start == when.end:
                return when if 0 <= (self._anchor - when.start).days <= _YEAR else None
        return None
