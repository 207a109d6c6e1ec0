"""Actors of one article, and the words that name them."""

from dataclasses import dataclass
from typing import NamedTuple

from schemas import Actor
from schemas.plover import Sector

NOWHERE = "XXX"
WEST = "WEST"
FORMER = "ELI"
"""Sector of who held an office once."""
_ALPHA_3 = 3


@dataclass(slots=True, eq=False)
class Entity:
    """An actor of the article; two mentions of one actor share it."""

    place: str
    """Country (alpha-3), organisation's acronym, WEST or XXX."""
    sectors: tuple[str, ...]
    name: str
    kind: str
    office: str | None = None
    role: str | None = None
    """Role that introduced it, lower case: ``außenminister``."""
    offices: frozenset[str] = frozenset()
    """Single-holder offices that it holds: ``foreign_minister``."""
    feminine: bool | None = None
    """Of persons; None where nothing tells."""
    gender: str = ""
    """Grammatical gender of the noun that named a body: ``Masc``, ``Fem``, ``Neut``."""
    plural: bool = False
    """A group, or a name in the plural: die USA."""
    international: bool = False
    wikidata: str | None = None
    told: bool = False
    """The article itself says what the person is."""
    unnamed: bool = False
    """A person of whom only the role is told."""
    guessed: bool = False
    """Its country is the article's, for want of another."""

    @property
    def code(self) -> str:
        """The actor code that records carry."""
        return ".".join((self.place, *self.sectors[:1]))

    def actor(self) -> Actor:
        """The actor as records carry it."""
        # A place of another length is an organisation's code, whoever forgot to say so.
        state = len(self.place) == _ALPHA_3 and not self.international and self.place != NOWHERE
        country = self.place if state else None
        return Actor.model_validate(
            {
                "code": self.code,
                "name": self.name,
                "kind": self.kind,
                "country": country,
                "sectors": [Sector(sector) for sector in self.sectors],
                "office": self.office,
                "wikidata": self.wikidata,
            }
        )


class Mention(NamedTuple):
    """Words of one sentence that name actors; token positions are within the sentence, ``last`` is exclusive."""

    first: int
    last: int
    head: int
    entities: tuple[Entity, ...]
    pronoun: bool = False
    why: str = ""
    """How the words came to mean the actors, for people."""
    capital: bool = False
    """A capital: its state's government, or only a place."""
    confidence: float = 1.0
    possessive: bool = False
    """A possessive pronoun: it names an actor and is no party of its own."""
