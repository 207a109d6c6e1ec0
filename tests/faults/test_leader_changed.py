"""Three brokers, three copies, two of them in sync at least: leaders change, and nothing is lost."""

import pytest
from aiokafka.admin import NewTopic
from aiokafka.errors import KafkaError

from streams import admin
from streams.topics import ARTICLES, CHANGES, EVENTS
from tests.faults.conftest import OnKafka
from tests.support.apache import ApacheKafka
from tests.support.checker import DifferenceError, check
from tests.support.feeding import feeding
from tests.support.stream import PATIENCE
from tests.support.traffic import Traffic
from tests.support.watching import times_read, wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


def led_by_the_first(name: str, partitions: int, copies: int, topic_configs: dict[str, str]) -> NewTopic:
    """A topic of which the first of three brokers has the first copy of each partition."""
    places = {partition: list(range(1, copies + 1)) for partition in range(partitions)}
    return NewTopic(name, -1, -1, places, topic_configs)


def test_a_leader_that_is_killed_and_one_that_steps_down_cost_nothing(on_kafka: OnKafka) -> None:
    stream = on_kafka(cluster={"nodes": 3}, replication_factor=3, partitions=4)
    kafka = stream.broker
    assert isinstance(kafka, ApacheKafka)
    traffic = Traffic(31)
    worker = stream.start_worker()
    with feeding(stream, traffic):
        wait_until_it_reads(worker, 20)
        first = kafka.leader_of(ARTICLES, 0)
        traffic.note(f"! broker {first} is killed, the leader of {ARTICLES} 0")
        kafka.kill(first)
        wait_until_it_reads(worker, 40)
        assert kafka.leader_of(ARTICLES, 0) != first
        kafka.start_node(first)
        wait_until_it_reads(worker, 20)
        second = next(node.number for node in kafka.nodes if node.number == kafka.leader_of(CHANGES, 1))
        traffic.note(f"! broker {second} is stopped, the leader of {CHANGES} 1")
        kafka.stop_node(second)
        wait_until_it_reads(worker, 40)
        kafka.start_node(second)
    stream.drain()
    check(stream, traffic)


@pytest.mark.parametrize("guarded", [True, False], ids=["with its guard", "without"])
def test_what_only_a_leader_has_that_is_killed_is_published_again(
    on_kafka: OnKafka, monkeypatch: pytest.MonkeyPatch, *, guarded: bool
) -> None:
    """The first broker leads everything. The others are frozen while it takes what the worker publishes, then it dies.

    They are frozen for less than their session, so that one of them leads afterwards.
    """
    monkeypatch.setattr(admin, "NewTopic", led_by_the_first)
    cluster = {"nodes": 3, "auto_leader_rebalance_enable": "false", "broker_session_timeout_ms": "10000"}
    stream = on_kafka(cluster=cluster, replication_factor=3, partitions=2, kafka_session_timeout=60)
    kafka = stream.broker
    assert isinstance(kafka, ApacheKafka)
    traffic = Traffic(32)
    stream.make_topics()
    held = stream.folder / "held"
    without = {} if guarded else {"TEST_WITHOUT": "all copies confirm"}
    worker = stream.launch(module="tests.support.faulty", environment={"TEST_HOLD": str(held)} | without).wait_ready()
    stream.send(traffic.apart(5))
    stream.drain()
    held.touch()
    stream.send(traffic.apart(20))
    worker.wait_for(lambda: times_read(worker) >= 25, "through with reading")
    for follower in (2, 3):
        kafka.freeze(follower)
    held.unlink()

    def remembered() -> bool:
        return all(worker.get(f"/articles/{id_}").json().get("events") for id_ in traffic.survivors)

    if guarded:
        with pytest.raises(AssertionError, match="after 3 s"):
            worker.wait_for(remembered, "taking for published what it has sent", 3)
    else:
        worker.wait_for(remembered, "taking for published what it has sent", 60)
    traffic.note("! broker 1 is killed, the only one that has the events")
    kafka.kill(1)
    for follower in (2, 3):
        kafka.thaw(follower)

    def led_by_another() -> bool:
        try:
            return kafka.leader_of(EVENTS, 0) > 1
        except KafkaError:
            return False  # the others still tell of the one that is gone

    worker.wait_for(led_by_another, "served by another leader", PATIENCE)
    kafka.start_node(1)
    stream.drain()
    if guarded:
        check(stream, traffic)
    else:
        with pytest.raises(DifferenceError, match=r"events: \d+ of 25 differ"):
            check(stream, traffic)
