"""A person's name beside a role: behind it, in commas, or before it."""

from collections.abc import Sequence

from streams.extract.actors.choose import Chooser
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.nouns import name_at
from streams.extract.analyser import Token


class NamesBeside:
    """The names beside roles in one sentence.

    Args:
        tokens: of the sentence.
        words: their texts.
        registry: known persons.
        persons: person names that the analyser found: first token to one past the last.
        chooser: tells which senses a known name has where it stands.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        registry: Registry,
        persons: dict[int, int],
        chooser: Chooser,
    ) -> None:
        self._tokens = tokens
        self._words = words
        self._registry = registry
        self._persons = persons
        self._chooser = chooser

    def found(self, first: int, last: int, *, apposed: bool) -> tuple[tuple[int, int] | None, int, int]:
        """(name, first, last) where a name stands beside a role: behind it, in commas, or before it."""
        tokens, size = self._tokens, len(self._tokens)
        comma = last < size and tokens[last].text == ","
        at = last + 1 if comma else last
        if at < size:
            name = self._name_behind(at)
            if name is not None and not comma:
                return name, first, name[1]
            if name is not None:
                closed = name[1] == size or tokens[name[1]].text in (",", "(", ".", ":", "–", "“", "«", '"')
                if closed and (name[1] - name[0] > 1 or apposed):
                    end = name[1] + (1 if name[1] < size and tokens[name[1]].text == "," else 0)
                    return name, first, end
        apart = self._apart(last)
        if apart is not None:
            return apart, first, apart[1]
        if first > 1 and tokens[first - 1].text == ",":
            start = next((s for s, e in self._persons.items() if e == first - 1), None)
            if start is not None and (last == size or not tokens[last].text[0].isalpha() or apposed):
                end = last + 1 if last < size and tokens[last].text == "," else last
                return (start, first - 1), start, end
        return None, first, last

    def behind(self, at: int) -> tuple[int, int] | None:
        """The name that stands at a position and is no place's, whatever the analyser takes it for."""
        if at >= len(self._tokens) or self._tokens[at].stts != "NE":
            return None
        match = self._registry.match(self._words, at)
        if match is not None and any(entry.sense != "person" for entry in match[1]):
            return None
        return self._name_behind(at) or (at, at + 1)

    def _apart(self, at: int) -> tuple[int, int] | None:
        """A name in commas behind a place: ``der Botschafter der Taliban in Islamabad, Abdul Salam Saif,``."""
        tokens, size = self._tokens, len(self._tokens)
        if at >= size or tokens[at].text.lower() not in ("in", "im", "bei", "beim", "für"):
            return None
        comma = next((i for i in range(at + 2, min(at + 6, size - 2)) if tokens[i].text == ","), None)
        if comma is None or any(tokens[i].tag == "VERB" for i in range(at, comma)):
            return None
        name = self._name_behind(comma + 1)
        if name is None or name[1] - name[0] < len("ab") or name[1] >= size or tokens[name[1]].text != ",":
            return None
        return name

    def _name_behind(self, at: int) -> tuple[int, int] | None:
        known = self._registry.match(self._words, at) if self._words[at][0].isupper() else None
        if known is not None and any(entry.sense == "person" for entry in known[1]):
            return at, max(at + known[0], self._persons.get(at, 0))
        name = name_at(self._tokens, at, self._persons)
        if name is None:
            return None
        match = self._registry.match(self._words, name[0])
        if match is not None and name[0] not in self._persons and match[0] >= name[1] - name[0]:
            entries = self._chooser.senses(self._tokens, name[0], *match)
            if entries and entries[0].sense != "person":
                return None
        return name
