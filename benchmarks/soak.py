"""Whether memory stays flat while articles stream in: python -m benchmarks.soak --minutes 30

A worker with the real extractor reads articles from an embedded broker as fast as it can: sample dispatches with words
that never came before, hostile texts, corrections and withdrawals of the same 2,000 ids, so that the tables end growing
and what still grows is a leak. Prints for each process its memory (RSS) and the slope by least squares after the
warm-up.
"""

import argparse
import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import orjson

from benchmarks.memory import MIB, children, resident
from benchmarks.scratch import scratch
from streams.samples import steps
from tests.hostile.grammar import seeded, text
from tests.support.stream import Stream

IDS = 2000
BLOCK = 200
"""Messages between two looks at the lag."""
SECONDS = 5.0
"""Between two looks at the memory."""
WARM_UP = 1 / 3
"""Part of the time that the slope leaves out: caches and tables fill."""

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
            for _ in range(10):
                words[chance.randrange(len(words))] = f"Wort{chance.randrange(10**9)}stadt"
            body = " ".join(words)
        plain = {
            "id": key.decode(),
            "revision": number + 1,
            "source": f"S{number % 20}",
            "language": "de",
            "text": body,
        }
        yield key, orjson.dumps(plain | {"published_at": f"2024-{1 + number % 12:02}-{1 + number % 28:02}"})


def feed(stream: Stream, seed: int, until: float, sent: list[int]) -> None:
    waiting = messages(seed)
    while time.monotonic() < until:
        stream.send([next(waiting) for _ in range(BLOCK)])
        sent[0] += BLOCK
        stream.drain(1800)


def slope(points: list[tuple[float, float]], after: float) -> float:
    """MiB an hour by least squares over what came after so many seconds."""
    seconds, size = np.array([point for point in points if point[0] >= after]).T
    return float(np.polyfit(seconds / 3600, size, 1)[0])


def watch(worker: int, minutes: float) -> Measured:
    measured: Measured = {}
    begun = time.monotonic()
    while (now := time.monotonic() - begun) < minutes * 60:
        for name, pid in (("worker", worker), *((f"extraction {child}", child) for child in children(worker))):
            measured.setdefault(name, []).append((now, resident(pid) / MIB))
        time.sleep(SECONDS)
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sent = [0]
    with (
        scratch() as folder,
        closing(Stream(folder, extractor="streams.extract:extract", extraction_processes=asked.processes)) as stream,
    ):
        worker = stream.start_worker()
        until = time.monotonic() + asked.minutes * 60
        feeding = threading.Thread(target=feed, args=(stream, asked.seed, until, sent), daemon=True)
        feeding.start()
        measured = watch(worker.process.pid, asked.minutes)
        feeding.join(300)
    print(f"{sent[0]:,} messages in {asked.minutes:g} minutes; slope after the first {asked.minutes * WARM_UP:.0f}")
    for name, points in measured.items():
        after = asked.minutes * 60 * WARM_UP
        if points[0][0] > after or points[-1][0] < asked.minutes * 60 - 10 * SECONDS:
            print(f"{name}: came or went meanwhile")
            continue
        start, end = next(size for when, size in points if when >= after), points[-1][1]
        print(f"{name}: {start:.0f} MiB after the warm-up, {end:.0f} at the end, {slope(points, after):+.1f} MiB/h")


if __name__ == "__main__":
    main()
