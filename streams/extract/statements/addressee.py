"""Whom a frame speaks to, by the tree: what the network's head for roles does not see, since it is rare."""

from collections.abc import Sequence
from typing import NamedTuple

from streams.extract.analyser import Clause, Sentence
from streams.extract.languages.de.saying import Saying
from streams.extract.statements.nounphrase import bare_dative, noun_phrase, whole_phrase

_TOWARDS = frozenset(("gegenüber",))
_NOBODY = frozenset(("sich", "es", "das", "dies", "was", "einander"))
_AIMED = frozenset(("accuse", "advise", "order", "forbid", "ask", "request", "demand", "warn", "invite", "threaten"))
"""Acts that are always done to somebody: their dative is whom, whoever that is."""
_GENITIVES = frozenset(("der", "des", "einer", "eines"))
_TO = _AIMED | frozenset(
    (
        "allow",
        "greet",
        "thank",
        "congratulate",
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


class Told(NamedTuple):
    """A noun phrase that is spoken to."""

    words: tuple[int, int]
    sure: bool
    """By the verb alone; else only an actor is spoken to."""


def addressee_of(
    sentence: Sentence, cue: Sequence[tuple[int, int]], saying: Saying | None, speaker: tuple[int, int] | None
) -> Told | None:
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
            return Told(noun_phrase(sentence.tokens, oblique.head), sure=True)
    return _taken(sentence, clause, saying, speaker) if saying is not None else None


def _taken(sentence: Sentence, clause: Clause, saying: Saying, speaker: tuple[int, int] | None) -> Told | None:
    """Give the phrase that the word of saying takes for whom it is said to."""
    head, sure = _head(clause, saying)
    if head is None:
        head, sure = _by_preposition(clause, saying)
    if head is None:
        return _bare(sentence, clause, saying, speaker) if "dat" in saying.frames else None
    if sentence.tokens[head].lemma.lower() in _NOBODY:
        return None
    first, last = noun_phrase(sentence.tokens, head)
    if not sure:
        return Told((first, last), sure=False)
    if "gen" in saying.frames:
        last = _before_genitive(sentence, head, last)
    return Told(whole_phrase(sentence.tokens, first, last, ((last, len(sentence.tokens)),)), sure=True)


def _by_preposition(clause: Clause, saying: Saying) -> tuple[int | None, bool]:
    """Give the head of "an die Milizen", of "von dem Hersteller" behind a demand."""
    for oblique in clause.obliques:
        if oblique.preposition == "an" and "an" in saying.frames:
            return oblique.head, saying.act in _AIMED
        if oblique.preposition == "von" and "von" in saying.frames and saying.act in _AIMED:
            return oblique.head, False
    return None, False


def _before_genitive(sentence: Sentence, head: int, last: int) -> int:
    """Where what somebody is accused of begins: "den Bankchef | der Untreue"."""
    for at in range(head + 1, last):
        if sentence.tokens[at].tag == "DET" and sentence.tokens[at].text.lower() in _GENITIVES:
            return at
    return last


def _bare(sentence: Sentence, clause: Clause, saying: Saying, speaker: tuple[int, int] | None) -> Told | None:
    """Give the dative by its form: right behind the subject; anywhere, for acts that are done to somebody."""
    tokens = sentence.tokens
    places = [speaker[1]] if speaker is not None and speaker[1] < len(tokens) else []
    if saying.act in _AIMED:
        places += range(clause.start, clause.end)
    for first in places:
        if not bare_dative(tokens, first):
            continue
        noun = tokens[first].head if tokens[first].tag == "DET" else first
        if first in places[:1] or tokens[noun].head in clause.predicate:
            return Told((first, noun_phrase(tokens, noun)[1] if noun > first else first + 1), sure=True)
    return None


def _head(clause: Clause, saying: Saying) -> tuple[int | None, bool]:
    if "dat" in saying.frames and clause.dative is not None:
        return clause.dative, saying.act in _AIMED
    if "acc" not in saying.frames:
        # Before a verb in the passive a dative without an article looks like a subject: "Muster wurde vorgeworfen, …".
        mistaken = "dat" in saying.frames and clause.passive and saying.act in _AIMED
        return (clause.subject, True) if mistaken else (None, False)
    if saying.act not in _TO:
        return None, False
    if clause.passive:
        return clause.subject, saying.act in _AIMED
    return (clause.objects[0] if clause.objects else None), saying.act in _AIMED
