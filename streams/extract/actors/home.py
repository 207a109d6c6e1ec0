"""The country that an article is mostly about."""

from collections import Counter
from collections.abc import Sequence

from streams.extract.actors.find import Candidate
from streams.extract.document import Document
from streams.extract.places import known_place


def home_country(document: Document, found: Sequence[Sequence[Candidate]]) -> str | None:
    """The country named most often; the dateline's place counts twice."""
    counts: Counter[str] = Counter()
    for candidates in found:
        for candidate in candidates:
            for place in (candidate.named, *candidate.places):
                if isinstance(place, str):
                    counts[place] += 1
                elif place is not None and not place.international and place.place not in ("XXX", "WEST"):
                    counts[place.place] += 1
    dateline = document.dateline
    known = known_place(dateline.place) if dateline else None
    if known is not None:
        counts[known[1]] += 2
    # most_common keeps the order of first sight among equals, so this is deterministic.
    return counts.most_common(1)[0][0] if counts else None
