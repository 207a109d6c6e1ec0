"""Frames without a verb: ``laut X``, ``nach Angaben von X``, ``X zufolge``, ``so X``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.statements.frames import Segment
from streams.extract.statements.view import View

_OPENERS = frozenset(("nach", "laut", "gemäß"))
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A frame; token positions, half-open."""

    first: int
    last: int
    cue: tuple[int, int]
    speaker: tuple[int, int]
    act: str
    rule: str
    """The form that it has."""
    where: str = ""
    """Line of the lexicon, where a word of one made it."""


def source_frames(view: View, segments: Sequence[Segment]) -> Iterator[Source]:
    """The frames of a sentence that have no verb."""
    tokens = view.tokens
    for segment in segments:
        for spot in range(segment.first, segment.last):
            lower = tokens[spot].lower
            if lower in ("laut", "gemäß"):
                end = view.noun_phrase_end(spot + 1, segment.last)
                if end > spot + 1 and (
                    lower == "laut" or _speech_noun(view, spot + 1, end) or _names(view, spot + 1, end)
                ):
                    yield Source(spot, end, (spot, spot + 1), (spot + 1, end), "assert", "laut X")
            elif lower == "nach":
                noun = _speech_noun(view, spot + 1, min(spot + _NEAR, segment.last))
                if noun is not None:
                    end = view.noun_phrase_end(spot + 1, segment.last)
                    if end > noun:
                        saying = view.words.saying_nouns[tokens[noun].lemma]
                        holder = _holder(view, noun, spot + 1, end)
                        rule = "nach Angaben von X"
                        yield Source(spot, end, (spot, noun + 1), holder, saying.act, rule, saying.where)
            elif lower == "zufolge":
                begin = _start_before(view, segment.first, spot)
                if begin < spot:
                    yield Source(begin, spot + 1, (spot, spot + 1), (begin, spot), "assert", "X zufolge")
            elif (
                lower == "so" and spot == segment.first and segment.before.endswith(",") and not _verb_in(view, segment)
            ):
                end = view.noun_phrase_end(spot + 1, segment.last)
                if end > spot + 1:
                    yield Source(spot, end, (spot, spot + 1), (spot + 1, end), "assert", "so X")


def _speech_noun(view: View, first: int, last: int) -> int | None:
    for spot in range(first, last):
        if view.tokens[spot].capital and view.tokens[spot].lemma in view.words.saying_nouns:
            return spot
    return None


def _names(view: View, first: int, last: int) -> bool:
    return any(phrase.first >= first and phrase.last <= last for phrase in view.phrases)


def _holder(view: View, noun: int, first: int, last: int) -> tuple[int, int]:
    """Whose words they are: the genitive or ``von`` phrase, else the noun itself."""
    for phrase in view.phrases:
        if noun < phrase.first < last:
            return phrase.first, min(phrase.last, last)
    return first, last


def _start_before(view: View, first: int, spot: int) -> int:
    begin = spot
    while begin > first:
        token = view.tokens[begin - 1]
        lower = token.lower
        if not token.word or any(
            view.words.is_(name, lower)
            for name in ("have", "be", "become", "modal", "relative")
            if not token.capital and lower not in ("der", "die", "das", "des", "dem", "den")
        ):
            break
        begin -= 1
    return begin


def _verb_in(view: View, segment: Segment) -> bool:
    return (
        any(
            not token.capital and any(view.words.is_(name, token.lower) for name in ("have", "be", "become", "modal"))
            for token in view.tokens[segment.first : segment.last]
        )
        or view.frame(segment) is not None
    )
