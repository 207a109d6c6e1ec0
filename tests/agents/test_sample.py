"""The events that a row shows: the first ten of those behind it, whatever comes and goes; repeats change nothing."""

import asyncio
from types import SimpleNamespace
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.agents.lanes import Item
from streams.state.contribution import Contribution, RowShare, difference
from streams.state.row import SAMPLE_SIZE, Change
from tests.agents.fakes import Received
from tests.agents.test_reports import World

KEY = "BLR>RUS|2024-11-25"

REVISIONS = st.tuples(st.integers(0, 5), st.sets(st.integers(0, 9)))
"""An article, and the events that it has from now on."""


def share(article: int, events: set[int]) -> dict[str, RowShare]:
    if not events:
        return {}
    counts = {"factual": {"CONSULT": len(events)}}
    total = Contribution(counts=counts, half_points=0, statements=0, articles=1, sources={"a": 1})
    return {KEY: RowShare(sum=total, events=sorted(f"{article}:e:{event}" for event in events))}


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.lists(REVISIONS, min_size=1, max_size=4), st.integers(1, 2)), max_size=8))
def test_a_row_shows_the_first_ten_of_the_events_behind_it(
    batches: list[tuple[list[tuple[int, set[int]]], int]],
) -> None:
    world = World()
    held: dict[int, set[int]] = {}
    offset = 0
    for revisions, times in batches:
        items: list[Item[None]] = []
        for article, events in revisions:
            deltas = difference(share(article, held.get(article, set())), share(article, events), f"{article}")
            held[article] = events
            for key, delta in deltas.items():
                change = orjson.dumps(Change(partition=0, offset=offset, delta=delta))
                event: Any = SimpleNamespace(message=Received(offset, key.encode(), change))
                items.append(Item(event, None))
            offset += 1
        if not items:
            continue
        for _ in range(times):
            asyncio.run(world.agent.finish({0: items}, lambda: True))
        value = world.sent[-1].value
        there = sorted(f"{article}:e:{event}" for article, events in held.items() for event in events)
        assert (orjson.loads(value)["sample"] if value is not None else []) == there[:SAMPLE_SIZE]
        stored = world.rows.values[KEY.encode()]
        assert orjson.loads(stored)["sample"] == there[:SAMPLE_SIZE]
