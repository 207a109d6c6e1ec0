"""What an article tells of a person beside the name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What the words beside a name tell of a person."""

    role: str | None = None
    office: str | None = None
    place: str | None = None
    sectors: tuple[str, ...] = ()
    international: bool = False
    feminine: bool | None = None
    fallback: str | None = None
    """Country where neither the words nor the registry tell one."""
    removed: bool = False
    """The words say that the office was taken away: ``der gestürzte Präsident``."""
    weak: bool = False
    """An occupation, not an office: the registry knows better."""
