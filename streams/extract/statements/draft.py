"""A statement before it becomes a record."""

from dataclasses import dataclass, field

from streams.extract.actors import Entity

Range = tuple[int, int]
"""Half-open code points of the article's text."""


@dataclass(slots=True, eq=False)
class Heard:
    """A speaker or an addressee: the words, and who is meant, as far as can be told."""

    words: Range | None
    entities: tuple[Entity, ...] = ()
    why: str = ""
    """How the words came to mean them, for people."""


@dataclass(slots=True, eq=False)
class Draft:
    """What a statement record is made from."""

    kind: str
    quote: list[Range]
    confidence: float
    speaker: Heard | None = None
    addressee: Heard | None = None
    cue: list[Range] = field(default_factory=list)
    frame: list[Range] = field(default_factory=list)
    act: str | None = None
    medium: str | None = None
    rule: str = ""
    """Name of the rule that made it."""
    where: str = ""
    """Lexicon entry that made it, with file and line."""
    identifier: str = ""
    raw: float = 0.0
    """Mean probability of its words' labels."""
    others: tuple[str, ...] = ()
    """What else the words could have been, for people."""

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch of text lies within the content."""
        return any(first <= start and end <= last for first, last in self.quote)
