"""States, organisations and bodies as actors of an article: one entity each, as of its day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from streams.extract.actors.entity import NOWHERE, WEST, Entity
from streams.extract.actors.known.entry import Entry
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.nouns import gender_of
from streams.extract.analyser import Token

_SEAT_FIRST = "brussels"
"""Rule of the city that stands for the organisations that sit there."""


class Standing:
    """Entities of fixed names.

    Args:
        registry: what names mean.
        day: the article's day; None if nothing tells it.
        countries: how often the article names each country.
        home: the country that it is mostly about.
    """

    def __init__(self, registry: Registry, day: date | None, countries: Counter[str], home: str | None) -> None:
        self._registry = registry
        self._day = day.toordinal() if day else None
        self._home = home
        self.home_code = home
        self.countries = countries
        self._entities: dict[tuple[str, tuple[str, ...], str], Entity] = {}

    def choose(self, entries: Sequence[Entry], *, local: bool = False) -> Entry | None:
        """The sense that holds on the article's day; how often the article names each decides between equals.

        Args:
            entries: the senses.
            local: whether it is told as a place: ``in Brüssel``.
        """
        if len(entries) == 1:
            return entries[0]
        valid = [entry for entry in entries if self._day is None or entry.since <= self._day <= entry.until]
        if local and entries[0].sense == "capital":
            valid = [entry for entry in valid if entry.sense == "capital"] or [entries[0]]
        return max(valid or entries, key=self._weight)

    def _weight(self, entry: Entry) -> tuple[int, bool, int]:
        """How often the article names whom a name can mean; of states that had one capital the last.

        Brussels means an organisation before the country; other seats mean one only by its own name.
        """
        organisation = entry.country is None and entry.sense not in ("organisation", "entity")
        if organisation and entry.rule != _SEAT_FIRST:
            return -1, False, entry.until
        return self.countries.get(entry.country or entry.code.partition(".")[0], 0), organisation, entry.until

    def code(self, senses: Sequence[Entry] | str) -> tuple[str, Entry | None]:
        """(country or organisation, entry) that a name beside a role means."""
        if isinstance(senses, str):
            return senses, None
        entry = self.choose(senses) or senses[0]
        return self._country(entry), entry

    def _country(self, entry: Entry) -> str:
        """``die Demokratische Partei``: of the article's country where it never names the one of the registry."""
        code = entry.code.split(".")[0]
        elsewhere = entry.sense == "body" and entry.ambiguous and not self.countries.get(code)
        return self._home if elsewhere and self._home else code

    def other_than(self, place: str | None) -> str | None:
        """The country that is spoken of most beside a place that is the article's own; none where it is not."""
        if place is None or place != self._home:
            return None
        states = (code for code, times in self.countries.most_common() if times > 1)
        return next((code for code in states if code != place and not self._registry.is_organisation(code)), None)

    def party_home(self, word: str) -> str | None:
        """The country of a party whose name is a word too (``Linkspartei``): one that the article names."""
        match = self._registry.match((word,), 0)
        countries = {entry.country for entry in match[1] if entry.sense == "body"} if match is not None else set()
        named = [country for country in countries if country is not None and self.countries.get(country)]
        return None if self._home in countries else max(sorted(named), key=self.countries.__getitem__, default=None)

    def entity(self, entry: Entry, token: Token | None = None) -> Entity:
        """The actor of a fixed name."""
        place = self._country(entry)
        key = place, entry.sectors, entry.name
        if key not in self._entities:
            international = entry.country is None and place not in (NOWHERE, WEST)
            plural = entry.kind == "group" or (token is not None and token.features.get("Number") == "Plur")
            gender = ""
            if token is not None and entry.kind == "organisation":
                gender = gender_of(token.text) or token.features.get("Gender", "")
            self._entities[key] = Entity(
                place, entry.sectors, entry.name, entry.kind, office=None, international=international,
                plural=plural, gender=gender, wikidata=entry.wikidata,
            )  # fmt: skip
        return self._entities[key]

    def place(self, code: str) -> Entity:
        """The state or organisation of a code, as a whole."""
        organisation = self._registry.is_organisation(code)
        name = self._registry.place_name(code)
        sectors: tuple[str, ...] = ("IGO",) if organisation else ()
        key = code, sectors, name
        if key not in self._entities:
            kind = "organisation" if organisation else "state"
            self._entities[key] = Entity(code, sectors, name, kind, international=organisation)
        return self._entities[key]

    def west(self) -> Entity:
        """The West, as those say who are not of it."""
        key = WEST, (), "der Westen"
        if key not in self._entities:
            self._entities[key] = Entity(WEST, (), "der Westen", "group")
        return self._entities[key]

    def home(self) -> Entity | None:
        """The country that the article is mostly about."""
        return self.place(self._home) if self._home else None

    def group(self, speaker: Entity) -> Entity:
        """Those of a country and sector for whom somebody speaks: the party, the opposition, the rebels."""
        sector = speaker.sectors[:1]
        key = speaker.place, sector, ""
        if key not in self._entities:
            self._entities[key] = Entity(speaker.place, sector, self._registry.place_name(speaker.place), "group")
        return self._entities[key]

    def side_of(self, entity: Entity) -> Entity | None:
        """The side that somebody speaks for: his country or organisation."""
        if entity.place in (NOWHERE, WEST):
            return None
        return self.place(entity.place)
