"""Which reports are of one event: told again, by another name of its parties, or asked before it was told."""

from collections.abc import Sequence

from schemas.plover import Modality
from streams.extract.days import Day
from streams.extract.events import Filled, Found
from streams.extract.events.signs import signs

_MOST_ALIKE = 50
"""Events with equal parties that a new report is compared with: bounds the work in an article that never ends."""
_SETTLED = frozenset((Modality.FACTUAL, Modality.NEGATED))
"""What answers the question whether."""

Dated = tuple[Found, Day | None]
"""An event as one clause reports it, and its day there."""
_Key = tuple[object, ...]


def grouped(reports: Sequence[Dated]) -> list[list[Dated]]:
    """The reports of each event, in the order in which the article tells them; an answer goes before its question."""
    groups: list[list[Dated]] = []
    alike: dict[_Key, list[list[Dated]]] = {}
    for report in reports:
        item = report[0]
        told = alike.setdefault((item.modality, *_key(item)), [])
        for entries in told[-_MOST_ALIKE:]:
            if _compatible(entries, report):
                entries.append(report)
                break
        else:
            told.append([report])
            groups.append(told[-1])
    return _answered(groups)


def _answered(groups: list[list[Dated]]) -> list[list[Dated]]:
    """``Unklar war, ob Kuba den Vertrag kündigt. … Kuba kündigte den Vertrag``: one event, and no second, open one."""
    answers: dict[_Key, list[list[Dated]]] = {}
    for entries in groups:
        if entries[0][0].modality in _SETTLED:
            answers.setdefault(_by_words(entries), []).append(entries)
    places = {id(entries): number for number, entries in enumerate(groups)}
    for entries in groups:
        if not all(asks(item) for item, _ in entries):
            continue
        known = answers.get(_by_words(entries), [])[:_MOST_ALIKE]
        answer = next((each for each in known if _compatible(each, entries[0])), None)
        if answer is not None:
            answer += entries
            places[id(answer)] = min(places.pop(id(entries)), places[id(answer)])
    kept = (entries for entries in groups if id(entries) in places)
    return sorted(kept, key=lambda entries: places[id(entries)])


def _by_words(entries: Sequence[Dated]) -> _Key:
    item = entries[0][0]
    return item.where, *_key(item)


def asks(item: Found) -> bool:
    """Whether it is told as what somebody asks: ``ob …``."""
    tokens = item.sentence.tokens
    return any(signs().has("question", tokens[spot].text.lower()) for spot in item.signs)


def day_of(entries: Sequence[Dated]) -> Day | None:
    """The day of an event that several places report: the most precise one that words tell."""
    days = [day for _, day in entries if day is not None]
    return min(days, key=lambda day: (not day.own, (day.value.end - day.value.start).days), default=None)


def told_best(entries: Sequence[Dated]) -> Found:
    """The mention whose parties the record carries: the first of the most exact ones."""
    return max((each for each, _ in entries), key=_told_exactly)


def _told_exactly(item: Found) -> tuple[bool, int]:
    """How many parties are more than a country as a whole; of two mentions the more exact names the parties."""
    exact = sum("." in filled.entity.code for filled in (*item.actors, *item.recipients))
    return not asks(item), exact


def _key(item: Found) -> _Key:
    actors, recipients = _places(item.actors), _places(item.recipients)
    if item.reciprocal:
        actors, recipients = actors | recipients, frozenset()
    return item.type, actors, recipients


def _places(side: Sequence[Filled]) -> frozenset[str]:
    return frozenset(filled.entity.place for filled in side)


def _compatible(entries: list[Dated], report: Dated) -> bool:
    """Parties that may be the same, and a day that no words of the event's own tell parts nothing."""
    item, when = report
    if not all(_alike(item, other) for other, _ in entries[:_MOST_ALIKE]):
        return False
    told = [day for _, day in entries[:_MOST_ALIKE] if day is not None]
    if when is not None and any(_sum_of_many(one, other) for day in told for one, other in ((day, when), (when, day))):
        return False
    days = [day.value for day in told if day.own]
    if when is None or not when.own or not days:
        return True
    return any(day.start <= when.value.end and when.value.start <= day.end for day in days)


def _alike(one: Found, other: Found) -> bool:
    """Whether the parties of two events may be the same: equal codes, or a country as a whole beside its army."""
    return all(
        _covered(a, b) and _covered(b, a)
        for a, b in ((_codes(one.actors), _codes(other.actors)), (_codes(one.recipients), _codes(other.recipients)))
    ) or (
        one.reciprocal
        and _codes(one.actors) | _codes(one.recipients) == _codes(other.actors) | _codes(other.recipients)
    )


def _codes(side: Sequence[Filled]) -> frozenset[str]:
    return frozenset(filled.entity.code for filled in side)


def _covered(codes: frozenset[str], others: frozenset[str]) -> bool:
    return all(
        code in others or code.partition(".")[0] in others or any(other.startswith(f"{code}.") for other in others)
        for code in codes
    )


def _sum_of_many(day: Day, other: Day) -> bool:
    """``In diesem Jahr erschossen sie vierzig``: what a year's words tell is not the deed that a single day tells."""
    return day.own and day.value.precision == "year" and other.value.precision == "day"
