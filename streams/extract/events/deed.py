"""An event that has been read, and its parties as far as they are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.plover import EventType
from streams.extract.events.found import Filled
from streams.extract.events.frame import Frame
from streams.extract.events.lexicon import Sense
from streams.extract.events.scene import Scene
from streams.extract.events.view import View
from streams.extract.events.where import location

_HAPPENS = frozenset(("kommen", "geben", "folgen"))
"""Es kam zu …, es gab …: who took part stands before."""


class Parties(NamedTuple):
    """Who did it to whom, and how the ones that the clause leaves out were found."""

    actors: tuple[Filled, ...]
    recipients: tuple[Filled, ...]
    how: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """An event whose parties are looked for."""

    view: View
    frame: Frame | None
    spot: int
    sense: Sense
    scene: Scene

    @property
    def type(self) -> EventType:
        """What it is."""
        return self.sense.type

    @property
    def noun(self) -> bool:
        """Whether a noun tells it."""
        return self.frame is None or self.frame.node != self.spot

    @property
    def happens(self) -> bool:
        """Whether its verb only says that it took place."""
        return self.frame is not None and self.frame.lemma in _HAPPENS

    def where(self) -> tuple[Filled, ...]:
        """The first country that tells where it happened."""
        return tuple(location(self.view, self.frame, self.spot))[:1]


def places_of(parties: Sequence[Filled]) -> set[str]:
    """The countries and organisations of parties."""
    return {filled.entity.place for filled in parties}
