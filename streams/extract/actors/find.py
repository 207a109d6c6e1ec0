"""Finds candidates in a sentence: names, roles with their countries and holders, persons, pronouns, sides."""

import re
from collections.abc import Sequence
from functools import cache

from streams.extract.actors.beside import NamesBeside
from streams.extract.actors.candidates import Candidate
from streams.extract.actors.choose import Chooser
from streams.extract.actors.epithets import individual
from streams.extract.actors.known.entry import Entry, Role
from streams.extract.actors.known.registry import Registry, registry
from streams.extract.actors.nation import NationBefore, adjectival
from streams.extract.actors.nouns import MOST_BEFORE, determiner, is_title, name_at, noun_start, person_names
from streams.extract.actors.pronouns import pronoun_at
from streams.extract.actors.sides import side_at
from streams.extract.analyser import Sentence, Token
from streams.extract.languages.de.words import words

_DEPTH = 2
_BEGINNINGS = frozenset(("NOUN", "PROPN", "X", "NUM", "ADJ"))
_POINTING = frozenset(("PRON", "DET"))
_NOMINAL = frozenset(("NOUN", "PROPN", "X"))
_VON = frozenset(("von", "vom"))
_IN = frozenset(("in", "im", "aus"))
_FROM = (("BUS",), ("REB",), ("CVL",))
"""Sectors of whom ``aus`` tells where they come from; others leave a country: ``zog Beobachter aus Mali ab``."""
_AT = frozenset(("am", "an", "beim", "bei"))
_JOINS = frozenset(("und", "sowie", "bzw.", ","))
_AGED = re.compile(r"\d{1,3}-?[Jj]ährige[rn]?")


@cache
def _articled() -> frozenset[str]:
    """States whose names take an article: die Türkei, der Iran."""
    return frozenset(row["code"] for row in registry().rows.states if row["article"])


class Finder:
    """Finds the candidates of sentences."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._chooser = Chooser(registry)

    def find(self, sentence: Sentence) -> list[Candidate]:
        """The candidates of a sentence, from left to right, none within another."""
        return _Scan(sentence, self._registry, self._chooser).run()


class _Scan:
    def __init__(self, sentence: Sentence, registry: Registry, chooser: Chooser) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._words = [token.text for token in sentence.tokens]
        self._registry = registry
        self._chooser = chooser
        self._persons = person_names(sentence.names)
        self._beside = NamesBeside(self._tokens, self._words, registry, self._persons, chooser)
        self._nation = NationBefore(self._tokens, self._words, registry, self._persons)

    def run(self) -> list[Candidate]:
        found: list[Candidate] = []
        tokens, begins = self._tokens, self._registry.side_begins
        plain, persons = self._registry.is_plain, self._persons
        index, size = 0, len(tokens)
        while index < size:
            token = tokens[index]
            text, tag = token.text, token.tag
            # Most words are none, and this is asked of all.
            if not begins(text):
                if tag in _POINTING:
                    none = token.stts == "ART"
                else:
                    none = (tag not in _BEGINNINGS and not text[0].isupper()) or (index not in persons and plain(text))
                if none:
                    index += 1
                    continue
            candidate = self._at(index, 0)
            if candidate is None:
                index += 1
                continue
            while found and found[-1].last > candidate.first:
                if found[-1].first < candidate.first:
                    candidate = candidate._replace(first=min(found[-1].last, candidate.head))
                    break
                found.pop()
            found.append(candidate)
            index = max(candidate.last, index + 1)
        return found

    def _at(self, index: int, depth: int) -> Candidate | None:
        token = self._tokens[index]
        first = token.text[0]
        if not first.isalnum():
            return None
        if depth == 0:
            begins = self._registry.side_begins(token.text)
            side = side_at(self._tokens, self._words, index, self._registry) if begins else None
            if side is not None or token.stts == "ART":
                return side
            if token.tag in _POINTING:
                return pronoun_at(self._tokens, index)
        if first.isdigit():
            aged = depth == 0 and _AGED.fullmatch(token.text) is not None and token.tag in _NOMINAL
            return Candidate("age", noun_start(self._tokens, index), index + 1, index) if aged else None
        if not first.isupper() and token.tag not in _NOMINAL:
            return self._lower(index, token)
        return self._capitalised(index, depth)

    def _capitalised(self, index: int, depth: int) -> Candidate | None:
        """The person, name or role that begins at a capitalised word."""
        token = self._tokens[index]
        person = self._persons.get(index)
        match = self._registry.match(self._words, index)
        if person is not None and (match is None or person - index > match[0] or not self._named_place(match[1])):  # noqa: SIM102
            if depth == 0 and not (match is not None and person - index <= match[0] and self._sense(index, *match)):
                role = self._registry.role(token.text) if token.tag == "NOUN" else None
                if role is None:
                    return self._person(index)
        if match is not None:
            entries = self._sense(index, *match)
            if entries:
                return self._name(index, match[0], entries)
        role = self._registry.role(token.text) if self._is_noun(index) else None
        return self._role(index, role, depth) if role is not None and not self._abstract(index, role) else None

    def _is_noun(self, index: int) -> bool:
        """A capital within a sentence makes a noun of what the analyser takes for an adjective or a number."""
        tag = self._tokens[index].tag
        return tag in _NOMINAL or tag == "NUM" or (tag == "ADJ" and index > 0 and not self._modifies(index))

    def _abstract(self, index: int, role: Role) -> bool:
        """``sein Amt``, ``ihren Widerstand``: what somebody has, and no body."""
        if not words().is_("abstract", role.noun):
            return False
        owner = determiner(self._tokens, noun_start(self._tokens, index), index)
        return owner is not None and owner.stts == "PPOSAT"

    def _lower(self, index: int, token: Token) -> Candidate | None:
        """A name of several words that begins with an adjective in small letters: ``das auswärtige Amt``."""
        match = self._registry.match(self._words, index) if token.tag == "ADJ" else None
        if match is None or match[0] == 1:
            return None
        entries = self._sense(index, *match)
        return self._name(index, match[0], entries) if entries else None

    def _modifies(self, index: int) -> bool:
        """Whether an adjective stands before a noun or name that it belongs to."""
        following = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        whole = self._registry.role(self._words[index])
        if whole is not None and following is not None and self._tokens[index].head == index + 1:
            weak = whole.full.endswith("er") and self._words[index].lower() in (whole.full[:-1], f"{whole.full[:-1]}n")
            if weak and following.tag == "NOUN":
                return True  # ``für Industrielle Entwicklung``
        return whole is None or bool(whole.compound) or (following is not None and following.tag == "PROPN")

    @staticmethod
    def _named_place(entries: Sequence[Entry]) -> bool:
        return any(entry.sense != "people" for entry in entries)

    def _sense(self, index: int, length: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return self._chooser.senses(self._tokens, index, length, entries)

    def _name(self, index: int, length: int, entries: tuple[Entry, ...]) -> Candidate:
        inner = any(word in ("der", "des", "für", "von") for word in self._words[index : index + length])
        head = index if inner else index + length - 1
        first = noun_start(self._tokens, index)
        if first == index - 1 and first and self._words[first - 1] == "," and entries[0].sense == "state":
            # ``der Präsident, der Polen besuchte``: no article, but who visits.
            first = first if entries[0].code in _articled() else index
        return Candidate("name", first, index + length, head, entries)

    def _person(self, index: int) -> Candidate | None:
        name = name_at(self._tokens, index, self._persons)
        if name is None:
            return None
        first = index
        while first > 0 and is_title(self._tokens[first - 1]):
            first -= 1
        first, places = self._nation.before(first)
        return Candidate("person", first, name[1], name[1] - 1, places=places, name=name)

    def _role(self, index: int, role: Role, depth: int) -> Candidate:
        tokens = self._tokens
        first = noun_start(tokens, index)
        places: list[tuple[Entry, ...] | str] = []
        prefix = self._registry.prefixes(tokens[index].text) or self._within(role)
        if prefix:
            places.append(prefix)
        owner = determiner(tokens, first, index)
        for position in range(first, index):
            text = tokens[position].text
            if tokens[position].tag == "ADJ":
                places.extend(adjectival(text, self._registry))
            elif text.endswith("-") and (shared := self._registry.prefixes(text + role.noun)):
                places.append(shared)  # ``EU- und NATO-Vertreter``
        start = first
        first, before = self._owner_before(first) if not places else (first, ())
        places.extend(before)
        last = index + 1
        inner: Candidate | None = None
        if depth < _DEPTH:
            last, inner, more = self._complement(last, role, depth, bool(places))
            places.extend(more)
        name: tuple[int, int] | None = None
        if depth == 0 and individual(role, self._sentence, start, index):
            name, first, last = self._beside.found(first, last, apposed=last > index + 1)
        elif depth == 0 and not places and last == index + 1 and words().is_("led_by", role.noun):
            name = self._beside.behind(last)  # ``die Regierung Bush``
            last = name[1] if name is not None else last
        possessive = first if owner is not None and owner.stts == "PPOSAT" and first < index else None
        return Candidate(
            "role", first, last, index, role=role, places=tuple(places), inner=inner, name=name, owner=possessive
        )

    def _within(self, role: Role) -> tuple[Entry, ...]:
        """The name that a compound without a hyphen begins with: ``Kremlchef``, ``Palästinenserpräsident``."""
        if len(role.compound) < len("Iran"):
            return ()
        match = self._registry.match((role.compound.capitalize(),), 0)
        senses = [entry for entry in match[1] if entry.sense != "person"] if match is not None else []
        return tuple(senses[:1])

    def _owner_before(self, first: int) -> tuple[int, tuple[tuple[Entry, ...], ...]]:
        """The name in the genitive before a role: ``Italiens Ministerpräsident``; none before an article."""
        if self._tokens[first].tag == "DET":
            return first, ()
        for length in (1, 2, 3):
            start = first - length
            if start < 0 or not self._words[start][0].isupper():
                continue
            match = self._registry.match(self._words, start)
            if match is not None and match[0] == length and self._words[first - 1][-1] in "sxz'’":
                entries = self._sense(start, *match)
                if entries and entries[0].name != self._words[first - 1] and entries[0].sense != "people":
                    return start, (entries,)
        return first, ()

    def _complement(  # noqa: PLR0911
        self,
        at: int,
        role: Role,
        depth: int,
        placed: bool,  # noqa: FBT001
    ) -> tuple[int, Candidate | None, list[tuple[Entry, ...] | str]]:
        """(end, role within, places) of the genitive or prepositional phrase after a role."""
        tokens = self._tokens
        if at >= len(tokens):
            return at, None, []
        lower, token = tokens[at].text.lower(), tokens[at]
        at_court = lower in _AT and role.kind == "person" and role.sectors[:1] == ("JUD",)
        apart = lower in _VON or lower in _IN or at_court
        if lower in _IN and (placed or not self._placed_by(lower, role) or self._brought_home(lower, at, role)):
            return at, None, []
        if apart and lower in _VON and placed:
            return at, None, []
        if not apart and token.tag != "DET" and not (token.tag == "PROPN" and token.text[0].isupper()):
            return at, None, []
        if token.tag == "DET" and token.features.get("Case") not in ("Gen", None) and lower not in ("der", "des"):
            return at, None, []
        found = self._inner(at, depth, apart=apart, bare=token.tag == "PROPN")
        if found is None or (apart and not self._hangs_on(at - 1, found)):
            return at, None, []
        inner = None if found.sort == "name" else found
        places: list[tuple[Entry, ...] | str] = [found.entries] if found.sort == "name" else list(found.places)
        if inner is not None and apart and not places and lower not in _VON:
            return at, None, []
        last = found.last
        while role.plural is not False and last + 1 < len(tokens) and tokens[last].text in _JOINS:
            more = self._inner(last + 1, depth, apart=True, bare=True)
            if more is None or more.sort != "name":
                break
            places.append(more.entries)
            last = more.last
        return last, inner, places

    def _hangs_on(self, noun: int, found: Candidate) -> bool:
        """Whether a phrase with a preposition belongs to the noun: not "Demonstranten von der Polizei festgenommen"."""
        return any(self._tokens[position].head == noun for position in range(found.first, found.last))

    def _brought_home(self, preposition: str, at: int, role: Role) -> bool:
        """``holte ihre Bürger aus dem Sudan zurück``: whose they are is told, and whence is where they were."""
        first = noun_start(self._tokens, at - 1)
        return preposition == "aus" and role.kind != "person" and self._tokens[first].stts == "PPOSAT"

    @staticmethod
    def _placed_by(preposition: str, role: Role) -> bool:
        """Whether "in X" or "aus X" tells whose it is: of a body that sits there, of whoever comes from there."""
        if preposition == "aus":
            return role.kind == "person" or role.sectors[:1] in _FROM
        if words().is_("counterpart", role.noun):
            return True
        # An embassy is not of the country that it stands in.
        return role.kind == "body" and role.sectors[:1] != ("MIL",) and not words().is_("embassy", role.noun)

    def _region(self, noun: int, depth: int) -> Candidate | None:
        """``des Gebiets Leningrad``, ``der Provinz Idlib``: the name behind the word for what it is."""
        if noun + 1 >= len(self._tokens) or not words().is_("region", self._tokens[noun].lemma.lower()):
            return None
        named = self._at(noun + 1, depth + 1) if self._tokens[noun + 1].tag == "PROPN" else None
        return named if named is not None and named.sort == "name" and named.first == noun + 1 else None

    def _inner(self, at: int, depth: int, *, apart: bool, bare: bool) -> Candidate | None:
        tokens = self._tokens
        noun = at + (1 if apart and tokens[at].tag == "ADP" else 0)
        start = noun
        while noun < len(tokens) and noun - start <= MOST_BEFORE and tokens[noun].tag in ("DET", "ADJ", "NUM"):
            match = self._registry.match(self._words, noun) if self._words[noun][0].isupper() else None
            if match is not None:
                break
            noun += 1
        if noun >= len(tokens):
            return None
        found = self._region(noun, depth) or self._at(noun, depth + 1)
        if found is None or found.sort not in ("name", "role") or found.name is not None:
            return None
        if found.sort == "name" and bare and not apart and noun == at:
            entry = found.entries[0]
            if entry.sense == "person" or (
                self._words[found.last - 1][-1] not in "sxz'’" and entry.sense != "organisation"
            ):
                return None
        return found
