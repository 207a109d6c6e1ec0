"""A real worker's views equal a reference over the topics: after corrections, withdrawals, kills and recoveries."""

import random
from collections import Counter
from typing import Any

import httpx
import pytest

from streams.topics import EVENTS, STATEMENTS
from tests.support.stream import Stream
from tests.support.world import articles, messages, text

pytestmark = pytest.mark.broker


def pages(stream: Stream, path: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    url: str | None = str(httpx.URL(f"{stream.workers[-1].url}{path}", params={"limit": 37}))
    while url:
        page = httpx.get(url, timeout=10).raise_for_status().json()
        assert page["complete"]
        found += page[name]
        url = page["next"]
    return found


def check(stream: Stream) -> None:
    events = stream.latest(EVENTS)
    assert {event["event_id"]: event for event in pages(stream, "/events", "events")} == events
    statements = stream.latest(STATEMENTS)
    assert {one["statement_id"]: one for one in pages(stream, "/statements", "statements")} == statements
    rows: Counter[tuple[str, str]] = Counter()
    intensity: Counter[tuple[str, str]] = Counter()
    for row in stream.rows():
        rows[row["from"], row["to"]] += sum(row["counts"].values())
        intensity[row["from"], row["to"]] += row["intensity_sum"]
    dyads = {(one["from"], one["to"]): one for one in pages(stream, "/dyads", "dyads")}
    assert {dyad: one["events"] for dyad, one in dyads.items()} == {dyad: n for dyad, n in rows.items() if n}
    assert {dyad: one["intensity_sum"] for dyad, one in dyads.items()} == {dyad: intensity[dyad] for dyad in dyads}


def test_views_equal_the_topics_through_corrections_withdrawals_a_kill_and_a_lost_folder(stream: Stream) -> None:
    chance = random.Random(11)
    world = articles(chance, 80)
    stream.send(messages(world))
    stream.drain()
    check(stream)  # fills the index; from here on it is kept up by the agent
    for id_ in chance.sample(sorted(world), 30):
        world[id_] = (2, text(chance))
    stream.send(messages(world))
    stream.send([(id_.encode(), None) for id_ in chance.sample(sorted(world), 20)])
    stream.drain()
    check(stream)
    stream.workers[-1].kill()
    stream.start_worker()
    check(stream)
    stream.workers[-1].kill()
    stream.start_worker(data_dir=stream.folder / "empty")
    check(stream)


def test_a_worker_with_nothing_to_do_lags_by_nothing(stream: Stream) -> None:
    stream.send(messages(articles(random.Random(3), 5)))
    stream.drain()
    assert stream.workers[-1].get("/dyads").json()["lag_seconds"] == 0


def test_what_waits_behind_a_slow_article_is_told_as_lag(stream: Stream) -> None:
    stream.send([(b"first", messages({"first": (1, "CONSULT BLR RUS 2024-11-25")})[0][1])])
    stream.drain()
    stream.send(messages({"first": (2, "SLEEP 20")}))
    worker = stream.workers[-1]
    worker.wait_for(lambda: (worker.get("/dyads").json()["lag_seconds"] or 0) > 0, "behind")
    assert worker.get("/articles/first").json()["article"]["revision"] == 1
