"""Statements within statements: what somebody is said to have said, by the tree and the lexicon of speech."""

from collections.abc import Iterator, Sequence

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.words import Words
from streams.extract.statements.acts import saying_of
from streams.extract.statements.addressee import addressee_of
from streams.extract.statements.content import Content, trim
from streams.extract.statements.frames import Frame, Tokens
from streams.extract.statements.reported import subject_of
from streams.extract.statements.tagged import Tagged

_UNDER = frozenset(("ccomp", "xcomp"))
_CONTENTS = frozenset(("dass", "v2", "ob", "w"))


def nested_in(
    sentence: Sentence, tagged: Tagged, number: int, outer: Sequence[Content], words: Words
) -> Iterator[Content]:
    """Yield the contents that stand under a clause of saying within an indirect content.

    Args:
        sentence: the sentence.
        tagged: what the network marks: the verb of saying as cue, or as part of a frame.
        number: its number.
        outer: its contents.
        words: with the lexicon of speech.
    """
    pieces = [piece for content in outer if content.kind == "indirect" for piece in content.pieces]
    for order, clause in enumerate(sentence.clauses if pieces else ()):
        piece = next((one for one in pieces if one[0] <= clause.verb < one[1]), None)
        marked = any(first <= at < last for first, last in (*tagged.cues, *tagged.frames) for at in clause.predicate)
        saying = saying_of(sentence, clause.predicate, words) if piece is not None and marked else None
        if piece is None or saying is None or not saying.frames & _CONTENTS:
            continue
        inner = _under(sentence, order, clause, piece)
        if inner is not None:
            cue = [(spot, spot + 1) for spot in clause.predicate]
            frame = Frame(number, cue, [(max(piece[0], clause.start), inner[0])], subject_of(sentence, clause), None)
            frame.saying = saying
            frame.perhaps_to = addressee_of(sentence, cue, saying, frame.speaker)
            yield Content("indirect", (inner,), frame, whole=False, rule="content of a frame within content")


def _under(sentence: Sentence, at: int, clause: Clause, piece: Tokens) -> Tokens | None:
    """The clauses that hang on a clause of saying, from the first of them to the end of the piece."""
    last_verb = max(clause.predicate)
    starts = [
        each.start
        for each in sentence.clauses
        if each.governor == at and each.relation in _UNDER and last_verb < each.start < piece[1]
    ]
    return trim(sentence, min(starts), piece[1]) if starts else None
