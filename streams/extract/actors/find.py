"""Candidates: words that may name an actor, read from one sentence alone."""

from dataclasses import dataclass, replace

from streams.extract.actors.registry import Named, Registry, Role
from streams.extract.document import Token
from streams.extract.languages.de import Words

_MOST_ADJECTIVES = 4
_MOST_NAME = 4
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_FROM = frozenset(("in", "im", "aus", "von", "vom"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name an actor; token positions, ``last`` exclusive."""

    sort: str
    """``named``, ``role``, ``person`` (a surname of the article), ``pronoun`` or ``pair``."""
    first: int
    last: int
    head: int
    places: tuple[Named | str, ...] = ()
    """Countries (alpha-3) or names that its adjectives, prefix or complement give."""
    named: Named | None = None
    role: Role | None = None
    name: str | None = None
    """A person's full name beside the role."""
    inner: "Candidate | None" = None
    """The role in its complement: ``Sprecher des Außenministeriums``."""


def noun_start(tokens: tuple[Token, ...], index: int, lexicon: Words, registry: Registry) -> int:
    """Where the noun phrase begins whose noun stands at ``index``: adjectives and the determiner before it."""
    first = index
    while first > 0 and index - first < _MOST_ADJECTIVES:
        before = tokens[first - 1]
        if lexicon.is_("determiner", before.lower):
            return first - 1
        if not before.word or (before.capital and "isch" not in before.lower and not before.lower.endswith("er")):
            break
        if before.capital and first - 1 > 0 and "isch" not in before.lower and not registry.adjectives(before.lower):
            break
        if not before.lower.endswith(_ADJECTIVE_ENDINGS) or lexicon.is_("starter", before.lower):
            break
        if before.lemma in lexicon.saying or lexicon.is_("modal", before.lower) or lexicon.is_("become", before.lower):
            break
        if lexicon.is_("preposition", before.lower) or lexicon.is_("have", before.lower):
            break
        first -= 1
    if first > 0 and lexicon.is_("determiner", tokens[first - 1].lower):
        return first - 1
    # Without an article, a past tense has the look of an adjective: ``demonstrierten Studenten``.
    while first < index and tokens[first].lemma.endswith("n") and tokens[first].lemma != tokens[first].lower:
        first += 1
    return first


class Finder:
    """Finds candidates in a sentence."""

    def __init__(self, registry: Registry, lexicon: Words) -> None:
        self._registry = registry
        self._lexicon = lexicon

    def find(self, tokens: tuple[Token, ...]) -> list[Candidate]:
        """The candidates of a sentence, from left to right, none within another."""
        found: list[Candidate] = []
        index = 0
        while index < len(tokens):
            candidate = self._at(tokens, index)
            if candidate is None:
                index += 1
                continue
            while found and found[-1].last > candidate.first:
                if found[-1].first < candidate.first:
                    candidate = replace(candidate, first=found[-1].last)
                else:
                    found.pop()
            found.append(candidate)
            index = candidate.last
        return found

    def _at(  # noqa: PLR0911  # one return a sort
        self, tokens: tuple[Token, ...], index: int, depth: int = 0
    ) -> Candidate | None:
        token = tokens[index]
        if not token.word:
            return None
        pair = self._pair(tokens, index)
        if pair is not None:
            return pair
        if token.capital:
            named = self._registry.named(tokens, index)
            if named is not None and not self._modifies(tokens, index, *named):
                return self._name_at(tokens, index, *named)
            members = self._members(token)
            if members is not None:
                return Candidate(
                    "named", noun_start(tokens, index, self._lexicon, self._registry), index + 1, index, named=members
                )
            role = self._registry.role(token.text)
            if role is not None:
                return self._role(tokens, index, role, depth)
        if token.lower in ("er", "sie", "wir") and (not token.capital or index == 0 or not tokens[index - 1].word):
            return Candidate("pronoun", index, index + 1, index)
        return None

    def _name_at(self, tokens: tuple[Token, ...], index: int, length: int, named: Named) -> Candidate:
        first = noun_start(tokens, index, self._lexicon, self._registry)
        lower = tokens[index].lower
        article = any(self._lexicon.is_(name, lower) for name in ("feminine", "plural_name", "masculine_name"))
        if named.kind == "state" and not article and index - first == 1 and first and tokens[first - 1].text == ",":
            # ``der Präsident, der Polen besuchte``: no article, but who visits.
            first = index if self._lexicon.is_("relative", tokens[first].lower) else first
        inner = any(token.lower in ("der", "des") for token in tokens[index : index + length])
        return Candidate("named", first, index + length, index if inner else index + length - 1, named=named)

    def _members(self, token: Token) -> Named | None:
        """``EU-Staaten``: the organisation, as its members act together."""
        if not self._lexicon.is_("member_states", token.lower.rpartition("-")[2]):
            return None
        named = self._registry.prefix(token.text)
        return named if named is not None and named.international else None

    def _modifies(self, tokens: tuple[Token, ...], index: int, length: int, named: Named) -> bool:
        """``Deutsche Bank``, ``Moskauer Regierung``: the name is only part of another."""
        following = tokens[index + length] if index + length < len(tokens) else None
        if following is None or not following.capital:
            return False
        return named.sectors == ("CVL",) and following.lower not in self._lexicon.months

    def _pair(self, tokens: tuple[Token, ...], index: int) -> Candidate | None:
        """``beide Seiten``, ``die Gesprächspartner``, ``beider Länder``."""
        lower = tokens[index].lower
        if lower in ("beide", "beider", "beiden"):
            noun = index + 1
            if noun < len(tokens) and not tokens[noun].capital:
                noun += 1
            if noun < len(tokens) and tokens[noun].lemma in self._lexicon.classes["pair_noun"]:
                first = index - 1 if index and tokens[index - 1].lower in ("die", "der", "den") else index
                return Candidate("pair", first, noun + 1, noun)
        elif lower in ("die", "der", "den") and index + 1 < len(tokens):
            following = tokens[index + 1]
            plural = following.lower in ("länder", "seiten", "ländern", "staaten") and not self._goes_on(
                tokens, index + 2
            )
            if (following.lemma in self._lexicon.classes["pair_alone"] and lower == "die") or plural:
                return Candidate("pair", index, index + 2, index + 1)
        return None

    def _goes_on(self, tokens: tuple[Token, ...], index: int) -> bool:
        """A complement follows, so it is not the two that were named: ``die Länder der EU``."""
        return index < len(tokens) and tokens[index].lower in ("der", "des", "von", "in", "aus", "wie", "im")

    def _role(self, tokens: tuple[Token, ...], index: int, role: Role, depth: int) -> Candidate:
        first = noun_start(tokens, index, self._lexicon, self._registry)
        places: list[Named | str] = []
        prefix = self._registry.prefix(tokens[index].text)
        if prefix is not None:
            places.append(prefix)
        for position in range(first, index):
            places.extend(self._registry.adjectives(tokens[position].lower))
        owner = self._owner(tokens, first)
        if owner is not None and not places:
            first -= 1
            places.append(owner)
        last = index + 1
        inner: Candidate | None = None
        complement = self._complement(tokens, last, depth)
        if complement is not None and tokens[last].lower in _FROM and (places or role.kind != "person"):
            home = role.kind == "body" and "MIL" not in role.sectors and tokens[last].lower == "in"
            named = tokens[last].lower in ("von", "vom") or (home and complement.sort == "named")
            complement = complement if named and not places else None
        if complement is not None:
            last = complement.last
            if complement.named is not None:
                places.append(complement.named)
            else:
                inner = complement
                places.extend(complement.places)
        name: str | None = None
        if role.kind == "person":
            name, last = self._name(tokens, last, apposed=complement is not None)
            if name is None and first > 1 and tokens[first - 1].text == ",":
                before = self._name_before(tokens, first - 1)
                if before is not None:
                    name = " ".join(token.text for token in tokens[before : first - 1])
                    first = before
                    if last < len(tokens) and tokens[last].text == ",":
                        last += 1
        return Candidate("role", first, last, index, tuple(places), role=role, name=name, inner=inner)

    def _owner(self, tokens: tuple[Token, ...], first: int) -> Named | None:
        """The state before a role: ``Italiens Ministerpräsident``."""
        if first == 0 or not tokens[first - 1].text.endswith("s") or not tokens[first - 1].capital:
            return None
        named = self._registry.named(tokens, first - 1)
        if named is None or named[0] != 1 or named[1].sectors == ("CVL",) or named[1].name == tokens[first - 1].text:
            return None
        return named[1]

    def _complement(  # noqa: PLR0911  # one return a form
        self, tokens: tuple[Token, ...], index: int, depth: int
    ) -> Candidate | None:
        """The genitive or ``von`` phrase after a role noun, where it names an actor."""
        if index >= len(tokens) or depth > 1:
            return None
        lower = tokens[index].lower
        if lower in ("des", "der", "von", "vom", "aus", "in", "im", "der", "eines", "einer"):
            noun = index + 1
            while noun < len(tokens) and noun - index <= _MOST_ADJECTIVES and not tokens[noun].capital:
                if not tokens[noun].lower.endswith((*_ADJECTIVE_ENDINGS, "der")):
                    return None
                noun += 1
            if noun >= len(tokens):
                return None
            inner = self._at(tokens, noun, depth + 1)
            if inner is None or inner.sort not in ("named", "role") or inner.name is not None:
                return None
            if lower in ("in", "im", "aus", "vom", "von") and inner.sort == "role":
                return None
            return replace(inner, first=index)
        named = self._registry.named(tokens, index) if tokens[index].capital else None
        if named is not None and tokens[index + named[0] - 1].text.endswith(("s", "x", "z")):
            return Candidate("named", index, index + named[0], index, named=named[1])
        return None

    def _is_name_word(self, token: Token) -> bool:
        if not token.capital or not token.word or token.text[0].isdigit() or self._lexicon.is_("notname", token.lower):
            return False
        if self._lexicon.is_("determiner", token.lower) or self._registry.role(token.text) is not None:
            return False
        return not self._lexicon.is_("preposition", token.lower)

    def _name(self, tokens: tuple[Token, ...], index: int, *, apposed: bool) -> tuple[str | None, int]:
        """(name, end) of a name that follows a role: ``Maxim Ryschenkow``, ``, Alexander Lukaschenko,``."""
        start = index
        comma = index < len(tokens) and tokens[index].text == ","
        if comma:
            start += 1
        end = self._name_end(tokens, start)
        length = end - start
        if length == 0:
            return None, index
        if comma:
            closed = (end < len(tokens) and tokens[end].text in (",", "(")) or end == len(tokens)
            if not closed or (length < 2 and not apposed):  # noqa: PLR2004  # a forename and a surname
                return None, index
        elif self._registry.named(tokens, start) is not None:
            return None, index
        name = " ".join(token.text for token in tokens[start:end] if token.lower not in self._lexicon.classes["title"])
        if comma and end < len(tokens) and tokens[end].text == ",":
            end += 1
        return (name or None), end if name else index

    def _goes_on_as_name(self, tokens: tuple[Token, ...], index: int) -> bool:
        return index < len(tokens) and self._is_name_word(tokens[index])

    def _name_end(self, tokens: tuple[Token, ...], start: int) -> int:
        end = start
        while end < len(tokens) and end - start < _MOST_NAME:
            token = tokens[end]
            if self._is_name_word(token) or (
                token.text == "."
                and end > start
                and len(tokens[end - 1].text) <= len("Ch")
                and self._goes_on_as_name(tokens, end + 1)
            ):
                end += 1
            elif (
                self._lexicon.is_("nameparticle", token.lower) or token.lower.startswith(("al-", "el-", "as-"))
            ) and end + 1 < len(tokens):
                if token.lower in ("der", "den", "zu", "zur", "das", "des", "von") and end == start:
                    break
                if "-" not in token.lower and not self._is_name_word(tokens[end + 1]):
                    break
                end += 1
            else:
                break
        return end

    def _name_before(self, tokens: tuple[Token, ...], comma: int) -> int | None:
        """Where a full name begins that ends right before a comma."""
        first = comma
        while first > 0 and comma - first < _MOST_NAME and self._is_name_word(tokens[first - 1]):
            first -= 1
        while first < comma and (
            self._lexicon.is_("starter", tokens[first].lower) or self._registry.named(tokens, first) is not None
        ):
            first += 1
        return first if comma - first >= 2 else None  # noqa: PLR2004  # a forename and a surname
