"""The wire between worker and broker: cut, silent, slow."""

import re
import time
from collections.abc import Iterator

import pytest

from tests.faults.conftest import OnKafka
from tests.support.apache import ApacheKafka, Entrance, quiet_port
from tests.support.checker import check
from tests.support.feeding import feeding
from tests.support.proxy import Proxy
from tests.support.stream import Stream, Worker
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]

SESSION = 15.0


@pytest.fixture
def stream(on_kafka: OnKafka) -> Stream:
    """Its workers come in past a proxy; the test itself comes in directly."""
    port = quiet_port()
    return on_kafka(
        cluster={"entrance": Entrance(advertised=port)},
        kafka_bootstrap_servers=f"127.0.0.1:{port}",
        kafka_session_timeout=SESSION,
    )


@pytest.fixture
def wire(stream: Stream) -> Iterator[Proxy]:
    assert isinstance(stream.broker, ApacheKafka)
    port = int(stream.settings.kafka_bootstrap_servers.rpartition(":")[2])
    with Proxy(port, stream.broker.nodes[0].entrance) as proxy:
        yield proxy


def endings(worker: Worker) -> set[str]:
    """The errors by which a supervised worker has ended itself, but for a start while the broker was away."""
    return set(re.findall(r"the worker ends: start it again.* error=\W*(\w+)", worker.log.read_text()))


def test_connections_that_are_refused_for_a_while_cost_nothing(stream: Stream, wire: Proxy) -> None:
    traffic = Traffic(41)
    worker = stream.launch(supervised=True).wait_ready()
    with feeding(stream, traffic):
        for seconds in (1, SESSION + 4):
            wait_until_it_reads(worker, 20)
            traffic.note(f"! the wire is cut for {seconds} s")
            wire.cut()
            time.sleep(seconds)
            assert worker.get("/livez").status_code == 200
            wire.mend()
        wait_until_it_reads(worker, 20)
    stream.drain()
    check(stream, traffic)
    assert endings(worker) <= {"CutOffError"}


def test_a_wire_that_is_silent_for_longer_than_the_session_costs_nothing(stream: Stream, wire: Proxy) -> None:
    """The group takes the worker for dead; the worker must notice that its partitions have gone."""
    traffic = Traffic(42)
    worker = stream.launch(supervised=True).wait_ready()
    with feeding(stream, traffic):
        wait_until_it_reads(worker, 20)
        traffic.note("! the wire is silent")
        wire.silence()
        time.sleep(SESSION + 6)
        assert worker.get("/livez").status_code == 200
        wire.mend()
        traffic.note("! the wire is mended")
        wait_until_it_reads(worker, 20)
    stream.drain()
    check(stream, traffic)
    assert endings(worker) <= {"CutOffError"}


def test_a_slow_broker_costs_time_and_nothing_else(stream: Stream, wire: Proxy) -> None:
    traffic = Traffic(43)
    worker = stream.start_worker()
    wire.slow(0.2)
    stream.send(traffic.some(300))
    wait_until_it_reads(worker, 60)
    assert worker.get("/livez").status_code == 200
    stream.drain()
    wire.slow(0)
    check(stream, traffic)
    assert worker.process.poll() is None
