"""The country that an article is mostly about."""

from collections import Counter
from collections.abc import Iterator, Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.entity import NOWHERE, WEST
from streams.extract.actors.known.entry import Entry
from streams.extract.actors.known.registry import Registry
from streams.extract.analyser import Document, Sentence

_FIRST = 1
_LEAD = 2
"""What a name in the first sentence counts, which says what an article is about."""


def countries_of(document: Document, found: Sequence[Sequence[Candidate]], registry: Registry) -> Counter[str]:
    """How often each country or organisation is named, or somebody of it whom the registry knows.

    What may mean several is left out. The first sentence counts twice, and so does the dateline's place; who is named
    first of all counts once more.
    """
    counts: Counter[str] = Counter()
    surnames: dict[str, str] = {}
    for number, (sentence, candidates) in enumerate(zip(document.sentences, found, strict=True)):
        for candidate in candidates:
            if not candidate.entries and not candidate.places and candidate.name is None:
                continue
            for country in _countries(candidate, sentence, registry, surnames):
                counts[country] += (1 if number else _LEAD) + (0 if counts else _FIRST)
    if document.dateline is not None:
        known = registry.code_of_place(document.dateline.place)
        if known is not None:
            counts[known[1]] += 2
    return counts


def home_of(counts: Counter[str], registry: Registry) -> str | None:
    """The country that an article is mostly about; among equals the one named first."""
    # most_common keeps the order of first sight among equals, so this is deterministic.
    return next((place for place, _ in counts.most_common() if not registry.is_organisation(place)), None)


def _countries(candidate: Candidate, sentence: Sentence, registry: Registry, surnames: dict[str, str]) -> Iterator[str]:
    """The countries that a candidate names, each once."""
    told: set[str] = set()
    for place in (candidate.entries, *candidate.places):
        country = place if isinstance(place, str) else _only(place)
        if country is not None:
            told.add(country)
    if candidate.name is not None:
        words = [token.text for token in sentence.tokens[candidate.name[0] : candidate.name[1]]]
        match = registry.match(words, 0) if len(words) > 1 else None
        country = _only([e for e in match[1] if e.sense == "person"]) if match else surnames.get(words[-1])
        if country is not None:
            surnames[words[-1]] = country
            told.add(country)
    yield from sorted(told)


def _only(entries: Sequence[Entry]) -> str | None:
    """The country, or organisation, of a name that means things of one only."""
    first = next(iter(entries), None)
    if first is None:
        return None
    country = first.country or first.code.partition(".")[0]
    if len(entries) > 1 and any((entry.country or entry.code.partition(".")[0]) != country for entry in entries):
        return None
    return country if country not in (NOWHERE, WEST) else None
