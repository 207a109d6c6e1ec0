"""`kill -9` at each step of the order of effects (DESIGN.md): nothing lost, nothing twice."""

import signal

import pytest

from tests.support.checker import check
from tests.support.faulty import PLACES
from tests.support.stream import PATIENCE, Stream
from tests.support.traffic import Traffic

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]

FAULTY = "tests.support.faulty"


@pytest.mark.parametrize("seed", [1])
def test_a_worker_that_dies_at_each_step_in_turn_loses_and_doubles_nothing(stream: Stream, seed: int) -> None:
    traffic = Traffic(seed)
    stream.make_topics()
    for place in PLACES:
        worker = stream.launch(module=FAULTY, environment={"TEST_DIE": place})
        traffic.note(f"! kill at {place}")
        stream.send(traffic.some(50))
        assert worker.process.wait(PATIENCE) == -signal.SIGKILL, worker.tail()
        assert f"DIED AT {place}" in worker.log.read_text()
    stream.start_worker()
    stream.drain()
    check(stream, traffic)
