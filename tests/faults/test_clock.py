"""The wall clock jumps every second: right, an hour ahead, right, a day back.

What reading an article may take is not told by it: two take so long that all jumps come while they are read. Nor is a
standstill; but that does not show here, where something moves between any two looks of the watchdog
(``tests/stream/test_guards_taken_out.py`` has a clock for that).
"""

import pytest

from tests.support.checker import check
from tests.support.feeding import feeding
from tests.support.stream import Stream
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


def test_a_clock_that_jumps_costs_nothing(stream: Stream) -> None:
    traffic = Traffic(91)
    worker = stream.launch(module="tests.support.faulty", environment={"TEST_CLOCK": "0 3600 0 -86400"}).wait_ready()
    stream.send(traffic.one(f"SLEEP 5\nCONSULT BLR USA 2024-02-{day:02}") for day in (1, 2))
    with feeding(stream, traffic):
        wait_until_it_reads(worker, 300)
    stream.drain()
    check(stream, traffic)
    assert worker.process.poll() is None
