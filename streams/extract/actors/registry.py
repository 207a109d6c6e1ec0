"""Names, adjectives and role nouns that the pack knows, indexed for look-up by word."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from schemas.plover import Sector
from streams.extract.actors.entity import Entity
from streams.extract.actors.iso import country_names
from streams.extract.document import Token
from streams.extract.tables import LexiconError, read_table, values

_PACKAGE = "streams.extract.languages.de"
_LONGEST = 40
_ENDINGS = ("", "e", "en", "er", "es", "em")
_NOUN_ENDINGS = ("", "s", "es", "n", "en", "e", "er", "ern", "in", "innen")
_KINDS = ("person", "body", "group", "state")


@dataclass(frozen=True, slots=True)
class Named:
    """A fixed name: a country, an organisation, a body."""

    place: str
    sectors: tuple[str, ...]
    name: str
    kind: str
    international: bool
    capital: bool = False
    """A capital, which news use for its government."""
    where: str = ""
    """Line of the lexicon."""

    @property
    def why(self) -> str:
        """How the words name it, for people."""
        said = "capital, for its government" if self.capital else "name"
        return f"{said} ({self.where})" if self.where else said

    def entity(self) -> Entity:
        """A fresh entity of this name."""
        return Entity(self.place, self.sectors, self.name, self.kind, international=self.international)


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun as it stands in a text."""

    noun: str
    """The dictionary's noun, lower case: ``minister``."""
    compound: str
    """What stands before it in a compound, lower case: ``außen``."""
    sectors: tuple[str, ...]
    kind: str
    inner: bool
    feminine: bool
    plural: bool
    """The form can only be a plural."""

    @property
    def full(self) -> str:
        """The whole noun, lower case: ``außenminister``."""
        return self.compound + self.noun


class Registry:
    """All that the pack knows of actors."""

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], Named]]] = {}
        self._adjectives: dict[str, str] = {}
        self._roles: dict[str, tuple[str, tuple[str, ...], str, bool, bool, bool, bool]] = {}
        self.country_name: dict[str, str] = {}
        self._read_countries()
        self._read_organisations()
        self._read_roles()
        for entries in self._names.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.role = lru_cache(maxsize=100_000)(self._role)
        self.adjective = lru_cache(maxsize=100_000)(self._adjective)

    def _add(self, form: str, named: Named) -> None:
        parts = tuple(form.split())
        forms = [parts]
        if parts[-1][-1] not in "sxzß":
            forms.append((*parts[:-1], parts[-1] + "s"))
        for words in forms:
            entries = self._names.setdefault(words[0], [])
            if all(words != known for known, _ in entries):
                entries.append((words, named))

    def _read_countries(self) -> None:
        for code, name in country_names("de"):
            self.country_name[code] = name
        self.country_name["SUN"] = "Sowjetunion"
        rows = list(read_table(_PACKAGE, "countries.tsv", ("code", "adjectives", "people", "capitals", "names")))
        for number, row in rows:
            if row["code"] not in self.country_name:
                raise LexiconError(f"countries.tsv:{number}: no country {row['code']}")
        for code, name in self.country_name.items():
            self._add(name, Named(code, (), name, "state", international=False, where="CLDR"))
        for number, row in rows:
            where = f"languages/de/countries.tsv:{number}"
            country = Named(row["code"], (), self.country_name[row["code"]], "state", international=False, where=where)
            for form in values(row["names"]):
                self._add(form, country)
            for form in values(row["capitals"]):
                self._add(form, replace(country, capital=True))
            for form in values(row["adjectives"]):
                self._adjectives[form] = row["code"]
            for form in values(row["capitals"]):
                self._adjectives.setdefault(f"{form.lower()}er", row["code"])
        for number, row in rows:
            where = f"languages/de/countries.tsv:{number}"
            name = self.country_name[row["code"]]
            people = Named(row["code"], ("CVL",), name, "group", international=False, where=where)
            for form in values(row["people"]):
                self._add(form, people)
        self._adjectives["schweizer"] = "CHE"

    def _read_organisations(self) -> None:
        for number, row in read_table(_PACKAGE, "organisations.tsv", ("code", "name", "forms")):
            if not row["code"].isalnum():
                raise LexiconError(f"organisations.tsv:{number}: {row['code']} is no acronym")
            where = f"languages/de/organisations.tsv:{number}"
            body = Named(row["code"], ("IGO",), row["name"], "organisation", international=True, where=where)
            for form in values(row["forms"]):
                self._add(form, body)
        for number, row in read_table(_PACKAGE, "bodies.tsv", ("code", "name", "forms")):
            place, _, sector = row["code"].partition(".")
            if sector and sector not in set(Sector):
                raise LexiconError(f"bodies.tsv:{number}: no sector {sector}")
            sectors = (sector,) if sector else ()
            where = f"languages/de/bodies.tsv:{number}"
            named = Named(place, sectors, row["name"], "organisation", international=False, where=where)
            for form in values(row["forms"]):
                self._add(form, named)

    def _read_roles(self) -> None:
        columns = ("noun", "sectors", "kind", "sphere", "suffix")
        for number, row in read_table(_PACKAGE, "roles.tsv", columns):
            sectors = tuple(values(row["sectors"]))
            if row["kind"] not in _KINDS or not set(sectors) <= set(Sector):
                raise LexiconError(f"roles.tsv:{number}: kind is one of {', '.join(_KINDS)}; sectors are PLOVER's")
            noun = row["noun"]
            for ending in _NOUN_ENDINGS:
                feminine = noun.endswith("in") or ending in ("in", "innen") or (ending == "" and noun.endswith("te"))
                self._roles.setdefault(
                    noun + ending,
                    (
                        noun,
                        sectors,
                        row["kind"],
                        row["sphere"] == "inner",
                        row["suffix"] == "yes",
                        feminine and row["kind"] == "person",
                        ending in ("innen", "ern"),
                    ),
                )

    def named(self, tokens: tuple[Token, ...], index: int) -> tuple[int, Named] | None:
        """The longest name that begins at a token: (number of tokens, name); else nothing."""
        for words, named in self._names.get(tokens[index].text, ()):
            if len(words) == 1 or tuple(token.text for token in tokens[index : index + len(words)]) == words:
                return len(words), named
        return None

    def prefix(self, word: str) -> Named | None:
        """The country or organisation before the first hyphen of a compound: ``US-Außenminister``."""
        first, hyphen, _ = word.partition("-")
        if not hyphen:
            return None
        for words, named in self._names.get(first, ()):
            if len(words) == 1:
                return named
        return None

    def _adjective(self, lower: str) -> str | None:
        if len(lower) > _LONGEST:
            return None
        for ending in _ENDINGS:
            if lower.endswith(ending):
                code = self._adjectives.get(lower[: len(lower) - len(ending)])
                if code is not None:
                    return code
        return None

    def adjectives(self, lower: str) -> tuple[str, ...]:
        """Codes of the countries that an adjective names: two for ``belarussisch-russisch``."""
        whole = self.adjective(lower)
        if whole is not None:
            return (whole,)
        codes = [self.adjective(part) for part in lower.split("-")] if "-" in lower else []
        return tuple(code for code in codes if code) if codes and all(codes) else ()

    def _role(self, word: str) -> Role | None:
        """The role noun that a capitalised word is, or ends in."""
        lower = word.rpartition("-")[2].lower()
        if len(lower) > _LONGEST or not word[0].isupper():
            return None
        for cut in range(max(1, len(lower) - 2)):
            entry = self._roles.get(lower[cut:])
            if entry is not None and (cut == 0 or entry[4]):
                noun, sectors, kind, inner, _, feminine, plural = entry
                compound = lower[:cut]
                if cut and noun in (
                    "sprecher",
                    "chef",
                    "vorsitzender",
                    "vorsitzende",
                    "direktor",
                    "berater",
                    "politiker",
                ):
                    before = self._roles.get(compound) or self._roles.get(compound.removesuffix("s"))
                    sectors = before[1] if before else sectors
                return Role(noun, compound, sectors, kind, inner, feminine, plural)
        return None


@cache
def registry() -> Registry:
    """The registry, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    return Registry()
