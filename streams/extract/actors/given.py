"""Names that the article itself gives: abbreviations in brackets, appositions, persons called by one word."""

from collections.abc import Callable, Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.analyser import Sentence

_LEAST = 2
_NO_SHORT_FORM = frozenset(("person", "state", "capital", "city", "people"))
_CLOSES = frozenset((",", ".", ":", "(", "–", ";"))


def complete(sentences: Sequence[Sentence], found: Sequence[list[Candidate]]) -> list[list[Candidate]]:
    """The candidates with those that only the article's own names make, and appositions joined."""
    short = _abbreviations(sentences, found)
    made = []
    for sentence, candidates in zip(sentences, found, strict=True):
        more = _further(sentence, candidates, short) if short else candidates
        made.append(_named_bodies(sentence, _apposed(sentence, more)) if len(more) > 1 else more)
    return made


def _abbreviations(sentences: Sequence[Sentence], found: Sequence[list[Candidate]]) -> dict[str, Candidate]:
    """``die Credit Suisse (CS)``: what stands in brackets behind a name, and means it."""
    short: dict[str, Candidate] = {}
    for sentence, candidates in zip(sentences, found, strict=True):
        tokens = sentence.tokens
        for candidate in candidates:
            at = candidate.last
            if candidate.sort != "name" or at + 2 >= len(tokens) or tokens[at].text != "(":
                continue
            if _known_otherwise(candidates, candidate, at + 1):
                continue
            # ``Heiko Maas (SPD)``, ``… Libération du Congo (MLC)``: neither is a longer name's short form.
            if candidate.entries[0].sense in _NO_SHORT_FORM and (
                candidate.entries[0].sense == "person" or " " not in candidate.entries[0].form
            ):
                continue
            word = tokens[at + 1].text
            if tokens[at + 2].text == ")" and word.isupper() and word.isalpha() and len(word) >= _LEAST:
                short.setdefault(word, candidate)
    return short


def _known_otherwise(candidates: Sequence[Candidate], candidate: Candidate, at: int) -> bool:
    """``… der Vereinten Nationen (UNIDO)``: what stands in brackets is known as something else."""
    inside = next((c for c in candidates if c.sort == "name" and c.first == at), None)
    if inside is None or inside.entries[0].ambiguous:
        return False
    return inside.entries[0].code != candidate.entries[0].code


def _further(sentence: Sentence, candidates: list[Candidate], short: dict[str, Candidate]) -> list[Candidate]:
    """The candidates with the abbreviations that stand in the sentence, which mean what the article says."""
    made = candidates
    for at, token in enumerate(sentence.tokens):
        known = short.get(token.text)
        if known is not None:
            kept = [c for c in made if not (c.sort in ("name", "person") and c.first <= at < c.last)]
            if not any(c.first <= at < c.last for c in kept):
                made = [*kept, Candidate("name", at, at + 1, at, known.entries)]
    return sorted(made, key=lambda candidate: candidate.first)


def bare_names(sentence: Sentence, candidates: Sequence[Candidate], known: Callable[[str], bool]) -> list[Candidate]:
    """Words that no candidate holds, and that the article's persons are called by: ``Zuma beteuerte``."""
    names = [at for at, token in enumerate(sentence.tokens) if token.stts == "NE"]
    if not names:
        return []
    taken = {at for candidate in candidates for at in range(candidate.first, candidate.last)}
    return [
        Candidate("person", at, at + 1, at, name=(at, at + 1))
        for at in names
        if at not in taken and known(sentence.tokens[at].text)
    ]


def _apposed(sentence: Sentence, candidates: list[Candidate]) -> list[Candidate]:
    """``Sein Sohn, General Mahamat Déby,``: the first description has the name of the second."""
    made = list(candidates)
    tokens = sentence.tokens
    for spot in range(len(made) - 1):
        one, other = made[spot], made[spot + 1]
        role = one.role
        if role is None or one.name is not None or role.kind == "body" or role.plural is True or other.name is None:
            continue
        apart = [token.text for token in tokens[one.last : other.first]]
        if apart != [","] or other.role is None or other.role.kind == "body":
            continue
        if tokens[other.last - 1].text == "," or (other.last < len(tokens) and tokens[other.last].text in _CLOSES):
            made[spot] = one._replace(name=other.name)
    return made


def _goes_on(sentence: Sentence, before: Candidate, candidate: Candidate) -> bool:
    """``der Agenturen dpa und AFP``: a noun in the plural with the names of several."""
    if before.sort != "name" or before.role is None or before.role.plural is False:
        return False
    return [token.text for token in sentence.tokens[before.last : candidate.first]] in (["und"], [","], ["sowie"])


def _named_bodies(sentence: Sentence, candidates: list[Candidate]) -> list[Candidate]:
    """``die Agentur TASS``, ``die Rebellengruppe M23``: a body's noun and its name are one."""
    made: list[Candidate] = []
    for candidate in candidates:
        before = made[-1] if made else None
        role = before.role if before is not None else None
        named = candidate.sort == "name" and candidate.entries[0].sense in ("body", "organisation", "entity")
        apposed = role is not None and role.kind in ("body", "group") and before is not None and before.inner is None
        if named and apposed and before is not None and before.last == candidate.first:
            made[-1] = candidate._replace(first=before.first, role=role, owner=None)
        elif named and before is not None and _goes_on(sentence, before, candidate):
            made[-1] = before._replace(last=candidate.last, places=(*before.places, candidate.entries))
        else:
            made.append(candidate)
    return made
