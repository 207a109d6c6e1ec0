"""The embedded broker: keeps its topics, and says so when it cannot start."""

import asyncio
import socket
import sys
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import TopicPartition

from streams import broker as module
from streams.admin import TopicError, create_topics
from streams.broker import BrokerError, EmbeddedBroker, free_port
from streams.settings import load_settings
from streams.topics import EVENTS, topic_specs


@pytest.mark.broker
def test_topics_and_messages_outlive_a_restart_on_the_same_folder(tmp_path: Path) -> None:
    """And a worker with another number of partitions is told, with what to do."""
    port = free_port()
    settings = load_settings(kafka_bootstrap_servers=f"127.0.0.1:{port}", partitions=3)

    async def write() -> None:
        assert await create_topics(settings) == [spec.name for spec in topic_specs(settings)]
        async with AIOKafkaProducer(bootstrap_servers=settings.kafka_bootstrap_servers) as producer:
            await producer.send_and_wait(EVENTS, b"value", key=b"key", partition=2)

    async def read() -> None:
        assert await create_topics(settings) == []
        with pytest.raises(TopicError, match=r"has 3 partitions, but DEPESCHE_PARTITIONS is 4"):
            await create_topics(settings.model_copy(update={"partitions": 4}))
        consumer = AIOKafkaConsumer(bootstrap_servers=settings.kafka_bootstrap_servers)
        async with consumer:
            consumer.assign([TopicPartition(EVENTS, 2)])
            await consumer.seek_to_beginning()
            record = await asyncio.wait_for(consumer.getone(), 20)
            assert (record.key, record.value, record.offset) == (b"key", b"value", 0)

    with EmbeddedBroker(tmp_path / "broker", port) as broker:
        assert broker.bootstrap_servers == settings.kafka_bootstrap_servers
        asyncio.run(write())
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    with EmbeddedBroker(tmp_path / "broker", port):
        asyncio.run(read())


def test_a_port_that_is_taken_is_an_error_that_names_it(tmp_path: Path) -> None:
    """Whatever listens there would otherwise pass for the broker."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(BrokerError, match=f"port {port}.* is taken"):
            EmbeddedBroker(tmp_path, port).start()


def test_a_binary_that_ends_at_once_is_an_error_with_the_path_of_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package").mkdir()
    binary = tmp_path / "package" / ("noida-db.exe" if sys.platform == "win32" else "noida-db")
    binary.write_text("#!/bin/sh\necho it is broken\nexit 1\n")
    monkeypatch.setattr(module, "files", lambda _: tmp_path / "package")
    broker = EmbeddedBroker(tmp_path / "broker")
    with pytest.raises(BrokerError) as caught:
        broker.start()
    log = tmp_path / "broker" / "broker.log"
    assert str(log) in str(caught.value)
    assert log.read_text() == "it is broken\n"
    broker.stop()


def test_stopping_one_that_does_not_run_is_harmless(tmp_path: Path) -> None:
    EmbeddedBroker(tmp_path).stop()
