"""How much memory a whole worker takes, and how much more for each million rows: python -m benchmarks.memory.

Articles go through broker and worker, and queries are asked in between, so that everything that a worker keeps is
there: tables, their caches, the index and its columns. Resident memory, from /proc. The embedded broker keeps all in
one file, which a benchmark's limit on files (``scratch.py``) ends at some 270,000 rows: BENCH_BROKER=apache takes
Apache Kafka (make .kafka).
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.scratch import scratch
from benchmarks.streaming import broker_of
from benchmarks.views import CODES, written
from streams.samples import steps
from tests.support.stream import Stream, Worker, value

STEPS = 20
EVENTS_PER_ARTICLE = 20
"""Many, so that a million rows do not take a day: it is rows and facts that take memory, not articles."""
IN_WORK = 256
MIB = 1 << 20
QUERIES = (
    "/dyads?by=country",
    "/dyads?order=articles",
    f"/dyads/{CODES[0]}/{CODES[1]}?by=month",
    "/events",
    "/interactions",
    "/contradictions",
    "/search?q=SANCTION",
)


def resident(process: int) -> int:
    """Bytes of memory that a process holds now; 0 of one that has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)


def extraction(worker: Worker) -> int:
    """Bytes of the largest of a worker's extraction processes."""
    children = Path(f"/proc/{worker.process.pid}/task/{worker.process.pid}/children").read_text().split()
    return max((resident(int(child)) for child in children), default=0)


def asked(worker: Worker) -> int:
    """Bytes of the worker's own process, once it has answered each query some times."""
    for _ in range(5):
        for query in QUERIES:
            worker.get(query).raise_for_status()
    return resident(worker.process.pid)


def beginning(folder: Path) -> None:
    """What a worker takes with the extractor that ships and the sample dispatches."""
    stream = Stream(folder, extractor="streams.extract:extract")
    try:
        worker = stream.start_worker()
        stream.send([(step.key.encode(), step.article.to_json()) for step in steps() if step.article])
        stream.drain(600)
        own, reading = asked(worker), extraction(worker)
        print(f"with the samples: worker {own / MIB:.0f} MiB, each extraction process {reading / MIB:.0f} MiB")
    finally:
        stream.close()


def growing(folder: Path, most: int, partitions: int) -> Iterator[tuple[int, int]]:
    """Rows, and bytes of the worker's own process, while articles come in."""
    chance, rows, number = random.Random(1), set[tuple[str, ...]](), 0
    stream = Stream(folder, **broker_of(folder), partitions=partitions, batch_size=IN_WORK)
    try:
        worker = stream.start_worker()
        for step in range(1, STEPS + 1):
            batch = []
            while len(rows) < most * step // STEPS:
                published, text = written(chance, EVENTS_PER_ARTICLE)
                for words in map(str.split, text.splitlines()):
                    if words[0] != "SAYS" or words[1] != words[2]:
                        rows.add((words[1], words[2], words[3] if words[0] != "SAYS" else published.isoformat()))
                id_ = f"article-{number}"
                batch.append((id_.encode(), value(id_, text, published_at=published.isoformat())))
                number += 1
            stream.send(batch)
            stream.drain(3600)
            taken = asked(worker)
            print(f"{len(rows):8} rows of {number:7} articles: {taken / MIB:6.0f} MiB", flush=True)
            yield len(rows), taken
    finally:
        stream.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--partitions", type=int, default=8, help="the tables' buffers fill sooner with fewer")
    given = options.parse_args()
    with scratch() as folder:
        beginning(folder / "samples")
        found = list(growing(folder / "rows", given.rows, given.partitions))
    later = np.array(found[len(found) // 2 :], float)
    slope, _ = np.polyfit(later[:, 0], later[:, 1], 1)
    print(f"over the last {len(later)} steps: {slope * 1e6 / MIB:.0f} MiB for each million rows")


if __name__ == "__main__":
    main()
