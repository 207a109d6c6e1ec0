"""A new coder reads all articles again: the tables move to what it gives, and nothing withdrawn comes back."""

import asyncio
import random

import pytest

from streams.reprocessing import reprocess
from streams.topics import ARTICLES, DEAD_LETTERS
from tests.support import newer
from tests.support.stream import Stream
from tests.support.world import articles, expected, messages, text

pytestmark = pytest.mark.broker


class StoppedError(Exception):
    pass


def test_it_can_be_stopped_and_resumed_and_ends_where_a_fresh_run_of_the_new_coder_would(stream: Stream) -> None:
    chance = random.Random(31)
    world = articles(chance, 80)
    stream.send(messages(world))
    for id_ in chance.sample(sorted(world), 20):
        world[id_] = (2, text(chance))
        stream.send(messages({id_: world[id_]}))
    stream.send([(b"none", b"no article")])
    for id_ in chance.sample(sorted(world), 10):
        stream.send([(id_.encode(), None)])
        del world[id_]
    stream.drain()
    assert stream.workers[-1].stop() == 0
    worker = stream.start_worker(extractor="tests.support.newer:extract")
    assert stream.world() == expected(world), "a new coder alone changes nothing"

    seen: list[int] = []

    def stop_half_way(done: int, total: int) -> None:
        seen.append(done)
        if done > total / 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        asyncio.run(reprocess(stream.settings, newer.CODER, stop_half_way, batch=10))
    before = len(stream.read(ARTICLES))
    worker.kill()
    late = next(iter(world))
    stream.send([(late.encode(), None)])  # withdrawn while its old text may wait to be read again
    del world[late]
    stream.start_worker(extractor="tests.support.newer:extract")
    rest = asyncio.run(reprocess(stream.settings, newer.CODER, lambda done, _: seen.append(done), batch=10))
    stream.drain()
    assert stream.world() == expected(world, newer.extract, newer.CODER)
    assert seen == sorted(seen), "it goes on where it was"
    assert rest < 100, "what was sent before is not sent again"
    assert len(stream.read(ARTICLES)) == before + 1 + rest
    assert len(stream.read(DEAD_LETTERS)) == 1, "what was no article is not sent again"
    assert asyncio.run(reprocess(stream.settings, newer.CODER)) == 0
