"""The mood and the shape of a clause: what a reported clause looks like."""

from streams.extract.statements.frames import Frame, Segment
from streams.extract.statements.view import View

_ARTICLES = frozenset(("der", "die", "das", "dem", "den", "da"))
_FINITE = ("have", "be", "become", "modal", "subjunctive1", "subjunctive2")


def is_content(view: View, segment: Segment, frame: Frame) -> bool:  # noqa: PLR0911  # one return a form
    """Whether the segment after a frame is what was said."""
    tokens = view.tokens[segment.first : segment.last]
    first = tokens[0].lower
    if first in ("dass", "daß", "ob"):
        return True
    if segment.before == ":":
        return frame.saying.free
    if first in view.words.classes["question"] and first not in ("was", "wie", "wo"):
        return True
    if first in _ARTICLES and _infinitive(view, segment):
        return True
    if first in view.words.classes["no_content"] and not (first in _ARTICLES and _verb_second(view, segment)):
        return False
    if _subjunctive(view, segment.first, segment.last):
        return frame.verb < segment.first
    if _infinitive(view, segment):
        return True
    return frame.saying.free and frame.saying.medium != "thought" and _verb_second(view, segment)


def _infinitive(view: View, segment: Segment) -> bool:
    tokens = view.tokens
    if tokens[segment.first].lower in ("um", "ohne", "statt", "anstatt"):
        return False
    return any(
        (tokens[spot - 1].lower == "zu" and tokens[spot].lower.endswith("n") and not tokens[spot].capital)
        or (
            "zu" in tokens[spot].lower[2:]
            and tokens[spot].lower.endswith("en")
            and not tokens[spot].capital
            and "zu" not in tokens[spot].lemma
        )
        for spot in range(max(segment.first + 1, segment.last - 3), segment.last)
    )


def _finite_at(view: View, spot: int) -> bool:
    token = view.tokens[spot]
    if token.capital or not token.word:
        return False
    words = view.words
    if token.lemma.endswith("n") and token.lemma != token.lower and not _attribute(view, spot):
        following = view.tokens[spot + 1] if spot + 1 < len(view.tokens) else None
        participle = token.lower.startswith("ge") or (
            following is not None and following.capital and token.lower.endswith("en")
        )
        if token.lower.isalpha() and not participle and not words.is_("determiner", token.lower):
            return True
    return any(words.is_(name, token.lower) for name in _FINITE)


def _verb_second(view: View, segment: Segment) -> bool:
    """A finite auxiliary or modal follows the first phrase: a main clause, not a relative one."""
    last = segment.last
    while last > segment.first and not view.tokens[last - 1].word:
        last -= 1
    return any(_finite_at(view, spot) for spot in range(segment.first + 1, min(segment.first + 9, last - 1)))


def _subjunctive(view: View, first: int, last: int) -> bool:
    words = view.words
    for spot in range(first, last):
        token = view.tokens[spot]
        if token.capital or view.inside[spot]:
            continue
        if words.is_("subjunctive1", token.lower) or words.is_("subjunctive2", token.lower):
            return True
        if token.lower.endswith("e") and token.lemma == f"{token.lower}n" and not _attribute(view, spot):
            return True
    return False


def reported_mood(view: View) -> bool:
    """Whether a sentence stands in the subjunctive of reported speech."""
    if any(token.text == "?" for token in view.tokens):
        return False
    for spot, token in enumerate(view.tokens):
        if token.capital or not token.word:
            continue
        if view.words.is_("subjunctive1", token.lower):
            return True
        if token.lower.endswith("e") and token.lemma == f"{token.lower}n" and not _attribute(view, spot):
            return True
    return False


def _attribute(view: View, spot: int) -> bool:
    """An adjective in -e before its noun has the look of a subjunctive: ``die reine Lehre``."""
    following = view.tokens[spot + 1] if spot + 1 < len(view.tokens) else None
    before = view.tokens[spot - 1] if spot else None
    return (
        following is not None
        and following.capital
        and before is not None
        and view.words.is_("determiner", before.lower)
    ) or (before is not None and before.lower == "ich")
