"""The only broker goes away and comes back: the worker waits for it and goes on."""

import time

import pytest

from tests.support.apache import ApacheKafka
from tests.support.checker import check
from tests.support.feeding import feeding
from tests.support.stream import Stream
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


@pytest.fixture
def kafka(stream: Stream) -> ApacheKafka:
    assert isinstance(stream.broker, ApacheKafka)
    return stream.broker


def test_a_broker_that_is_stopped_and_one_that_is_killed_cost_nothing(stream: Stream, kafka: ApacheKafka) -> None:
    """The same worker process goes through both."""
    traffic = Traffic(21)
    worker = stream.start_worker()
    with feeding(stream, traffic):
        for end in (kafka.stop, kafka.kill):
            wait_until_it_reads(worker, 20)
            traffic.note(f"! broker: {end.__name__}")
            end()
            time.sleep(3)
            assert worker.get("/livez").status_code == 200
            kafka.start()
            traffic.note("! broker: start")
            wait_until_it_reads(worker, 20)
    stream.drain()
    check(stream, traffic)
    assert worker.process.poll() is None


def test_a_broker_that_hangs_for_a_while_costs_nothing(stream: Stream, kafka: ApacheKafka) -> None:
    """What the worker wants to send fills the producer's buffer meanwhile; it waits, and answers health checks."""
    traffic = Traffic(22)
    worker = stream.start_worker(batch_size=500)
    stream.send(traffic.some(600))
    wait_until_it_reads(worker, 20)
    traffic.note("! broker hangs")
    kafka.freeze()
    for _ in range(20):
        time.sleep(1)
        assert worker.get("/livez").status_code == 200
    kafka.thaw()
    traffic.note("! broker goes on")
    stream.drain()
    check(stream, traffic)
