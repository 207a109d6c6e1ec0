"""The wall clock is wrong: nothing is judged by it."""

import pytest

from tests.support.checker import check
from tests.support.feeding import feeding
from tests.support.stream import Stream
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


def test_a_clock_that_jumps_costs_nothing(stream: Stream) -> None:
    """Every second: right, an hour ahead, right, a day back."""
    traffic = Traffic(91)
    worker = stream.launch(module="tests.support.faulty", environment={"TEST_CLOCK": "0 3600 0 -86400"}).wait_ready()
    with feeding(stream, traffic):
        wait_until_it_reads(worker, 300)
    stream.drain()
    check(stream, traffic)
    assert worker.process.poll() is None


def test_a_clock_that_runs_ahead_makes_no_standstill_of_a_slow_article(stream: Stream) -> None:
    """By 200 seconds every second: what takes 12 seconds takes most of an hour by it."""
    traffic = Traffic(92)
    ahead = " ".join(str(200 * second) for second in range(900))
    worker = stream.launch(
        module="tests.support.faulty", environment={"TEST_CLOCK": ahead}, stall_seconds=20, extraction_time_budget=60
    ).wait_ready()
    stream.send([traffic.one("SLEEP 12\nCONSULT BLR USA 2024-01-01"), *traffic.some(50)])
    stream.drain()
    check(stream, traffic)
    assert worker.process.poll() is None
