"""Places that adjectives tell, and what stands before a name and is no role: ``der Argentinier``, ``US-Sänger``."""

from collections.abc import Sequence

from streams.extract.actors.known.entry import Entry
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.nouns import noun_start
from streams.extract.analyser import Token

Places = tuple[tuple[Entry, ...] | str, ...]
"""Codes, and names with all that they can mean."""


def adjectival(word: str, registry: Registry) -> Places:
    """The places of an adjective; where it can be one or another, all of them as one choice."""
    places = registry.adjective(word)
    if len(places) != 1:
        return places
    codes = dict.fromkeys(choice.code for choice in registry.adjectives.choices(word))
    states = tuple(state for state in map(registry.state, codes) if state is not None)
    return (states,) if len(states) > 1 else places


class NationBefore:
    """What stands before persons' names in one sentence.

    Args:
        tokens: of the sentence.
        words: their texts.
        registry: peoples, adjectives, roles.
        persons: person names that the analyser found: first token to one past the last.
    """

    def __init__(
        self, tokens: Sequence[Token], words: Sequence[str], registry: Registry, persons: dict[int, int]
    ) -> None:
        self._tokens = tokens
        self._words = words
        self._registry = registry
        self._persons = persons

    def before(self, first: int) -> tuple[int, Places]:
        """(first token, places) of a name with the noun before it; the name's own and none where none tells one."""
        noun = first - 1
        if noun < 0 or not self._words[noun][0].isupper() or noun in self._persons:
            return first, ()
        match = self._registry.match(self._words, noun)
        people = tuple(entry for entry in match[1] if entry.sense == "people") if match is not None else ()
        if people:
            return noun_start(self._tokens, noun), (people[:1],)
        if match is not None or self._tokens[noun].tag != "NOUN" or self._registry.role(self._words[noun]):
            return first, ()
        start = noun_start(self._tokens, noun)
        places: list[tuple[Entry, ...] | str] = [
            place
            for position in range(start, noun)
            if self._tokens[position].tag == "ADJ"
            for place in adjectival(self._words[position], self._registry)
        ]
        prefix = self._registry.prefixes(self._words[noun])
        places += [prefix] if prefix else []
        return (start, tuple(places)) if places else (first, ())
