"""How sure an event is: by how often events of its kind, found and told like it, were right.

The weights of `event_confidence.tsv` were fitted by `training/event_confidence.py` on articles that we coded and nobody
wrote rules for; `docs/lexicon.md` has how they hold on others.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cache

from streams.extract.events.found import Found
from streams.extract.tables import LexiconError, read_table

_OFTEN = 3
"""Tellings beyond which one more says nothing new."""
_EARLY = 3
"""Sentences of an article's beginning."""


def marks(told: Sequence[Found], *, claimed: bool) -> Iterator[str]:
    """What holds of an event that some places of an article tell, the first one first."""
    first = told[0]
    rule, *how = first.rule.split(", ")
    yield "any"
    yield f"type {first.type.value}"
    yield f"rule {rule}"
    yield from (f"how {each}" for each in how)
    yield f"modality {first.modality.value}"
    yield f"told {min(len(told), _OFTEN)}"
    if claimed:
        yield "claimed"
    if first.index < _EARLY:
        yield "headline" if first.index == 0 else "beginning"


def confidence(told: Sequence[Found], *, claimed: bool) -> float:
    """The probability that an event is right, by its marks; marks that the table lacks weigh nothing."""
    total = sum(_weights().get(mark, 0.0) for mark in marks(told, claimed=claimed))
    return round(1 / (1 + math.exp(-total)), 3)


@cache
def _weights() -> dict[str, float]:
    """Mark → weight in log odds.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    found: dict[str, float] = {}
    for number, row in read_table("streams.extract.languages.de", "event_confidence.tsv", ("mark", "weight")):
        try:
            found[row["mark"]] = float(row["weight"])
        except ValueError as error:
            raise LexiconError(f"event_confidence.tsv:{number}: {row['weight']!r} is no number") from error
    return found
