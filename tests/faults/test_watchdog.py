"""A worker that stands still, though there is work and the broker answers, says so and ends; its successor goes on."""

from typing import Any

import pytest

from tests.support.checker import check
from tests.support.stream import PATIENCE, Stream
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]

STALLS = {
    "a consumer that fetches nothing more": ("fetch", "no progress for"),
    "an agent that never finishes": ("finish", "work on articles: no progress for"),
    "a recovery that hangs": ("recover", "recovering tables: no progress for"),
}


@pytest.mark.parametrize("stall", STALLS)
def test_a_worker_that_stands_still_is_unready_then_ends_and_its_successor_goes_on(stream: Stream, stall: str) -> None:
    """On a busy machine a start alone may take longer than the limit; then the supervisor starts it again."""
    how, told = STALLS[stall]
    traffic = Traffic(101)
    limits = {"stall_seconds": 20, "extraction_time_budget": 1.0}
    own: dict[str, Any] = {}
    if how == "recover":
        stream.start_worker().wait_ready()
        stream.send(traffic.some(100))
        stream.drain()
        stream.workers[-1].kill()
        own["data_dir"] = stream.folder / "empty"
    else:
        stream.make_topics()
    stalls = {"TEST_STALL": how}
    worker = stream.launch(module="tests.support.faulty", environment=stalls, supervised=True, **own, **limits)
    if how != "recover":
        wait_until_it_reads(worker.wait_ready(), 0)
    traffic.note(f"! {stall}")
    stream.send(traffic.some(100))
    worker.wait_for(
        lambda: told in worker.get("/readyz").text and worker.get("/readyz").status_code == 503, "unready", PATIENCE
    )
    assert worker.get("/livez").status_code == 200
    assert worker.process.wait(PATIENCE) == 3
    last = worker.log.read_text().splitlines()[-1]
    assert last.startswith("depesche: the worker ended: StalledError"), last
    assert told in last
    stream.start_worker(**own)
    stream.drain()
    check(stream, traffic)


def test_a_worker_that_has_nothing_to_do_or_whose_broker_is_away_goes_on(stream: Stream) -> None:
    traffic = Traffic(102)
    worker = stream.launch(supervised=True, stall_seconds=15).wait_ready()
    stream.send(traffic.some(20))
    stream.drain()
    before = worker.restarts
    with pytest.raises(AssertionError, match="after 25 s"):
        worker.wait_for(lambda: worker.get("/readyz").status_code != 200, "not unready", 25)
    stream.broker.stop()
    with pytest.raises(AssertionError, match="after 25 s"):
        worker.wait_for(lambda: worker.restarts > before, "not ended", 25)
    assert worker.restarts == before
    stream.broker.start()
    stream.send(traffic.some(20))
    stream.drain()
    check(stream, traffic)
