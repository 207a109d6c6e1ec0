"""The encoder as the analyser runs it, beside onnxruntime on the same graph with batches that need no padding."""

from typing import Any

import numpy as np
import onnxruntime

from benchmarks import corpus
from benchmarks.measure import in_turn, ratio, seconds
from benchmarks.result import Result, Spread, Table, at_most, short
from streams.extract import warm_up
from streams.extract.analyser import analyse
from streams.extract.analyser.network import Network, shipped

ROUNDS, ARTICLES = 5, 200
_LENGTHS, _ROWS = (16, 24, 32, 40), (1, 4, 8, 12, 16, 24, 32)


class _Recorder:
    """Keeps what the analyser gives to the session."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.fed: list[dict[str, Any]] = []

    def run(self, outputs: Any, feeds: dict[str, Any]) -> Any:
        self.fed.append({name: array.copy() for name, array in feeds.items()})
        return self._session.run(outputs, feeds)


def measure() -> Result:
    warm_up()
    network: Network = shipped()
    session: onnxruntime.InferenceSession = network._session
    network._session = recorder = _Recorder(session)
    for article in corpus.articles(ARTICLES):
        analyse(article.text, "de")
    used = sum(int((feeds["bias"][:, 0].diagonal(axis1=1, axis2=2) == 0).sum()) for feeds in recorder.fed)
    width = recorder.fed[0]["vectors"].shape[-1]
    places = used // 4
    chance = np.random.default_rng(1)

    def whole(rows: int, length: int) -> float:
        """A quarter of as many words, in batches without padding."""
        feeds = {
            "vectors": chance.standard_normal((rows, length, width), np.float32),
            "bias": np.zeros((rows, 1, length, length), np.float32),
        }
        runs = max(1, places // (rows * length))
        return seconds(lambda: [session.run(None, feeds) for _ in range(runs)]) / (runs * rows * length)

    def ours() -> float:
        return seconds(lambda: [session.run(None, feeds) for feeds in recorder.fed]) / used

    shapes = {f"{rows} × {length}": (rows, length) for length in _LENGTHS for rows in _ROWS}
    tried = in_turn({name: lambda shape=shape: whole(*shape) for name, shape in shapes.items()}, 1)
    best = min(tried, key=lambda name: tried[name][0])
    taken = in_turn({"the analyser's batches": ours, f"best batch ({best})": lambda: whole(*shapes[best])}, ROUNDS)
    rows = [[name, str(Spread.of([value * 1e6 for value in values]))] for name, values in taken.items()]
    share = ratio(taken["the analyser's batches"], taken[f"best batch ({best})"])
    title = f"The encoder, one thread: {short(used)} words in {len(recorder.fed)} runs; ratio {share}"
    table = Table(title=title, columns=["batches", "µs a word"], rows=rows)
    return Result(tables=[table], checks=[at_most("encoder beside the best batch", share.median, 1.3)])
