"""Whether the words of a clause lie ahead of the day of writing or behind it, by its verb."""

from bisect import bisect_right
from enum import Enum

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.words import words

_PLANS = frozenset(("wollen", "sollen"))
_NOT_OVER = frozenset(("present", "perfect"))
_MOST = 60
"""Steps up the tree: bounds the work on a tree that is wrong."""


class Outlook(Enum):
    """How a clause stands to the day of writing."""

    AHEAD = "ahead"
    """``wird am Montag reisen``, ``soll im Mai beginnen``, ``ist für Montag geplant``."""
    PRESENT = "present"
    """``reist am Montag``: mostly ahead; what is over is told in the past."""
    BACK = "back"


def outlook(sentence: Sentence, position: int) -> Outlook:
    """The outlook of the clause that holds a code point of the article; without a clause nothing lies ahead."""
    clause = clause_at(sentence, position)
    if clause is None:
        return Outlook.BACK
    if clause.tense in _NOT_OVER and words().is_("planned", clause.lemma):
        return Outlook.AHEAD
    if clause.tense == "future" or (clause.modal in _PLANS and clause.tense == "present"):
        return Outlook.AHEAD
    return Outlook.PRESENT if clause.tense == "present" and clause.mood == "indicative" else Outlook.BACK


def clause_at(sentence: Sentence, position: int) -> Clause | None:
    """The clause whose predicate the token at a code point hangs on."""
    predicates = {part: clause for clause in sentence.clauses for part in (*clause.predicate, clause.verb)}
    spot = max(0, bisect_right([token.start for token in sentence.tokens], position) - 1)
    for _ in range(_MOST):
        if spot in predicates:
            return predicates[spot]
        above = sentence.tokens[spot].head
        if above == spot:
            break
        spot = above
    return None
