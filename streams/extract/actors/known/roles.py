"""German role nouns: every case, number and gender of each, and compounds by rule."""

from collections.abc import Callable
from importlib.resources.abc import Traversable

from streams.extract.actors.known.entry import Role
from streams.extract.actors.known.nouns import Declined, Form, Noun, read_declensions, read_nouns
from streams.extract.actors.known.reading import Report, refuse, table
from streams.extract.remembering import WORDS_KEPT

EFFECTS = frozenset({"former", "deputy", "same", "kind", "source"})

_LONGEST = 60
_LEAST_BEFORE = 3
_LEAST_NOUN = 4
_JOINTS = ("", "s", "n", "en", "es", "e")
_VOWELS = frozenset("aeiouyäöü")
_PER_VOWEL = 7
"""Most consonants in a row that a beginning may have beside each vowel; longer runs are no German."""


class Roles:
    """Role nouns by the forms in which they stand in a text."""

    def __init__(self, folder: Traversable, is_name: Callable[[str], bool], report: Report = refuse) -> None:
        self.nouns = list(read_nouns(folder, "roles_de.tsv", report))
        self._is_name = is_name
        self._forms: dict[str, Form] = {}
        self._suffixes: dict[str, Form] = {}
        self._found: dict[str, Role | None] = {}
        self._read_forms(Declined(read_declensions(folder, report)))
        self._read_rules(folder, report)

    def _read_forms(self, declined: Declined) -> None:
        exact = {noun.noun: noun for noun in reversed(self.nouns)}
        for noun in self.nouns:
            for form, feminine, plural in declined.forms(noun):
                known = self._forms.get(form)
                if known is None or (exact.get(form) is noun and known.noun is not noun):
                    self._forms[form] = Form(noun, feminine, plural)
                elif known.noun is noun:
                    self._forms[form] = Form(noun, _either(known.feminine, feminine), _either(known.plural, plural))
        for form, found in self._forms.items():
            if found.noun.suffix:
                self._suffixes[form] = found
        self._short = min(map(len, self._suffixes), default=0)
        self._long = max(map(len, self._suffixes), default=0)

    def _read_rules(self, folder: Traversable, report: Report) -> None:
        self._prefixes: dict[str, str] = {}
        self._sources: list[str] = []
        for row in table(folder, "role_prefixes.tsv", ("prefix", "effect", "note"), report):
            if row["effect"] not in EFFECTS:
                report(f"{row.where}: effect is one of {', '.join(sorted(EFFECTS))}")
            if row["effect"] == "source":
                self._sources.append(row["prefix"])
            else:
                self._prefixes[row["prefix"]] = row["effect"]
        self._former = [
            prefix + joint for prefix, effect in self._prefixes.items() if effect == "former" for joint in ("-", "")
        ]
        self._barred: set[tuple[str, str]] = set()
        self._barred_ends: list[tuple[str, str]] = []
        for row in table(folder, "not_roles.tsv", ("beginning", "noun", "note"), report):
            if row["beginning"].startswith("*"):
                self._barred_ends.append((row["beginning"][1:], row["noun"]))
            else:
                self._barred.add((row["beginning"], row["noun"]))

    def role(self, word: str) -> Role | None:
        """The role that a capitalised word is or ends in, in any case, number and gender."""
        try:
            return self._found[word]
        except KeyError:
            if len(self._found) > WORDS_KEPT:
                self._found.clear()
            found = self._role(word) if word[:1].isupper() and len(word) <= _LONGEST else None
            self._found[word] = found
            return found

    def forms(self) -> dict[str, Form]:
        """All forms of the nouns of the table."""
        return self._forms

    def _role(self, word: str) -> Role | None:
        lower = word.lower()
        form = self._forms.get(lower)
        if form is not None:
            return self._whole(form)
        if "-" in lower:
            return self._hyphenated(word, lower)
        return self._compound(lower, word)

    def _whole(self, form: Form) -> Role:
        """A noun of the table; what it ends in is its noun: ``außen`` and ``minister``."""
        noun = form.noun
        if noun.sectors[:1] == ("ELI",):
            for prefix in self._former:
                inner = self._forms.get(noun.noun[len(prefix) :]) if noun.noun.startswith(prefix) else None
                if inner is not None:
                    whole = self._whole(inner._replace(feminine=form.feminine, plural=form.plural))
                    return whole._replace(sectors=noun.sectors, former=True, where=noun.where)
        if not noun.suffix:
            for cut in range(_LEAST_BEFORE - 1, len(noun.noun) - self._short + 1):
                inner = self._suffixes.get(noun.noun[cut:])
                before = noun.noun[:cut].rstrip("-")
                if inner is None or inner.noun.noun != noun.noun[cut:] or self._bars(before, inner.noun.noun):
                    continue
                if before:
                    return self._made(form, noun.noun[:cut].rstrip("-"), inner.noun.noun, noun.noun)
        return self._made(form, "", noun.noun, noun.noun)

    @staticmethod
    def _made(form: Form, compound: str, base: str, full: str, *, sectors: tuple[str, ...] = ()) -> Role:
        noun = form.noun
        return Role(
            noun=base,
            compound=compound,
            full=full,
            sectors=sectors or noun.sectors,
            kind=noun.kind,
            takes=noun.takes,
            office=noun.office,
            feminine=form.feminine,
            plural=form.plural,
            former=False,
            where=noun.where,
        )

    def _hyphenated(self, word: str, lower: str) -> Role | None:
        """``US-Außenminister``, ``Ex-Präsident``: the last part is a role, the others are names or not."""
        head, _, tail = word.rpartition("-")
        if not tail[:1].isupper():
            return None
        former = False
        compound = ""
        for part in head.split("-"):
            effect = self._prefixes.get(part.lower())
            if effect == "former":
                former = True
            elif part and not part.isupper() and (effect or not self._is_name(part)):
                compound += part.lower()
        end = lower.rpartition("-")[2]
        joined = self._forms.get(compound + end) if compound else None
        if joined is not None:
            return self._whole(joined)._replace(former=former)
        inner = self._role(tail)
        if inner is None:
            return None
        former = former or inner.former
        if not compound:
            return inner._replace(former=former)
        deputy = self._prefixes.get(compound) == "deputy"
        return inner._replace(
            compound=compound + inner.compound,
            full=compound + inner.full,
            office="" if deputy else inner.office,
            former=former,
        )

    def _compound(self, lower: str, word: str) -> Role | None:
        for prefix, effect in self._prefixes.items():
            if lower.startswith(prefix) and len(lower) - len(prefix) >= _LEAST_NOUN + 1:
                form = self._forms.get(lower[len(prefix) :])
                if (
                    form is not None
                    and form.noun.kind in ("person", "group")
                    and not self._bars(prefix, form.noun.noun)
                ):
                    return self._prefixed(form, prefix, effect)
        source = self._source(lower)
        if source is not None:
            return source
        for cut in range(max(_LEAST_BEFORE, len(lower) - self._long), len(lower) - self._short + 1):
            form = self._suffixes.get(lower[cut:])
            if form is None:
                continue
            before = lower[:cut]
            if self._bars(before, form.noun.noun) or not _plausible(before) or self._is_name(word):
                return None
            return self._made(
                form,
                before,
                form.noun.noun,
                before + form.noun.noun,
                sectors=self._sectors(form.noun, before),
            )
        return None

    def _source(self, lower: str) -> Role | None:
        """Who speaks in ``Armeeangaben``, ``Medienberichten``: what the compound begins with."""
        for tail in self._sources:
            before = lower[: len(lower) - len(tail)]
            if not before or not lower.endswith(tail):
                continue
            for joint in _JOINTS:
                form = self._forms.get(before[: len(before) - len(joint)]) if before.endswith(joint) else None
                if form is not None and form.noun.kind in ("body", "group", "person") and form.noun.takes != "of":
                    return self._whole(form._replace(plural=True))
        return None

    def _prefixed(self, form: Form, prefix: str, effect: str) -> Role:
        whole = self._whole(form)
        if effect == "former":
            return whole._replace(former=True)
        return whole._replace(
            compound=prefix + whole.compound,
            full=prefix + whole.full,
            office=whole.office if effect == "same" else "",
        )

    def _sectors(self, noun: Noun, before: str) -> tuple[str, ...]:
        """The sectors of the body before a noun that takes them from there: ``Oppositions-``, ``Armeesprecher``."""
        if noun.takes != "of":
            return ()
        for joint in _JOINTS:
            if before.endswith(joint):
                body = self._forms.get(before[: len(before) - len(joint)])
                if body is not None and body.noun.kind != "state":
                    return body.noun.sectors
        return ()

    def _bars(self, before: str, noun: str) -> bool:
        barred = self._barred
        return (
            (before, "") in barred
            or (before, noun) in barred
            or any(before.endswith(end) and other in ("", noun) for end, other in self._barred_ends)
        )


def _either(one: bool | None, other: bool | None) -> bool | None:  # noqa: FBT001 (a truth of three values)
    return one if one is other else None


def _plausible(before: str) -> bool:
    """Whether the beginning of a compound can be German: letters, a vowel to not too many consonants."""
    vowels = sum(letter in _VOWELS for letter in before)
    return before.isalpha() and vowels > 0 and len(before) <= vowels * _PER_VOWEL
