"""Clauses by their fields: where the finite verb stands, what is before it, what closes the clause."""

from dataclasses import dataclass, field

from streams.extract.actors import Phrase
from streams.extract.document import Token
from streams.extract.events.lexicon import EventLexicon
from streams.extract.languages.de import Words

_MARKS = frozenset(',;:–—()[]„“”«»"')
_CONJUNCTIONS = frozenset(("und", "oder", "aber", "sondern", "doch"))


@dataclass(slots=True)
class Clause:
    """A clause of a sentence; ``spots`` are token positions, in order, perhaps with a gap for a clause within."""

    spots: list[int]
    opener: str
    """Lower-case first word."""
    relative: bool = False
    subordinate: bool = False
    infinitive: bool = False
    finite: int | None = None
    matrix: "Clause | None" = None
    phrases: list[Phrase] = field(default_factory=list)
    antecedent: Phrase | None = None
    first: "Clause | None" = None
    """The clause that it goes on from, with ``und``, and whose subject it shares."""
    shares_verb: bool = False
    """The auxiliary stands in ``first`` too: ``wurde gefunden und verhaftet``."""


def clauses_of(tokens: tuple[Token, ...], phrases: list[Phrase], words: Words, lexicon: EventLexicon) -> list[Clause]:
    """The clauses of a sentence."""
    joined = {spot for phrase in phrases for spot in range(phrase.first, phrase.last)}
    verbs = [_finite(tokens, spot, words, lexicon) for spot in range(len(tokens))]
    merged = _merge([_clause(tokens, spots, words, verbs) for spots in _stretches(tokens, joined, verbs)], verbs)
    for index, clause in enumerate(merged):
        inside = set(clause.spots)
        clause.phrases = [phrase for phrase in phrases if phrase.head in inside]
        if index and (clause.infinitive or clause.subordinate):
            clause.matrix = next((other for other in reversed(merged[:index]) if not other.infinitive), None)
        if index:
            _share(tokens, clause, merged[:index], words)
        if clause.relative:
            before = [phrase for phrase in phrases if phrase.last <= clause.spots[0]]
            if before and clause.spots[0] - before[-1].last <= 1:
                clause.antecedent = before[-1]
    return merged


def _share(tokens: tuple[Token, ...], clause: Clause, before: list[Clause], words: Words) -> None:
    """Find out whether a clause that goes on with ``und`` leaves its subject out."""
    spots = clause.spots
    opened = tokens[spots[0]].lower in _CONJUNCTIONS
    if clause.subordinate or clause.infinitive or clause.finite is None:
        return
    if not opened and tokens[spots[0] - 1].lower not in _CONJUNCTIONS:
        return
    first = next((other for other in reversed(before) if not other.infinitive), None)
    if first is None:
        return
    begin = spots[1] if opened and len(spots) > 1 else spots[0]
    final = clause.finite == spots[-1]
    helped = any(words.is_(name, tokens[spot].lower) for spot in first.spots for name in ("have", "be", "become"))
    token = tokens[clause.finite]
    participle = token.lower.endswith(("t", "en")) and token.lower != token.lemma
    if (clause.finite == begin and not (final and helped and participle)) or (final and first.subordinate):
        clause.first = first
    elif final and helped and participle:
        clause.first, clause.shares_verb = first, True


def _stretches(tokens: tuple[Token, ...], joined: set[int], verbs: list[bool]) -> list[list[int]]:
    stretches: list[list[int]] = []
    current: list[int] = []
    for spot, token in enumerate(tokens):
        if token.text in _MARKS and spot not in joined:
            if current:
                stretches.append(current)
            current = []
        elif (
            token.lower in _CONJUNCTIONS
            and spot not in joined
            and any(verbs[s] for s in current)
            and _verb_before_mark(tokens, spot, verbs)
        ):
            stretches.append(current)
            current = []
        elif token.word:
            current.append(spot)
    if current:
        stretches.append(current)
    return stretches


def _verb_before_mark(tokens: tuple[Token, ...], spot: int, verbs: list[bool]) -> bool:
    for after in range(spot + 1, len(tokens)):
        if tokens[after].text in _MARKS or tokens[after].lower in _CONJUNCTIONS:
            return False
        if verbs[after]:
            return True
    return False


def _finite(tokens: tuple[Token, ...], spot: int, words: Words, lexicon: EventLexicon) -> bool:
    token = tokens[spot]
    if token.capital or not token.word:
        return False
    lower = token.lower
    if any(words.is_(name, lower) for name in ("have", "be", "become", "modal")):
        return lower not in ("worden", "geworden", "gewesen", "gehabt")
    if token.lemma in lexicon.verbs or token.lemma in words.saying:
        return lower != token.lemma or spot + 1 < len(tokens)
    return (
        token.lemma.endswith("n")
        and lower != token.lemma
        and lower.isalpha()
        and not words.is_("determiner", lower)
        and not words.is_("preposition", lower)
        and not _attributive(tokens, spot)
        and not (lower.startswith("ge") and lower.endswith(("t", "en")))
    )


def _attributive(tokens: tuple[Token, ...], spot: int) -> bool:
    return spot + 1 < len(tokens) and tokens[spot + 1].capital and tokens[spot].lower.endswith(("en", "te", "e"))


def _clause(tokens: tuple[Token, ...], spots: list[int], words: Words, verbs: list[bool]) -> Clause:
    first = tokens[spots[0]].lower
    if first in _CONJUNCTIONS and len(spots) > 1:
        first = tokens[spots[1]].lower
    last = tokens[spots[-1]]
    relative = words.is_("relative", first) and verbs[spots[-1]] and not last.capital and spots[0] > 0
    if words.is_("preposition", first) and len(spots) > 1 and words.is_("relative", tokens[spots[1]].lower):
        relative = relative or (verbs[spots[-1]] and spots[0] > 0)
    subordinate = relative or (words.is_("subordinator", first) and verbs[spots[-1]] and len(spots) > 1)
    infinitive = any(
        (tokens[spots[k - 1]].lower == "zu" and not tokens[spots[k]].capital) or _zu_inside(tokens[spots[k]])
        for k in range(max(1, len(spots) - 3), len(spots))
    )
    finite = next((spot for spot in spots if verbs[spot]), None)
    if subordinate:
        finite = spots[-1]
    if (
        infinitive
        and finite is not None
        and not any(words.is_(name, tokens[finite].lower) for name in ("have", "be", "become", "modal"))
    ):
        infinitive = finite >= spots[-1] - 1
    return Clause(spots, first, relative, subordinate, infinitive, finite)


def _zu_inside(token: Token) -> bool:
    """``fortzusetzen``: the particle verb with its ``zu``."""
    return not token.capital and "zu" in token.lower[2:-3] and token.lower.endswith("n") and "zu" not in token.lemma[2:]


def _merge(clauses: list[Clause], verbs: list[bool]) -> list[Clause]:
    """Join a main clause that a clause within has broken: ``Die Sitzung, die …, fand statt``."""
    merged: list[Clause] = []
    for clause in clauses:
        broken = _broken_off(merged) if verbs[clause.spots[0]] and not clause.subordinate else None
        if broken is not None:
            broken.spots = broken.spots + clause.spots
            broken.finite = clause.spots[0]
            continue
        merged.append(clause)
    return merged


def _broken_off(clauses: list[Clause]) -> Clause | None:
    """The beginning of a main clause that still waits for its verb."""
    found = None
    for clause in reversed(clauses):
        if clause.subordinate:
            continue
        if clause.finite is not None or clause.infinitive:
            break
        found = clause
    return found
