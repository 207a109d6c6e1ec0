"""An event that one side claims and another denies."""

from datetime import date
from typing import Any

import pytest

from streams.index import Index
from streams.index.contradictions import ContradictionQuery, claims, denials, pairs
from streams.state.ledger import Entry
from tests.support.entries import entry_of, fill
from tests.support.extractor import actor


def told(id_: str, text: str, by: str | None = None, **article: Any) -> Entry:
    """An article whose events are attributed to one actor, or to nobody."""
    entry = entry_of(id_, text, **article)
    for event in entry["events"]:
        if by:
            event["attribution"] = [{"actor": actor(by).model_dump(mode="json"), "statement_id": f"{id_}:s:1"}]
    return entry


def found(index: Index, *entries: Entry, **query: Any) -> list[tuple[str, str]]:
    fill(index, *entries)
    with index.reading() as now:
        asked = ContradictionQuery(**query)
        denied = denials(now, asked)
        claimed = claims(now, [one.disputed for one in denied], asked.window, asked.limit)
    return [(pair.claimed["article"]["id"], pair.denied["article"]["id"]) for pair in pairs(denied, claimed)]


CLAIM = told("claim", "ASSAULT RUS UKR 2024-11-25", by="UKR.GOV")
DENIAL = told("denial", "ASSAULT RUS UKR 2024-11-25 negated", by="RUS.GOV")


def test_what_one_claims_and_the_other_denies_is_a_contradiction(index: Index) -> None:
    assert found(index, CLAIM, DENIAL) == [("claim", "denial")]


@pytest.mark.parametrize(
    "claim",
    [
        "ASSAULT RUS POL 2024-11-25",
        "ASSAULT UKR RUS 2024-11-25",
        "COERCE RUS UKR 2024-11-25",
        "ASSAULT RUS UKR 2024-11-25 planned",
        "ASSAULT RUS UKR 2024-11-25 negated",
        "ASSAULT RUS UKR 2024-11-21",
    ],
    ids=["another recipient", "the other way", "another type", "planned", "denied too", "days apart"],
)
def test_what_is_another_event_contradicts_nothing(index: Index, claim: str) -> None:
    assert found(index, told("claim", claim, by="UKR.GOV"), DENIAL) == []


@pytest.mark.parametrize("claim", ["ASSAULT RUS.MIL UKR.MIL 2024-11-23", "ASSAULT RUS UKR 2024-11-28"])
def test_sectors_and_a_few_days_do_not_hide_one(index: Index, claim: str) -> None:
    assert found(index, told("claim", claim, by="UKR.GOV"), DENIAL) == [("claim", "denial")]


def test_within_a_country_the_sectors_must_be_the_same(index: Index) -> None:
    denial = told("denial", "COERCE BLR.GOV BLR.OPP 2024-11-25 negated", by="BLR.GOV")
    same, other = (
        told(id_, f"COERCE BLR.{one} BLR.{two} 2024-11-25", by="BLR.OPP")
        for id_, one, two in (("same", "GOV", "OPP"), ("other", "OPP", "GOV"))
    )
    assert found(index, same, other, denial) == [("same", "denial")]


def test_the_same_voice_does_not_contradict_itself(index: Index) -> None:
    assert found(index, told("claim", "ASSAULT RUS UKR 2024-11-25", by="RUS.GOV"), DENIAL) == []


def test_a_publisher_is_a_voice_where_the_event_is_attributed_to_nobody(index: Index) -> None:
    claim = told("claim", "ASSAULT RUS UKR 2024-11-25", source="Eins")
    assert found(index, claim, DENIAL) == [("claim", "denial")]
    denial = told("denial", "ASSAULT RUS UKR 2024-11-25 negated", source="Eins")
    assert found(index, claim, denial) == []


def test_without_a_day_the_days_of_publication_are_compared(index: Index) -> None:
    near, far, never = (
        told(id_, "ASSAULT RUS UKR", by="UKR.GOV", published_at=published)
        for id_, published in (("near", date(2024, 11, 26)), ("far", date(2024, 10, 1)), ("never", None))
    )
    assert found(index, near, far, never, DENIAL) == [("near", "denial")]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"from_": "RUS"}, 1),
        ({"from_": "RUS", "to": "UKR", "type": "ASSAULT"}, 1),
        ({"from_": "UKR"}, 0),
        ({"from_": "RUS.GOV"}, 0),
        ({"type": "COERCE"}, 0),
        ({"day_from": date(2024, 11, 26)}, 0),
        ({"day_to": date(2024, 11, 25)}, 1),
    ],
)
def test_they_are_narrowed_by(index: Index, query: dict[str, Any], number: int) -> None:
    assert len(found(index, CLAIM, DENIAL, **query)) == number


def test_each_pair_comes_once_the_newest_denial_first(index: Index) -> None:
    """A reciprocal event stands for two dyads, and is one event all the same."""
    claim = told("claim", "AGREE RUS UKR 2024-11-25 reciprocal", by="UKR.GOV")
    denial = told("denial", "AGREE RUS UKR 2024-11-25 negated reciprocal", by="RUS.GOV")
    later = told("later", "AGREE RUS UKR 2024-11-26 negated", by="RUS.GOV")
    assert found(index, claim, denial, later) == [("claim", "later"), ("claim", "denial")]
    assert len(found(index, claim, denial, later, limit=1)) == 1
