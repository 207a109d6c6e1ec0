"""A sentence with its actors and its stretches of text, as the readers of statements see it."""

from functools import cached_property

from streams.extract.actors import Phrase
from streams.extract.document import Document, Sentence
from streams.extract.languages.de import Words
from streams.extract.statements.draft import Heard, Range
from streams.extract.statements.frames import Frame, Segment, frame_in, noun_phrase_end, segments_of

_NEAR = 3
"""Words, an article and adjectives, that may stand between the start of a noun phrase and the actor in it."""
_DEMONSTRATIVES = frozenset(("dies", "das"))


class View:
    """One sentence."""

    def __init__(
        self, document: Document, sentence: Sentence, phrases: list[Phrase], inside: list[bool], words: Words
    ) -> None:
        self.text = document.text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.phrases = phrases
        self.inside = inside
        self.words = words
        self._frames: dict[tuple[int, int], Frame | None] = {}

    @cached_property
    def _joined(self) -> set[int]:
        return {
            spot
            for phrase in self.phrases
            for spot in range(phrase.first, phrase.last)
            if self.tokens[spot].text == ","
        }

    @cached_property
    def outer(self) -> list[Segment]:
        """The stretches outside of quotations."""
        return segments_of(self.tokens, self.inside, self._joined, wanted=False)

    @cached_property
    def inner(self) -> list[Segment]:
        """The stretches within quotations."""
        return segments_of(self.tokens, self.inside, self._joined, wanted=True) if any(self.inside) else []

    def frame(self, segment: Segment) -> Frame | None:
        """The reporting clause that a segment is, if any."""
        key = (segment.first, segment.last)
        if key not in self._frames:
            self._frames[key] = frame_in(self.tokens, segment, self.words)
        return self._frames[key]

    def span(self, first: int, last: int) -> Range:
        """Code points of the tokens from ``first`` up to ``last``."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def heard(self, first: int, last: int) -> Heard:
        """Who the words from ``first`` up to ``last`` mean."""
        while last > first + 1 and self.tokens[last - 1].text in ",.":
            last -= 1
        for phrase in self.phrases:
            near = phrase.first < last and phrase.last > first and phrase.first <= first + _NEAR
            # A preposition right before the words is the frame's own: ``laut X``.
            if near and (phrase.preposition is None or phrase.first == first):
                end = max(last, phrase.last)
                while end > first + 1 and self.tokens[end - 1].text == ",":
                    end -= 1
                return Heard(self.span(min(first, phrase.first), end), phrase.entities, phrase.why)
        return Heard(self.span(first, last))

    def speaker(self, frame: Frame) -> Heard | None:
        """The speaker of a reporting clause."""
        if frame.speaker is None:
            if frame.verb_first:
                return self._before(frame)
            return None
        first, last = frame.speaker
        if last - first == 1 and self.tokens[first].lower in _DEMONSTRATIVES | {"es", "sich"}:
            return None
        return self.heard(first, last)

    def _before(self, frame: Frame) -> Heard | None:
        """``X, der gestern ankam, sagte``: the speaker stands before the clause between."""
        for phrase in self.phrases:
            if phrase.last <= frame.segment.first and phrase.preposition is None and "n" in phrase.cases:
                return self.heard(phrase.first, phrase.last)
        return None

    def addressee(self, frame: Frame) -> Heard | None:
        """Whom a reporting clause names as spoken to."""
        if frame.addressee is None:
            return None
        first, last = frame.addressee
        for phrase in self.phrases:
            if phrase.first <= last and phrase.last > first:
                return Heard(self.span(first, last), phrase.entities, phrase.why)
        return Heard(self.span(first, last))

    def noun_phrase_end(self, first: int, last: int) -> int:
        """Where a noun phrase ends that begins at ``first``."""
        return noun_phrase_end(self.tokens, first, last, self.words)
