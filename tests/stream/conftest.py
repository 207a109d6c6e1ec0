"""Streams for tests: each has a broker of its own, so that topics and offsets begin fresh."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.stream import Stream

MakeStream = Callable[..., Stream]


@pytest.fixture
def make_stream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeStream]:
    streams: list[Stream] = []

    def make(**overrides: Any) -> Stream:
        streams.append(Stream(tmp_path_factory.mktemp("stream"), **overrides))
        return streams[-1]

    yield make
    for stream in streams:
        stream.close()


@pytest.fixture
def stream(make_stream: MakeStream) -> Stream:
    """Broker and one worker with the test extractor."""
    made = make_stream()
    made.start_worker()
    return made
