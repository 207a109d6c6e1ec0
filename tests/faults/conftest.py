"""Streams on Apache Kafka for the tests of faults."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.apache import ApacheKafka
from tests.support.stream import Stream

OnKafka = Callable[..., Stream]


@pytest.fixture
def on_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnKafka]:
    """Makes a stream on a cluster of its own; what the cluster takes is given as ``cluster``."""
    streams: list[Stream] = []

    def make(*, cluster: dict[str, Any] | None = None, **overrides: Any) -> Stream:
        folder = tmp_path_factory.mktemp("stream")
        kafka = ApacheKafka(folder / "kafka", **(cluster or {}))
        try:
            streams.append(Stream(folder, kafka, **overrides))
        except BaseException:
            kafka.stop()
            raise
        return streams[-1]

    yield make
    for stream in streams:
        stream.close()


@pytest.fixture
def stream(on_kafka: OnKafka) -> Stream:
    """One broker, no worker yet."""
    return on_kafka()
