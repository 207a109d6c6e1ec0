"""The dead-letter topic takes nothing for a while: what cannot be read waits, unacknowledged, and is kept at last."""

import asyncio
import time

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from streams.topics import DEAD_LETTERS
from tests.support.checker import check
from tests.support.stream import Stream, value
from tests.support.traffic import Traffic

pytestmark = [pytest.mark.apache, pytest.mark.timeout(1200)]


def need_copies(stream: Stream, number: int) -> None:
    """Have the topic refuse what is not in so many copies; the cluster has one broker."""

    async def work() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=stream.broker.bootstrap_servers)
        await admin.start()
        try:
            config = {"min.insync.replicas": str(number), "cleanup.policy": "delete", "retention.ms": "-1"}
            await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, DEAD_LETTERS, configs=config)])
        finally:
            await admin.close()

    asyncio.run(work())


def test_a_message_for_the_dead_letters_waits_until_they_take_it_even_over_a_kill(stream: Stream) -> None:
    traffic = Traffic(71)
    worker = stream.start_worker()
    need_copies(stream, 2)
    traffic.note("! the dead letters take nothing")
    stream.send([(b"refused", value("refused", "FAIL")), *traffic.some(100)])
    worker.wait_for(lambda: "article goes to the dead letters" in worker.log.read_text(), "done with a bad one")
    time.sleep(3)
    assert stream.read(DEAD_LETTERS) == []
    worker.kill()
    traffic.note("! the worker is killed")
    worker = stream.start_worker()
    need_copies(stream, 1)
    traffic.note("! the dead letters take messages again")
    stream.drain()
    assert check(stream, traffic)["dead letters"] >= 1
