"""Adjectives of places: ``belarussischer``, ``deutsch-französische``, ``Moskauer``."""

from streams.extract.actors.known.reading import Row
from streams.extract.actors.known.rows import Adjective, Rows
from streams.extract.remembering import WORDS_KEPT

_ENDINGS = ("", "e", "en", "er", "es", "em")
_LONGEST = 60
_OF_CONTINENT = "amerikanisch"
"""What no direction before it makes part of a state: ``südamerikanisch``."""
_DIRECTIONS = ("nord", "süd", "ost", "west", "zentral", "gesamt", "inner", "mittel")
_LEAST_CITY = 3
_SHORTENED = ("ingen", "hausen", "Bremen", "haven", "ungen")
"""Names of cities whose -en falls away: ``Göttinger``."""


class Adjectives:
    """Adjectives of states, and those in -er of cities."""

    def __init__(self, rows: Rows, language: str) -> None:
        self._stems: dict[str, list[Adjective]] = {}
        self._prefixes: dict[str, list[Adjective]] = {}
        self._cities: dict[str, list[Adjective]] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        self._german = language == "de"
        for form, adjective in rows.adjectives(language):
            if form.endswith("-"):
                self._prefixes.setdefault(form[:-1], []).append(adjective)
            else:
                self._stems.setdefault(form.lower(), []).append(adjective)
        for row in rows.seats:
            if row["language"] == language == "de" and row["kind"] in ("capital", "city"):
                self._add_city(row)

    def _add_city(self, row: Row) -> None:
        for form in row.values("form"):
            if " " not in form and len(form) > _LEAST_CITY:
                adjective = Adjective(row["code"], row["rule"], row.where)
                for inhabitant in _of_city(form):
                    known = self._cities.setdefault(inhabitant, [])
                    # The state that a city is in today comes before those that it was in.
                    known.insert(len(known) if row["to"] else 0, adjective)

    def places(self, word: str) -> tuple[str, ...]:
        """Places of an adjective in any inflection; several for ``deutsch-französische``; none for other words."""
        try:
            return self._found[word]
        except KeyError:
            if len(self._found) > WORDS_KEPT:
                self._found.clear()
            found = self._look_up(word) if len(word) <= _LONGEST else ()
            self._found[word] = found
            return found

    def prefix(self, first: str) -> tuple[str, ...]:
        """The place of what stands before a hyphen: ``US`` in ``US-Präsident``."""
        return tuple(adjective.code for adjective in self._prefixes.get(first, ())[:1])

    def choices(self, word: str) -> tuple[Adjective, ...]:
        """All that an adjective can name, with rules of choice: both Congos for ``kongolesisch``."""
        stem = self._stem(word.lower())
        if stem is not None:
            return tuple(self._stems[stem])
        if word in self._cities:
            return tuple(self._cities[word])
        return tuple(adjective for part in word.split("-") if "-" in word for adjective in self._one(part, part=True))

    def _look_up(self, word: str) -> tuple[str, ...]:
        one = self._one(word, part=False)
        if one or "-" not in word:
            return tuple(adjective.code for adjective in one)
        parts = [self._one(part, part=True) for part in word.split("-")]
        if not all(parts):
            return ()
        return tuple(dict.fromkeys(adjective.code for part in parts for adjective in part))

    def _one(self, word: str, *, part: bool) -> tuple[Adjective, ...]:
        """The likeliest place of a word, or of a part between hyphens, which may be a prefix: ``US``."""
        lower = word.lower()
        stem = self._stem(lower)
        if stem is None and self._german:
            for direction in _DIRECTIONS:
                if lower.startswith(direction):
                    stem = self._stem(lower[len(direction) :].removeprefix("-"))
                    stem = None if stem == _OF_CONTINENT else stem
                    break
        if stem is not None:
            return (self._stems[stem][0],)
        if word in self._cities:
            return (self._cities[word][0],)
        return tuple(self._prefixes.get(word, ())[:1]) if part else ()

    def _stem(self, lower: str) -> str | None:
        if lower in self._stems:
            return lower
        if self._german:
            for ending in _ENDINGS[1:]:
                if lower.endswith(ending) and lower[: -len(ending)] in self._stems:
                    return lower[: -len(ending)]
        return None


def _of_city(city: str) -> tuple[str, ...]:
    """How German calls what is of a city: ``Moskauer``, ``Dresdner``, ``Genfer``."""
    if city.endswith(_SHORTENED):
        return f"{city}er", f"{city[:-2]}er"
    if city.endswith("en"):
        return f"{city}er", f"{city[:-2]}ner"
    if city.endswith("e"):
        return (f"{city}r",)
    return f"{city}er", f"{city}ner"
