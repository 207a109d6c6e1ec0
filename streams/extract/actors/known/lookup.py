"""What a description means on a day, with the lines of the data that say so: for people who ask the registry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from streams.extract.actors.known.entry import OPEN_SINCE, OPEN_UNTIL, Entry, Holder
from streams.extract.actors.known.names import tokens
from streams.extract.actors.known.registry import Registry

_FILLERS = frozenset(
    {"der", "die", "das", "des", "dem", "den", "von", "vom", "in", "the", "of", "und", "and", "ein", "eine"}
)
_PLACES = ("state", "capital", "city", "entity", "organisation", "metonym")
_BODY_OFFICES = {"foreign_ministry": "foreign_minister", "defence_ministry": "defence_minister"}
_EITHER = {"president": ("head_of_state", "leader"), "leader": ("leader", "head_of_government", "head_of_state")}
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines for people, and whether anything is known."""

    lines: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class _Office:
    """A role in the words asked for."""

    word: str
    offices: tuple[str, ...]
    where: str
    former: bool = False


def look_up(registry: Registry, words: str, day: int) -> Answer:
    """Say what words mean on a day (ordinal)."""
    parts = [word for word in tokens(words) if word[0].isalnum()]
    places, role, entries, rest = _read(registry, parts)
    found: list[str] = []
    if role is not None and not places:
        places = _only_place(registry, role)
    if role is not None and places:
        for place, why in dict.fromkeys(places):
            found += _held(registry, place, why, role, day)
        return Answer(tuple(found), known=any("  holder" in line for line in found))
    for entry in entries:
        found += _told(entry, day)
    if not found:
        for word in (" ".join(parts), *(parts[-1:] if len(parts) == 1 else ())):
            found += _named(registry, word, day)
            if found:
                break
    if not found:
        for place, why in places:
            found.append(f"{place} {registry.place_name(place)}: {why}")
    if not found and role is not None and not rest:
        return Answer(
            (f"{role.word!r} names {', '.join(role.offices)} ({role.where}); of which country?",), known=False
        )
    if not found:
        what = " ".join(rest) or words
        return Answer((f"nothing is known of {what!r}",), known=False)
    return Answer(tuple(dict.fromkeys(found)), known=True)


def _read(
    registry: Registry, parts: Sequence[str]
) -> tuple[list[tuple[str, str]], _Office | None, list[Entry], list[str]]:
    """Places, role, names and what is neither, in any order of words."""
    places: list[tuple[str, str]] = []
    entries: list[Entry] = []
    rest: list[str] = []
    role: _Office | None = None
    spot = 0
    while spot < len(parts):
        taken, office = _office_at(registry, parts, spot)
        if office is not None and (role is None or _of_body(role, office)):
            role = office
            named = registry.prefix(parts[spot])
            if named is not None:
                places.append((_place(named), f"{parts[spot].partition('-')[0]!r} at {named.where}"))
            spot += taken
            continue
        found = registry.match(parts, spot) or registry.match_english(parts, spot) or _titled(registry, parts, spot)
        adjectives = _adjectives(registry, parts, spot)
        if adjectives and spot + 1 < len(parts) and _office_at(registry, parts, spot + 1)[1] is not None:
            found = None
        if found is not None and not (adjectives and len(parts) > 1 and found[0] == 1):
            spot += found[0]
            entries += found[1]
            places += [
                (_place(entry), f"{entry.form!r} at {entry.where}") for entry in found[1] if entry.sense in _PLACES
            ]
        elif adjectives:
            places += [(code, f"{parts[spot]!r} at {where}") for code, where in adjectives]
            spot += 1
        else:
            if parts[spot].lower() not in _FILLERS:
                rest.append(parts[spot])
            spot += 1
    return places, role, [] if role and places else entries, rest


def _of_body(role: _Office, body: _Office) -> bool:
    """``Leiter des Außenministeriums``: the head of a body is its office."""
    return "leader" in role.offices and any(office in _BODY_OFFICES for office in body.offices)


def _only_place(registry: Registry, role: _Office) -> list[tuple[str, str]]:
    """The place of an office that there is but once: the pope's."""
    for office in role.offices:
        held = {one.place for one in registry.holders.terms if one.office == office}
        if len(held) == 1:
            return [(held.pop(), f"the only one with {office}")]
    titled = {one.place for one in registry.holders.terms if one.title == role.word}
    return [(titled.pop(), f"the only one with a {role.word}")] if len(titled) == 1 else []


def _titled(registry: Registry, parts: Sequence[str], spot: int) -> tuple[int, tuple[Entry, ...]] | None:
    """Names that were typed in small letters."""
    words = [word[0].upper() + word[1:] for word in parts]
    if words[spot] == parts[spot] or parts[spot].lower() in _FILLERS:
        return None
    return registry.match(words, spot)


def _place(entry: Entry) -> str:
    return entry.code.partition(".")[0]


def _adjectives(registry: Registry, parts: Sequence[str], spot: int) -> list[tuple[str, str]]:
    for adjectives in (registry.adjectives, registry.english_adjectives):
        choices = adjectives.choices(parts[spot])
        if choices:
            return [(choice.code, choice.where) for choice in choices]
    return []


def _office_at(registry: Registry, parts: Sequence[str], spot: int) -> tuple[int, _Office | None]:
    word = parts[spot]
    role = registry.role(word[0].upper() + word[1:])
    if role is not None and role.kind in ("person", "body"):
        offices = _offices(registry, role.full, role.office)
        return 1, _Office(role.full, offices, role.where, role.former)
    for length in range(min(_MOST_WORDS, len(parts) - spot), 0, -1):
        noun = registry.english_roles.get(" ".join(parts[spot : spot + length]).lower())
        if noun is not None:
            return length, _Office(noun.noun, _offices(registry, noun.noun, noun.office), noun.where)
    return 0, None


def _offices(registry: Registry, title: str, office: str) -> tuple[str, ...]:
    named = _EITHER.get(office, (office,) if office else ())
    return tuple(dict.fromkeys((*named, *registry.office_of(title))))


def _held(registry: Registry, place: str, why: str, role: _Office, day: int) -> Iterator[str]:
    shown = date.fromordinal(day).isoformat()
    asked = [_BODY_OFFICES.get(office, office) for office in role.offices]
    for office in asked if role.former else ():
        before = [holder for holder in registry.holders.of(place, office) if holder.until < day]
        for one in reversed(before):
            yield f"{one.person} ({one.code}), {one.title} of {registry.place_name(place)}, {_term(one)}"
            yield f"  holder  {one.where}"
        if before:
            return
    for office in asked:
        holder = registry.holder(place, office, day)
        if holder is not None:
            yield f"{holder.person} ({holder.code}), {holder.title} of {registry.place_name(place)}, {_term(holder)}"
            yield f"  place   {place}: {why}"
            yield f"  office  {office}: {role.word!r} at {role.where}"
            yield f"  holder  {holder.where}"
            if role.offices[0].endswith("ministry"):
                yield f"  body    {place}: {role.word}"
            return
    what = ", ".join(asked) or f"no single office ({role.word!r} at {role.where})"
    yield f"  place   {place}: {why}"
    yield f"nobody is known as {role.word!r} of {registry.place_name(place)} on {shown}: {what}"


def _named(registry: Registry, word: str, day: int) -> Iterator[str]:
    """Everybody with a surname."""
    for holder in registry.holders_named(word):
        yield f"{holder.person} ({holder.code}), {holder.title} of {registry.place_name(holder.place)}, {_term(holder)}"
        yield f"  holder  {holder.where}{_whether(holder.since, holder.until, day)}"
    for entry in registry.persons_named(word):
        yield from _told(entry, day)


def _told(entry: Entry, day: int) -> Iterator[str]:
    office = f", {entry.office}" if entry.office else ""
    yield f"{entry.code} {entry.name}{office} ({entry.sense})"
    yield f"  entry   {entry.where}: {entry.form!r}{_whether(entry.since, entry.until, day)}"
    if entry.rule or entry.ambiguous:
        yield f"  choice  {entry.rule or entry.ambiguous}"


def _term(holder: Holder) -> str:
    since = _shown(holder.since)
    until = _shown(holder.until)
    return f"{since or '…'} to {until or 'now'}"


def _whether(since: int, until: int, day: int) -> str:
    if since <= day <= until:
        return ""
    return f", {_shown(since) or '…'} to {_shown(until) or 'now'}: not on {_shown(day)}"


def _shown(day: int) -> str:
    return "" if day in (OPEN_SINCE, OPEN_UNTIL) else date.fromordinal(day).isoformat()
