"""What another lexicon changes: the events of texts, gained, lost and read in another way."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streams.extract.events.lexicon import EventLexicon
from streams.extract.examples import Prepared


@dataclass(frozen=True, slots=True)
class Change:
    """A text that a lexicon reads differently."""

    name: str
    """Where it stands."""
    gained: tuple[str, ...]
    """Events in words: ``ACCUSE POL>BLR factual``."""
    lost: tuple[str, ...]

    def told(self) -> str:
        """One line for people."""
        return f"{self.name}: " + ", ".join([f"+ {each}" for each in self.gained] + [f"- {each}" for each in self.lost])


def changes(texts: Iterable[tuple[str, str]], before: EventLexicon, after: EventLexicon) -> Iterator[Change]:
    """The texts whose events differ.

    Args:
        texts: (name, text).
        before: one lexicon.
        after: another.
    """
    for name, text in texts:
        prepared = Prepared(text)
        old, new = Counter(_told(prepared, before)), Counter(_told(prepared, after))
        if old != new:
            yield Change(name, tuple((new - old).elements()), tuple((old - new).elements()))


def _told(prepared: Prepared, lexicon: EventLexicon) -> list[str]:
    return [f"{each.type.value} {each.gives} {each.modality.value}" for each in prepared.readings(lexicon)]
