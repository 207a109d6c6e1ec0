"""Three brokers, three copies, two of them in sync at least: leaders change, and nothing is lost."""

import pytest

from streams.topics import ARTICLES, CHANGES
from tests.support.apache import ApacheKafka
from tests.support.checker import check
from tests.support.feeding import feeding
from tests.support.traffic import Traffic
from tests.support.watching import wait_until_it_reads

pytestmark = [pytest.mark.apache, pytest.mark.timeout(2400)]


def test_a_leader_that_is_killed_and_one_that_steps_down_cost_nothing(on_kafka) -> None:
    stream = on_kafka(cluster={"nodes": 3}, replication_factor=3, partitions=4)
    kafka: ApacheKafka = stream.broker
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
