"""Rows out of changes: Depesche's interactions agent beside Quix Streams with the same fold, on the same broker.

Depesche keeps the events behind each row, tells reports from articles, and holds to its order of effects; Quix Streams
only keeps and publishes the row.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import orjson

from benchmarks import streaming
from benchmarks.result import Result, Spread, Table
from benchmarks.standin import coder, extract
from schemas import Article
from streams.pool.reading import reading_of
from streams.state.ledger import plan
from streams.state.row import Change
from streams.topics import CHANGES

ROUNDS, ARTICLES_A_RUN, WORDS, IN_WORK = 3, 1500, 250, 256
_PEER = Path(__file__).resolve().parents[1] / "peers" / "quix.py"


def _changes(articles: streaming.Messages) -> Iterator[tuple[bytes, bytes]]:
    for offset, (_, value) in enumerate(articles):
        article = Article.from_plain(orjson.loads(value or b""))
        for key, delta in plan(None, offset, reading_of(article, extract(article), coder())).deltas.items():
            yield key.encode(), orjson.dumps(Change(partition=0, offset=offset, delta=delta))


def _quix(changes: list[tuple[bytes, bytes]]) -> tuple[float, float]:
    """Seconds, and seconds of the processor."""
    python = os.environ.get("BENCH_PEERS_PYTHON", ".venv-peers/bin/python")
    with streaming.running() as stream:
        streaming.put(stream, CHANGES, changes)
        done = subprocess.run(
            [
                python,
                str(_PEER),
                stream.broker.bootstrap_servers,
                str(stream.folder / "quix"),
                str(len(changes)),
                CHANGES,
            ],
            env=os.environ | {"PYTHONPATH": str(_PEER.parents[2])},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=200,
        )
    wall, processor = map(float, done.stdout.split())
    return wall, processor


def measure() -> Result:
    changes = list(_changes(streaming.standin_messages(ARTICLES_A_RUN, WORDS)))
    rates: dict[str, list[float]] = {"Depesche": [], "Quix Streams": []}
    costs: dict[str, list[float]] = {"Depesche": [], "Quix Streams": []}
    for _ in range(ROUNDS):
        with streaming.running(extractor="benchmarks.standin:extract", batch_size=IN_WORK) as stream:
            run = streaming.carried(stream, changes, topic=CHANGES)
        for name, seconds, processor in (
            ("Depesche", run.seconds, run.processor["worker"]),
            ("Quix Streams", *_quix(changes)),
        ):
            rates[name].append(len(changes) / seconds)
            costs[name].append(processor / len(changes) * 1000)
    return Result(
        tables=[
            Table(
                title=f"{len(changes)} changes folded into rows and published",
                columns=["", "changes/s", "processor ms a change, the broker's apart"],
                rows=[[name, str(Spread.of(rates[name])), str(Spread.of(costs[name]))] for name in rates],
            )
        ],
        checks=[],
    )
