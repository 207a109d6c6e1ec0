"""Who holds an office on a day: never two, and always whom the file says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.extract.actors.known.entry import OPEN_UNTIL
from streams.extract.actors.known.holders import Term, read_offices, read_terms
from streams.extract.actors.known.reading import data
from streams.extract.actors.known.registry import Registry, registry

TERMS = list(read_terms(data()))
SINGLE = {name for name, office in read_offices(data()).items() if office.single}
OFFICES = sorted({(one.place, one.office) for one in TERMS if one.office in SINGLE})
DAYS = st.dates(date(1999, 1, 1), date(2026, 12, 31)).map(date.toordinal)
EDGES = sorted({day for one in TERMS for day in (one.began.first, one.began.last, one.ended.first, one.ended.last)})
NEAR_EDGES = st.sampled_from([day for day in EDGES if 0 < day < OPEN_UNTIL]).flatmap(
    lambda day: st.integers(day - 1, day + 1)
)


def scanned(place: str, office: str, day: int) -> set[str]:
    """Whom a reader with the file before them would name: all whose days certainly hold the day.

    Where a successor's first day is told, the term before ends the day before it; where only the end is, the next one
    begins the day after.
    """
    terms = sorted(
        (one for one in TERMS if (one.place, one.office) == (place, office)),
        key=lambda one: (one.began.first, one.began.last, one.ended.last),
    )
    return {one.person for one in terms if _certain(one, terms, day)}


def _certain(one: Term, terms: list[Term], day: int) -> bool:
    spot = terms.index(one)
    first, last = one.began.last, one.ended.first
    if spot and first != one.began.first:
        before = terms[spot - 1].ended
        if before.first == before.last and one.began.first <= before.last <= one.began.last:
            first = before.last + 1
    if spot + 1 < len(terms):
        after = terms[spot + 1].began
        if after.first == after.last and one.ended.first <= after.first <= one.ended.last != OPEN_UNTIL:
            last = after.first - 1
    return first <= day <= last


@settings(deadline=None)
@given(st.sampled_from(OFFICES), DAYS | NEAR_EDGES)
def test_holder_is_whom_the_file_says(office: tuple[str, str], day: int) -> None:
    holder = registry().holder(*office, day)
    assert scanned(*office, day) == ({holder.person} if holder else set())


@settings(deadline=None)
@given(st.sampled_from(OFFICES), DAYS | NEAR_EDGES)
def test_on_every_day_at_most_one(office: tuple[str, str], day: int) -> None:
    assert sum(one.since <= day <= one.until for one in registry().holders.of(*office)) <= 1


def test_nobody_on_no_day(known: Registry) -> None:
    assert known.holder("DEU", "head_of_government", None) is None
    assert known.holder("DEU", "no_such_office", 735000) is None
    assert known.holder("ZZZ", "head_of_government", 735000) is None


@pytest.mark.parametrize(
    ("place", "office", "then", "later"),
    [
        ("DEU", "foreign_minister", ("2009-06-01", "Steinmeier"), ("2024-06-01", "Baerbock")),
        ("USA", "foreign_minister", ("2009-06-01", "Clinton"), ("2024-06-01", "Blinken")),
        ("BLR", "foreign_minister", ("2009-11-25", "Martynow"), ("2024-11-25", "Ryschenkow")),
        ("FRA", "head_of_state", ("2009-06-01", "Sarkozy"), ("2024-06-01", "Macron")),
        ("UKR", "head_of_state", ("2009-06-01", "Juschtschenko"), ("2024-06-01", "Selenskyj")),
        ("NATO", "leader", ("2008-06-01", "Scheffer"), ("2023-06-01", "Stoltenberg")),
    ],
)
def test_fifteen_years_apart(
    known: Registry, place: str, office: str, then: tuple[str, str], later: tuple[str, str]
) -> None:
    for day, name in (then, later):
        holder = known.holder(place, office, date.fromisoformat(day).toordinal())
        assert holder is not None
        assert name in holder.person


def test_the_day_of_the_change_is_the_successors(known: Registry) -> None:
    changed = date(2021, 12, 8).toordinal()
    persons = [known.holder("DEU", "head_of_government", changed + shift) for shift in (-1, 0)]
    assert [holder.person for holder in persons if holder] == ["Angela Merkel", "Olaf Scholz"]


@pytest.mark.parametrize("spelling", ["Lukaschenko", "Lukashenko", "Łukaszenka", "LUKASCHENKO", "Loukachenko"])
def test_a_surname_in_any_spelling(known: Registry, spelling: str) -> None:
    assert {(holder.place, holder.person) for holder in known.holders_named(spelling)} == {
        ("BLR", "Alexander Lukaschenko")
    }


@pytest.mark.parametrize(
    ("called", "person"),
    [
        ("von der Leyen", "Ursula von der Leyen"),
        ("Leyen", "Ursula von der Leyen"),
        ("Xi", "Xi Jinping"),
        ("Ban", "Ban Ki-moon"),
        ("Kramp-Karrenbauer", "Annegret Kramp-Karrenbauer"),
        ("Sissi", "Abdel Fattah al-Sisi"),
    ],
)
def test_what_people_are_called_by(known: Registry, called: str, person: str) -> None:
    assert person in {holder.person for holder in known.holders_named(called)}


def test_a_title_names_offices(known: Registry) -> None:
    assert known.office_of("präsident")[0] == "head_of_state"
    assert known.office_of("premier")[0] == "head_of_government"
    assert known.office_of("kanister") == ()
