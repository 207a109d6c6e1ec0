"""Which senses of the lexicon a verb or a noun has here."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from streams.extract.analyser.lemma import verb_form
from streams.extract.events.conditions import hold
from streams.extract.events.frame import Frame
from streams.extract.events.lexicon import EventLexicon, Sense
from streams.extract.events.lexicon.sense import BEFORE_NOUNS, REFLEXIVE
from streams.extract.events.verbs import participle_of
from streams.extract.events.view import View
from streams.extract.languages.de.words import fold

_MEASURES = frozenset(("jahr", "monat", "woche", "tag", "stunde"))
_NOUNS = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "X"))
_COPULAS = frozenset(("sein", "werden", "bleiben"))
_NO_OBJECT = frozenset(("nmod", "conj", "appos"))


class Match(NamedTuple):
    """A sense, and where the noun stands that goes with the verb."""

    sense: Sense
    noun: int | None
    used: tuple[int, ...] = ()
    """The words that the sense has taken up."""
    exact: bool = True
    """The noun stands by itself, not as the last part of a compound."""


def of_verb(view: View, frame: Frame, lexicon: EventLexicon) -> list[Match]:
    """The senses that a verb has here, the most specific first."""
    senses = lexicon.verbs.get(frame.lemma, ()) or _other_lemma(view, frame, lexicon)
    for spot in _particles(view, frame):
        joined = fold(view.tokens[spot].text) + frame.lemma
        senses = lexicon.verbs.get(joined, ()) or senses
    marks = view.marks
    found = [
        match
        for sense in senses
        if sense.mark in marks  # few are; the rest takes time
        and (match := _words(view, frame, sense)) is not None
        and hold(view, frame, sense, match.noun)
    ]
    # ``Lagerhaft`` is Haft too, but a sense of its own comes first.
    return sorted(found, key=lambda each: (len(each.sense.words), each.exact, len(each.sense.conditions)), reverse=True)


def _other_lemma(view: View, frame: Frame, lexicon: EventLexicon) -> tuple[Sense, ...]:
    """``geraten`` is a form of ``raten`` too."""
    token = view.tokens[frame.node]
    known = verb_form(token.text) if token.stts == "VVPP" else None
    lemmas = known.lemmas if known is not None else ()
    if token.stts == "VVFIN" and verb_form(token.text) is None:
        # ``entsandten``: the past has the stem of the participle.
        form = participle_of(token.text)
        lemmas = (form.lemma,) if form is not None else ()
    return tuple(sense for lemma in lemmas for sense in lexicon.verbs.get(fold(lemma), ()))


def _particles(view: View, frame: Frame) -> Iterator[int]:
    """The last word of a clause, where the network takes a verb's particle for an adverb: ``warf … hinaus``."""
    if frame.own and frame.clause >= 0:
        clause = view.sentence.clauses[frame.clause]
        if len(clause.predicate) == 1 and clause.order != "infinitive":
            for spot in view.children[frame.node]:
                if spot > frame.node and view.tokens[spot].tag in ("ADV", "ADP") and not view.children[spot]:
                    following = view.tokens[spot + 1].tag if spot + 1 < len(view.tokens) else "PUNCT"
                    if following in ("PUNCT", "CCONJ"):
                        yield spot


def noun_senses(view: View, spot: int, lexicon: EventLexicon) -> tuple[Sense, ...]:
    """The senses that a noun may have."""
    key = view.keys[spot]
    return lexicon.noun(key.rpartition("-")[2] if "-" in key else key)


def of_noun(view: View, frame: Frame | None, spot: int, senses: Sequence[Sense]) -> list[Match]:
    """The senses that a noun has here, of those that it may have."""
    return [Match(sense, spot, (spot,)) for sense in senses if hold(view, frame, sense, spot)]


def _words(view: View, frame: Frame, sense: Sense) -> Match | None:
    """Find what goes with the verb."""
    noun: int | None = None
    used: list[int] = []
    exact = True
    preposition = ""
    for word in sense.words:
        if word in REFLEXIVE:
            if not any(spot is not None for spot in _reflexive(view, frame)):
                return None
            continue
        if word[0].isupper():
            found = next(iter(_noun(view, frame, fold(word), preposition)), None)
            preposition = ""
            if found is None:
                return None
            noun = found
            exact = exact and view.keys[found] == fold(word)
            used.append(found)
            continue
        if word in BEFORE_NOUNS:
            preposition = word
            continue
        found = next(iter(_adverb(view, frame, word)), None)
        if found is None:
            return None
        used.append(found)
    return Match(sense, noun, tuple(used), exact)


def _reflexive(view: View, frame: Frame) -> Iterator[int]:
    for spot in (*frame.objects, frame.dative, *view.children[frame.node]):
        if spot is not None and view.tokens[spot].text.lower() in REFLEXIVE:
            yield spot


def _noun(view: View, frame: Frame, key: str, preposition: str) -> Iterator[int]:
    """Where the noun of an idiom stands."""
    own = view.members(frame.clause) if frame.clause >= 0 and frame.own else []
    if preposition:
        near = [oblique.head for oblique in frame.obliques if oblique.preposition == preposition]
        yield from (spot for spot in near if view.keys[spot].endswith(key))
        # The network hangs the idiom's noun on a noun before it: ``wegen … an den Pranger``.
        yield from (s for s in own if view.keys[s].endswith(key) and _governed(view, s, preposition))
        return
    direct = [spot for spot in (*frame.objects, frame.subject, frame.dative) if spot is not None]
    direct += [spot for spot in view.children[frame.node] if spot not in direct]
    if frame.lemma in _COPULAS:
        direct.append(frame.node)
    for spot in direct:
        joined = [spot, *(c for c in view.children[spot] if view.tokens[c].relation == "conj")]
        yield from (each for each in joined if view.keys[each].endswith(key) and _bare(view, each))
    # The network may hang an object on a neighbour.
    for spot in own:
        if view.keys[spot] == key and view.tokens[spot].relation in _NO_OBJECT and not view.preposition(spot):
            yield spot


def _bare(view: View, spot: int) -> bool:
    """A noun, and no adverbial phrase."""
    token = view.tokens[spot]
    return token.tag in _NOUNS and not (view.preposition(spot) and token.relation.startswith("obl"))


def _governed(view: View, spot: int, preposition: str) -> bool:
    if view.preposition(spot) == preposition:
        return True
    if spot and view.keys[spot - 1] in _MEASURES:
        # ``zu sieben Jahren Haft``
        return view.preposition(spot - 1) == preposition
    return any(child < spot and view.tokens[child].text.lower() == preposition for child in view.children[spot])


def _adverb(view: View, frame: Frame, word: str) -> Iterator[int]:
    spots = view.members(frame.clause) if frame.clause >= 0 and frame.own else []
    for spot in (*spots, *view.children[frame.node], frame.node):
        if word in (view.keys[spot], view.folded[spot]):
            yield spot


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that only say that their subject does what their noun tells."""
    text = files("streams.extract.languages.de").joinpath("light_verbs.txt").read_text(encoding="utf-8")
    return frozenset(fold(line) for line in text.splitlines() if line and not line.startswith("#"))
