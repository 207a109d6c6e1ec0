"""Whether memory stays flat while articles stream in: python -m benchmarks.soak --minutes 30

A worker with the real extractor reads articles from an embedded broker as fast as it can: sample dispatches with words
that never came before, hostile texts, corrections and withdrawals of the same 500 ids and 28 days, so that the tables
end growing and what still grows is a leak. Prints for each process its memory (RSS) and the slope by least squares
after the warm-up. The embedded broker keeps all in one file, which a benchmark's limit on files (``scratch.py``) ends
after some 25,000 messages: BENCH_BROKER=apache takes Apache Kafka (make .kafka).
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event
from typing import Any

import numpy as np

from benchmarks.memory import MIB, resident
from benchmarks.processes import tree
from benchmarks.scratch import scratch
from benchmarks.streaming import broker_of
from streams.samples import steps
from tests.hostile.grammar import seeded, text
from tests.support.stream import Stream

IDS = 500
PARTITIONS = 2
"""Few: their tables' write buffers fill side by side, then empty, and so sway by 12 MiB in all; those of 8 by 48."""
BLOCK = 200
"""Messages between two looks at the lag."""
SECONDS = 5.0
"""Between two looks at the memory."""
FILLING = 5000
"""Messages at the beginning that have many new words, so that what remembers words is soon full."""
NEW_WORDS, MANY_NEW_WORDS = 10, 100
WARM_UP = 1 / 3
"""Part of the time that the slope leaves out where nothing else is asked for: caches and tables fill."""
LEAST = 5.0
"""Minutes without which no slope can be told."""
SURE = 2
"""Standard errors on either side of a slope, for some 95 %."""

Measured = dict[str, list[tuple[float, float]]]
"""Process → seconds since the start, and MiB."""


def messages(seed: int) -> Iterator[tuple[bytes, bytes | None]]:
    chance = random.Random(seed)
    samples = [step.article for step in steps() if step.article is not None]
    for number in range(10**9):
        key = b"soak-%d" % chance.randrange(IDS)
        if chance.random() < 0.05:
            yield key, None
            continue
        if chance.random() < 0.2:
            body = "Minsk: " + text(seeded(seed, number), 500)
        else:
            words = chance.choice(samples).text.split(" ")
            for _ in range(MANY_NEW_WORDS if number < FILLING else NEW_WORDS):
                words[chance.randrange(len(words))] = f"Wort{chance.randrange(10**9)}stadt"
            body = " ".join(words)
        plain = {
            "id": key.decode(),
            "revision": number + 1,
            "source": f"S{number % 20}",
            "language": "de",
            "text": body,
        }
        plain["published_at"] = f"2024-11-{1 + number % 28:02}"
        yield key, json.dumps(plain).encode()  # a surrogate without its other half is escaped; orjson would refuse it


def feed(stream: Stream, seed: int, minutes: float) -> int:
    """Send and wait, again and again, until the minutes are over; how many."""
    waiting = messages(seed)
    until = time.monotonic() + minutes * 60
    sent = 0
    while time.monotonic() < until:
        stream.send([next(waiting) for _ in range(BLOCK)])
        stream.drain(1800, pause=0.5)
        sent += BLOCK
    return sent


def slope(points: list[tuple[float, float]], after: float) -> tuple[float, float]:
    """MiB an hour by least squares over the means of the minutes after so many seconds, and its standard error.

    Means, for buffers that fill and empty again make looks of the same minute alike.
    """
    minutes: dict[int, list[float]] = {}
    for when, size in points:
        if when >= after:
            minutes.setdefault(int((when - after) // 60), []).append(size)
    hours = np.array(list(minutes)) / 60
    (found, _), covariance = np.polyfit(hours, [np.mean(sizes) for sizes in minutes.values()], 1, cov=True)
    return float(found), float(np.sqrt(covariance[0, 0]))


def watch(worker: int, ended: Event) -> Measured:
    measured: Measured = {}
    begun = time.monotonic()
    while not ended.wait(SECONDS):
        now = time.monotonic() - begun
        for pid in tree(worker):
            name = "worker" if pid == worker else f"extraction {pid}"
            measured.setdefault(name, []).append((now, resident(pid) / MIB))
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--warm-up", type=float, help="minutes that the slope leaves out; a third by default")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--partitions", type=int, default=PARTITIONS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    warm_up = asked.minutes * WARM_UP if asked.warm_up is None else asked.warm_up
    if asked.minutes - warm_up < LEAST:
        parser.error(f"after the warm-up {LEAST:.0f} minutes are needed at least")
    ended = Event()
    settings: dict[str, Any] = {"extraction_processes": asked.processes, "partitions": asked.partitions}
    with (
        scratch() as folder,
        closing(Stream(folder, **broker_of(folder), extractor="streams.extract:extract", **settings)) as stream,
        ThreadPoolExecutor(1) as watching,
    ):
        watched = watching.submit(watch, stream.start_worker().process.pid, ended)
        try:
            sent = feed(stream, asked.seed, asked.minutes)
        finally:
            ended.set()
        measured = watched.result()
    last = max(points[-1][0] for points in measured.values())
    after = warm_up * 60
    print(f"{sent:,} messages in {last / 60:.1f} minutes; slope after the first {after / 60:.1f}")
    for name, points in measured.items():
        if points[0][0] > after or points[-1][0] < last:
            print(f"{name}: came or went meanwhile")
            continue
        sizes = [size for when, size in points if when >= after]
        found, error = slope(points, after)
        print(
            f"{name}: {sizes[0]:.0f} MiB after the warm-up, {sizes[-1]:.0f} at the end, {max(sizes):.0f} at most, "
            f"{found:+.1f} ± {SURE * error:.1f} MiB/h"
        )


if __name__ == "__main__":
    main()
