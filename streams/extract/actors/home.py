"""The country that an article is mostly about."""

from collections import Counter
from collections.abc import Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.known.registry import Registry
from streams.extract.analyser import Document


def countries_of(document: Document, found: Sequence[Sequence[Candidate]], registry: Registry) -> Counter[str]:
    """How often each country is named, what may mean several left out; the dateline's place counts twice."""
    counts: Counter[str] = Counter()
    for candidates in found:
        for candidate in candidates:
            for place in (candidate.entries, *candidate.places):
                countries = {place} if isinstance(place, str) else {entry.country for entry in place}
                country = countries.pop() if len(countries) == 1 else None
                if country is not None and not registry.is_organisation(country):
                    counts[country] += 1
    if document.dateline is not None:
        known = registry.code_of_place(document.dateline.place)
        if known is not None:
            counts[known[1]] += 2
    return counts


def home_of(counts: Counter[str]) -> str | None:
    """The country that an article is mostly about; among equals the one named first."""
    # most_common keeps the order of first sight among equals, so this is deterministic.
    return counts.most_common(1)[0][0] if counts else None
