"""Rankings and time lines equal a plain count over the records, whatever they are narrowed by."""

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.plover import EventType, Modality, Quad, quad_of
from streams.index import Facts, Index
from streams.index.dyads import Dyad, Grouping, Order, Rank, ranked, time_line, total
from streams.state.ledger import Entry
from streams.state.summary import Period, bounds
from tests.support.entries import entry_of, fill
from tests.support.world import text

SIDES: dict[Grouping, Callable[[str], str]] = {
    Grouping.ACTOR: lambda code: code,
    Grouping.COUNTRY: lambda code: code.split(".")[0],
    Grouping.SECTOR: lambda code: code.partition(".")[2],
}


def world(seed: int) -> list[Entry]:
    chance = random.Random(seed)
    return [entry_of(f"a-{i}", text(chance), source=chance.choice(["Eins", "Zwei"])) for i in range(40)]


WORLD = world(7)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    made = Index(Path(tmp_path_factory.mktemp("index")) / "index.sqlite")
    fill(made, *WORLD[:20], partition=0)
    fill(made, *WORLD[20:], partition=3)
    yield made
    made.close()


def lines(entries: list[Entry]) -> Iterator[dict[str, Any]]:
    """The facts, read off the records by hand: a reference that knows nothing of the index."""
    for entry in entries:
        assert entry["article"]
        told = {"article": entry["article"]["id"], "source": entry["article"]["source"]}
        for event in entry["events"]:
            actors = [party["actor"]["code"] for party in event["actors"]]
            recipients = [party["actor"]["code"] for party in event["recipients"]]
            if event["reciprocal"]:
                pairs = set(itertools.permutations({*actors, *recipients}, 2))
            else:
                pairs = set(itertools.product(actors, recipients))
            day = date.fromisoformat(event["date"]["start"]) if event["date"] else None
            for from_, to in pairs:
                yield told | {
                    "from": from_,
                    "to": to,
                    "day": day,
                    "type": event["type"],
                    "modality": event["modality"],
                    "intensity": event["intensity"],
                }
        for statement in entry["statements"]:
            for from_, to in itertools.product(
                {voice["actor"]["code"] for voice in statement["speakers"]}, set(statement["about"])
            ):
                yield told | {"from": from_, "to": to, "day": date(2024, 11, 27), "type": None, "modality": None}


def names(asked: str | None, code: str) -> bool:
    return asked is None or code == asked or code.startswith(asked + ".")


def fits(line: dict[str, Any], facts: Facts) -> bool:
    dated = facts.day_from or facts.day_to
    return (
        names(facts.from_, line["from"])
        and names(facts.to, line["to"])
        and (names(facts.actor, line["from"]) or names(facts.actor, line["to"]))
        and (not facts.types or line["type"] in facts.types)
        and (not facts.quads or (line["type"] is not None and quad_of(EventType(line["type"])) in facts.quads))
        and line["modality"] in (None, facts.modality)
        and (facts.source is None or line["source"] == facts.source)
        and (not dated or (line["day"] and (facts.day_from or date.min) <= line["day"] <= (facts.day_to or date.max)))
    )


def figures(found: list[dict[str, Any]]) -> dict[str, Any]:
    events = [line for line in found if line["type"]]
    quads = Counter(quad_of(EventType(line["type"])) for line in events)
    return {
        "counts": dict(Counter(line["type"] for line in events)),
        "events": len(events),
        "cooperation": quads[Quad(1)] + quads[Quad(2)],
        "conflict": quads[Quad(3)] + quads[Quad(4)],
        "half_points": round(2 * sum(line["intensity"] for line in events)),
        "statements": len(found) - len(events),
        "articles": len({line["article"] for line in found}),
    }


def grouped(facts: Facts, key: Callable[[dict[str, Any]], Any]) -> dict[Any, dict[str, Any]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    for line in lines(WORLD):
        if fits(line, facts):
            found.setdefault(key(line), []).append(line)
    return {at: figures(those) for at, those in found.items()}


def plain(held: Any) -> dict[str, Any]:
    return {name: getattr(held, name) for name in held.__dataclass_fields__}


codes = st.none() | st.sampled_from(["BLR", "BLR.GOV", "RUS", "USA.GOV", "EU", "XXX"])
days = st.none() | st.dates(date(2024, 10, 30), date(2024, 11, 28))
all_facts = st.builds(
    Facts,
    from_=codes,
    to=codes,
    actor=codes,
    day_from=days,
    day_to=days,
    types=st.lists(st.sampled_from(EventType), max_size=3),
    quads=st.lists(st.sampled_from(Quad), max_size=2),
    modality=st.sampled_from(Modality),
    source=st.none() | st.sampled_from(["Eins", "Zwei", "Drei"]),
)


@settings(deadline=None, max_examples=60)
@given(all_facts, st.sampled_from(Grouping), st.sampled_from(Order), st.integers(1, 9))
def test_following_the_pages_gives_every_dyad_once_ranked_with_the_figures_of_a_plain_count(
    filled: Index, facts: Facts, grouping: Grouping, order: Order, limit: int
) -> None:
    side = SIDES[grouping]
    reference = grouped(facts, lambda line: (side(line["from"]), side(line["to"])))
    got: list[Dyad] = []
    after = None
    with filled.reading() as now:
        while page := ranked(now.columns, facts, grouping, order, after=after, limit=limit):
            got += page
            last = page[-1]
            after = Rank(getattr(last.figures, order.value), last.from_, last.to)
    assert {(dyad.from_, dyad.to): plain(dyad.figures) for dyad in got} == {
        dyad: sums for dyad, sums in reference.items() if sums[order.value]
    }
    ranks = [(-getattr(dyad.figures, order.value), dyad.from_, dyad.to) for dyad in got]
    assert ranks == sorted(ranks)


@settings(deadline=None, max_examples=60)
@given(all_facts, st.sampled_from(Period))
def test_a_time_line_has_the_figures_of_a_plain_count_and_adds_up_to_the_total(
    filled: Index, facts: Facts, period: Period
) -> None:
    reference = grouped(facts, lambda line: bounds(period, line["day"])[0] if line["day"] else None)
    with filled.reading() as now:
        buckets = time_line(now.columns, facts, period)
        whole = total(now.columns, facts)
    assert {bucket.first: plain(bucket.figures) for bucket in buckets} == reference
    assert [bucket.first for bucket in buckets] == sorted(reference, key=lambda day: day or date.min)
    assert plain(whole) == grouped(facts, lambda _: None).get(None, figures([]))


def test_a_dyads_first_and_last_day_are_those_of_its_facts(index: Index) -> None:
    fill(index, entry_of("a", "CONSULT BLR RUS 2024-11-25\nCONSULT BLR RUS 2024-10-02\nCONSULT BLR RUS"))
    with index.reading() as now:
        (dyad,) = ranked(now.columns, Facts(), Grouping.ACTOR, Order.EVENTS, after=None, limit=10)
    assert (dyad.first_day, dyad.last_day) == ("2024-10-02", "2024-11-25")


def test_a_country_as_a_whole_has_no_sector(index: Index) -> None:
    fill(index, entry_of("a", "CONSULT BLR RUS.GOV 2024-11-25"))
    with index.reading() as now:
        (dyad,) = ranked(now.columns, Facts(), Grouping.SECTOR, Order.EVENTS, after=None, limit=10)
    assert (dyad.from_, dyad.to) == ("", "GOV")
