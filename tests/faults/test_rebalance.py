"""Workers come and go, and one is frozen: every partition is somebody's, and nothing is lost or counted twice."""

import signal
import time
from typing import Any

import pytest

from streams.broker import free_port
from tests.faults.conftest import OnKafka
from tests.support.checker import DifferenceError, check
from tests.support.feeding import feeding
from tests.support.stream import PATIENCE, Stream, Worker
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_holds, wait_until_it_is_frozen, wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]

SESSION = 15.0
FAULTY = "tests.support.faulty"


@pytest.fixture
def stream(on_kafka: OnKafka) -> Stream:
    """Workers are no static members: what they hold moves on as soon as they leave."""
    return on_kafka(kafka_session_timeout=SESSION)


def own(stream: Stream, name: str) -> dict[str, Any]:
    return {"data_dir": stream.folder / name, "http_port": free_port(), "instance_id": None}


def test_workers_that_join_and_leave_under_load_cost_nothing(stream: Stream) -> None:
    traffic = Traffic(51)
    first = stream.start_worker(**own(stream, "first"))
    with feeding(stream, traffic):
        wait_until_it_reads(first, 20)
        traffic.note("! a second worker joins")
        second = stream.start_worker(**own(stream, "second"))
        wait_until_it_holds(first, missing=4)
        wait_until_it_reads(second, 20)
        traffic.note("! the second worker is stopped")
        assert second.stop() == 0
        wait_until_it_holds(first, missing=0)
        traffic.note("! a third worker joins and is killed")
        third = stream.start_worker(**own(stream, "second"))
        wait_until_it_reads(third, 5)
        third.kill()
        wait_until_it_holds(first, missing=0)
    stream.drain()
    check(stream, traffic)


def test_a_worker_that_is_frozen_beyond_its_session_counts_nothing_twice(stream: Stream) -> None:
    """It wakes in the belief that its partitions are its own, while another has long gone on with them."""
    traffic = Traffic(52)
    first = stream.start_worker(**own(stream, "first"))
    second = stream.launch(supervised=True, **own(stream, "second")).wait_ready()
    with feeding(stream, traffic):
        wait_until_it_reads(second, 20)
        traffic.note("! the second worker is frozen")
        second.process.send_signal(signal.SIGSTOP)
        wait_until_it_holds(first, missing=0)
        wait_until_it_reads(first, 20)
        second.process.send_signal(signal.SIGCONT)
        traffic.note("! the second worker goes on")
        wait_until_it_holds(second, missing=4)
        wait_until_it_reads(second, 10)
    stream.drain()
    check(stream, traffic)


def freeze_in_the_middle_of_sending(stream: Stream, traffic: Traffic, **environment: str) -> Worker:
    """Two workers; one freezes half through what it sends of some articles, all of which are then withdrawn.

    It wakes when the other one has done all there is to do; returned as it wakes.
    """
    first = stream.start_worker(**own(stream, "first"))
    more = {"TEST_FREEZE": "records:half"} | environment
    second = stream.launch(module=FAULTY, environment=more, **own(stream, "second")).wait_ready()
    wait_until_it_holds(first, missing=4)
    stream.send(traffic.some(60))
    wait_until_it_is_frozen(second)
    traffic.note("! the second worker is frozen in the middle of sending")
    stream.send(traffic.withdrawals())
    wait_until_it_holds(first, missing=0)
    stream.drain()
    second.process.send_signal(signal.SIGCONT)
    traffic.note("! the second worker goes on")
    return second


def test_a_worker_frozen_in_the_middle_of_sending_ends_itself_and_is_started_again(stream: Stream) -> None:
    """What it had begun to send would undo what the other has done meanwhile: it must not go out any more."""
    traffic = Traffic(55)
    second = freeze_in_the_middle_of_sending(stream, traffic)
    assert second.process.wait(PATIENCE) == 3
    last = second.log.read_text().splitlines()[-1]
    assert last.startswith("depesche: the worker ended: CutOffError"), last
    stream.start_worker(**own(stream, "second"))
    stream.send(traffic.some(20))
    stream.drain()
    check(stream, traffic)


def test_without_its_guard_what_a_frozen_worker_had_begun_to_send_undoes_what_came_after(stream: Stream) -> None:
    traffic = Traffic(55)
    second = freeze_in_the_middle_of_sending(stream, traffic, TEST_WITHOUT="writing needs a session")
    wait_until_it_holds(second, missing=4)
    stream.drain()
    with pytest.raises(DifferenceError, match=r"events: \d+ of \d+ differ"):
        check(stream, traffic)


def test_a_worker_told_to_stop_under_load_finishes_and_leaves_the_group_at_once(stream: Stream) -> None:
    """By SIGTERM: the other has its partitions well before a session would run out."""
    traffic = Traffic(53)
    slow: dict[str, Any] = {"kafka_session_timeout": 300}
    first: Worker = stream.start_worker(**own(stream, "first") | slow)
    second: Worker = stream.start_worker(**own(stream, "second") | slow)
    wait_until_it_holds(first, missing=4)
    with feeding(stream, traffic):
        wait_until_it_reads(second, 20)
        traffic.note("! the second worker is told to stop")
        begun = time.monotonic()
        assert second.stop() == 0
        wait_until_it_holds(first, missing=0, seconds=150)
        assert time.monotonic() - begun < 150
    stream.drain()
    check(stream, traffic)
