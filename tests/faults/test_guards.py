"""The tests of faults can fail: without one of its guards a worker loses or doubles something, and that is seen."""

import signal

import pytest

from tests.support.checker import DifferenceError, check
from tests.support.stream import PATIENCE, Stream
from tests.support.traffic import Traffic

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]

FAULTY = "tests.support.faulty"

WITHOUT = {
    "acknowledge after the effects": "records:before",
    "repeats are not folded": "interactions:confirmed",
    "changelog first": "rows:before",
}
"""A guard, and a place where a worker without it must not die."""


@pytest.mark.parametrize("guard", WITHOUT)
def test_without_a_guard_a_kill_makes_a_difference(stream: Stream, guard: str) -> None:
    """No other article touches the row that is wrong, and mends it by that.

    The worker dies with its first batch: a second may not come, for a batch takes whatever is ready.
    """
    traffic = Traffic(121)
    stream.make_topics()
    stream.send(traffic.apart(80))
    worker = stream.launch(module=FAULTY, environment={"TEST_WITHOUT": guard, "TEST_DIE": WITHOUT[guard]})
    traffic.note(f"! kill at {WITHOUT[guard]}, without: {guard}")
    assert worker.process.wait(PATIENCE) == -signal.SIGKILL, worker.tail()
    stream.launch(module=FAULTY, environment={"TEST_WITHOUT": guard}).wait_ready()
    stream.drain()
    with pytest.raises(DifferenceError, match=r"differ; the first is"):
        check(stream, traffic)
