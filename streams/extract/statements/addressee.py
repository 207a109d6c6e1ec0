"""Whom a frame speaks to, by the tree: what the network's head for roles does not see, since it is rare."""

from collections.abc import Sequence

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.saying import Saying
from streams.extract.statements.nounphrase import noun_phrase

_TOWARDS = frozenset(("gegenüber",))
_NOBODY = frozenset(("sich", "es", "das", "dies", "was", "einander"))

_TO = frozenset(
    ("demand", "request", "order", "ask", "advise", "warn", "invite", "accuse", "allow", "forbid")
) | frozenset(
    (
        "greet",
        "thank",
        "congratulate",
        "threaten",
        "promise",
        "assure",
        "announce",
        "report",
        "explain",
        "assert",
        "offer",
    )
)
"""Acts whose accusative or dative is whom they are done to; of others it is what is spoken of."""


def addressee_of(sentence: Sentence, cue: Sequence[tuple[int, int]], saying: Saying | None) -> tuple[int, int] | None:
    """Give the noun phrase spoken to: "gegenüber X", the dative or the accusative that the verb of saying takes.

    In the passive the accusative is the subject: "die Anwohner wurden gebeten".
    """
    clause = next(
        (one for one in sentence.clauses if any(first <= at < last for first, last in cue for at in one.predicate)),
        None,
    )
    if clause is None:
        return None
    for oblique in clause.obliques:
        if oblique.preposition in _TOWARDS:
            return noun_phrase(sentence.tokens, oblique.head)
    if saying is None:
        return None
    head = _head(clause, saying)
    if head is None and "an" in saying.frames:
        head = next((oblique.head for oblique in clause.obliques if oblique.preposition == "an"), None)
    if head is None or sentence.tokens[head].lemma.lower() in _NOBODY:
        return None
    return noun_phrase(sentence.tokens, head)


def _head(clause: Clause, saying: Saying) -> int | None:
    if "dat" in saying.frames and clause.dative is not None:
        return clause.dative
    if "acc" not in saying.frames or saying.act not in _TO:
        return None
    if clause.passive:
        return clause.subject
    return clause.objects[0] if clause.objects else None
