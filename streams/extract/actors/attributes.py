"""What adjectives before a role tell: a region, the place that was spoken of last, a sector."""

from functools import cache
from typing import NamedTuple

from streams.extract.actors.candidates import Candidate
from streams.extract.actors.former import stem_of
from streams.extract.analyser import Sentence
from streams.extract.tables import read_table, values

_COLUMNS = ("adjective", "tells", "over", "note")
_REGION = "region"
_THERE = "there"
_NOTHING = ""


class Attributes(NamedTuple):
    """What the adjectives of a noun phrase tell of whom it means."""

    region: bool = False
    """Of several countries, so not of the one that the article is about: ``afrikanische Minister``."""
    there: bool = False
    """Of the country that was spoken of last: ``die dortigen Behörden``."""
    place: str = _NOTHING
    """Of a place that no adjective of a state names: ``europäische Diplomaten``."""
    sectors: tuple[tuple[str, frozenset[str]], ...] = ()
    """Sectors, each with those of the noun that it replaces: ``bewaffnete Gruppen``."""

    def sectors_of(self, sectors: tuple[str, ...]) -> tuple[str, ...]:
        """The sectors of a noun with what its adjectives tell."""
        for sector, over in self.sectors:
            if sectors[:1] and sectors[0] in over:
                return (sector, *(each for each in sectors if each != sector))
        return sectors


_SILENT = Attributes()


def told_before(sentence: Sentence, candidate: Candidate) -> Attributes:
    """What stands before a noun."""
    found = _SILENT
    for token in sentence.tokens[max(0, candidate.first) : candidate.head]:
        row = _attributes().get(stem_of(token.text)) if token.tag == "ADJ" else None
        if row is None:
            continue
        tells, over = row
        if tells == _REGION:
            found = found._replace(region=True)
        elif tells == _THERE:
            found = found._replace(there=True)
        elif over:
            found = found._replace(sectors=(*found.sectors, (tells, over)))
        else:
            found = found._replace(place=tells)
    return found


@cache
def _attributes() -> dict[str, tuple[str, frozenset[str]]]:
    rows = read_table("streams.extract.actors", "data/attributes.tsv", _COLUMNS)
    return {row["adjective"]: (row["tells"], frozenset(values(row["over"]))) for _, row in rows}
