"""Forms of verbs: lemma, passive, participles that only look like one."""

from streams.extract.document import Token
from streams.extract.events.clauses import Clause
from streams.extract.events.lexicon import Entry, EventLexicon
from streams.extract.languages.de import Words


def attributive(tokens: tuple[Token, ...], clause: Clause, spot: int, words: Words) -> bool:
    """A participle before its noun: ``die festgenommenen Demonstranten``."""
    token = tokens[spot]
    following = tokens[spot + 1] if spot + 1 < len(tokens) else None
    before = tokens[spot - 1] if spot else None
    if following is None or not token.lower.endswith(("e", "en", "er", "es", "em")) or token.lower == token.lemma:
        return False
    governed = before is not None and (words.is_("determiner", before.lower) or words.is_("preposition", before.lower))
    return following.capital and (governed or (clause.finite != spot and spot != clause.spots[-1]))


def verb_lemma(tokens: tuple[Token, ...], clause: Clause, spot: int, words: Words, lexicon: EventLexicon) -> str:
    """The dictionary form with a particle that stands apart, and without the ``zu`` within."""
    token = tokens[spot]
    last = tokens[clause.spots[-1]]
    if clause.spots[-1] > spot and spot == clause.finite and words.is_("particle", last.lower):
        whole = last.lower + token.lemma
        if whole in lexicon.verbs or not words.is_("loose_particle", last.lower):
            return whole
    if "zu" in token.lower[2:] and token.lower.endswith("n") and token.lemma not in lexicon.verbs:
        head, _, tail = token.lower.partition("zu")
        return head + tail
    return token.lemma


def needed(tokens: tuple[Token, ...], clause: Clause, spot: int, entry: Entry) -> int | None:
    """Where the noun stands that the entry's verb goes with; the verb's own place where it needs none."""
    if not entry.needs:
        return spot
    for other in clause.spots:
        token = tokens[other]
        if token.lemma == entry.needs and (token.capital or not entry.trigger[0].isupper()):
            return other
    return None


def is_passive(tokens: tuple[Token, ...], clause: Clause, spot: int, words: Words) -> bool:
    """A participle with ``werden``."""
    token = tokens[spot]
    if token.lower == token.lemma and not token.lower.startswith(("ge", "be", "ver", "er", "ent", "über")):
        return False
    spots = clause.spots if clause.first is None or not clause.shares_verb else [*clause.first.spots, *clause.spots]
    lowers = [tokens[other].lower for other in spots if other != spot]
    if not any(words.is_("become", lower) for lower in lowers):
        return False
    return token.lower.endswith(("t", "en")) and not (
        token.lower == token.lemma and "worden" not in lowers and not token.lower.startswith("ver")
    )


def pluperfect(tokens: tuple[Token, ...], clause: Clause, spot: int) -> bool:
    """Told as before what is being told: ``hatte … abgebrochen``, ``war … gereist``."""
    lowers = {tokens[other].lower for other in clause.spots if other != spot}
    if lowers & {"hatte", "hatten"}:
        return spot != clause.finite or tokens[spot].capital
    return bool(lowers & {"war", "waren"}) and spot != clause.finite and not tokens[spot].capital
