"""Which country a passage is about: for ``das Land`` and for an office without a country beside it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from streams.extract.actors.entity import NOWHERE, WEST, Entity
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.memory import Memory, Seen
from streams.extract.actors.standing import Standing

_WITHIN = 4
_NO_COUNTRY = frozenset((NOWHERE, WEST))
_NEVER = float("-inf")
_OF_STATE = 1.0
_OF_OTHERS = 0.6
"""What a person or body of a country counts beside the state itself."""
_FAR = 0.6
"""What each sentence of distance costs."""
_HOME_OF_NOUN = 1.6
"""What the article's own country has before others for ``das Land``."""
_HOME_OF_OFFICE = 2.4
"""The same for an office, which others take over only from a state that stands close by."""


class Place(NamedTuple):
    """Where a description stands."""

    sentence: int
    position: int
    colon: bool = False
    """A colon stands before it in its sentence: what follows is of whom was spoken of there."""


class Scene:
    """The country that is spoken of at a place of the text."""

    def __init__(self, registry: Registry, memory: Memory, standing: Standing, home: str | None) -> None:
        self._registry = registry
        self._memory = memory
        self._standing = standing
        self._home = home
        self._offices: dict[tuple[str, ...], bool] = {}

    def country(self, place: Place, *, office: bool, offices: Sequence[str] = ()) -> str | None:
        """The likeliest country; the article's own where nothing speaks for another.

        Args:
            place: where the description stands.
            office: whether it is an office, or a noun for a country.
            offices: offices that it can name; a country that has none of them is not meant.
        """
        home = self._home
        if office and not place.colon and home is not None and (not offices or self._has(home, offices)):
            # Nothing nearer than a colon outweighs the article's own country for an office.
            return home
        scores: dict[str, float] = {}
        for seen in self._memory.recent(place.sentence, _WITHIN):
            if seen.sentence == place.sentence and seen.position >= place.position:
                continue
            weight = self._weight(seen, place, office=office)
            for entity in seen.entities[:2]:
                if not entity.international and entity.place not in _NO_COUNTRY:
                    score = weight + (_OF_STATE if entity.kind == "state" else _OF_OTHERS)
                    if score > scores.get(entity.place, _NEVER):
                        scores[entity.place] = score
        if self._home is not None:
            base = _HOME_OF_OFFICE if office else _HOME_OF_NOUN
            scores[self._home] = max(scores.get(self._home, 0.0), 0.0) + base
        held = [code for code in scores if self._has(code, offices)] if offices and len(scores) > 1 else None
        return max(held or scores, key=lambda code: scores[code]) if scores else None

    def _has(self, code: str, offices: Sequence[str]) -> bool:
        """Whether a country has one of some offices."""
        key = code, *offices
        if key not in self._offices:
            self._offices[key] = any(self._registry.holders.of(code, office) for office in offices)
        return self._offices[key]

    def there(self, place: Place) -> str | None:
        """The state that was named last, as itself or as the place of something: ``die dortigen Behörden``."""
        for seen in reversed(list(self._memory.recent(place.sentence, _WITHIN))):
            for entity in reversed(seen.entities):
                if entity.kind == "state" and entity.place not in _NO_COUNTRY:
                    return entity.place
        return None

    def states_of(self, sentence: int) -> dict[int, str]:
        """Position → country, of the words of a sentence that mean a state."""
        return {
            seen.position: seen.entities[0].place
            for seen in self._memory.recent(sentence, 0)
            if len(seen.entities) == 1 and seen.entities[0].kind == "state" and not seen.entities[0].international
        }

    def other(self, place: Place, beside: Collection[str] = ()) -> Entity | None:
        """The last state that is neither the one of who acts in the sentence nor one beside it: ``den Nachbarn``."""
        acting = {
            entity.place for seen in self._memory.recent(place.sentence, 0) if seen.subject for entity in seen.entities
        }
        for seen in reversed(list(self._memory.recent(place.sentence, _WITHIN))):
            for entity in seen.entities:
                if entity.international or entity.place in {*_NO_COUNTRY, *acting, *beside}:
                    continue
                if acting or beside:
                    return self._standing.place(entity.place)
        return None

    def state(self, place: Place) -> Entity | None:
        """The likeliest country as an actor."""
        code = self.country(place, office=False)
        return self._standing.place(code) if code is not None else None

    @staticmethod
    def _weight(seen: Seen, place: Place, *, office: bool) -> float:
        """What the place of a mention counts: near, as a subject, before a colon."""
        score = 0.6 if seen.subject else 0.0
        if seen.sentence == place.sentence:
            return score + (1.9 if place.colon else 0.4)
        score -= _FAR * (place.sentence - seen.sentence)
        return score - 0.3 if office and seen.governed else score
