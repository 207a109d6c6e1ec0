"""``extract`` beside its bare encoder pass, interpreted and compiled (``make compiled``), in turn.

The first round reads texts whose words are partly new; the others know all words, as a process does that has run long.
"""

import json
import os
import statistics
import sys

from benchmarks import corpus
from benchmarks.asked import Asked
from benchmarks.report import ROOT
from benchmarks.result import Result, Spread, Table, at_most

ROUNDS, BEFORE, ARTICLES = 6, 600, 150
_TWINS = ROOT / ".compiled"


def _extracting(*, compiled: bool) -> Asked:
    """A process for each kind: one interpreter cannot hold both."""
    paths = [str(_TWINS), str(ROOT)] if compiled else [str(ROOT)]
    # PYTHONSAFEPATH: else the folder that it runs in, where the interpreted modules lie, would come before all others.
    environment = {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(paths)}
    return Asked([sys.executable, "-m", "benchmarks.extracting", str(BEFORE), str(ARTICLES)], environment)


def _seconds(process: Asked, *, compiled: bool) -> tuple[float, float]:
    """Processor seconds of all articles, and those of the encoder among them."""
    whole, encoder, path = json.loads(process.ask("go"))
    if compiled != path.startswith(str(_TWINS)) or compiled == path.endswith(".py"):
        raise RuntimeError(f"the wrong modules were measured: {path}; make compiled makes the twins")
    return float(whole), float(encoder)


def measure() -> Result:
    articles = list(corpus.articles(BEFORE + ARTICLES))
    are_new = len({article.text for article in articles}) == len(articles)
    words = corpus.words(articles[BEFORE:])
    taken: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    with _extracting(compiled=True) as twins, _extracting(compiled=False) as sources:
        for _ in range(ROUNDS + 1):
            for compiled, process in ((True, twins), (False, sources)):
                taken[compiled].append(_seconds(process, compiled=compiled))
    rows, checks = [], []
    for compiled, (first, *rounds) in taken.items():
        name = "compiled" if compiled else "interpreted"
        ratio = Spread.of([whole / encoder for whole, encoder in rounds])
        rows.append([name, *_figures(rounds, words)])
        if are_new:
            rows.append([f"… a text read for the first time, after {BEFORE} others", *_figures([first], words)])
        checks.append(at_most(f"extract beside its bare encoder pass, {name}", ratio.median, 1.5))
    title = f"extract on one core, {ARTICLES} articles of {words / ARTICLES:.0f} words"
    columns = ["", "of the encoder", "around the encoder, µs a word", "encoder, µs a word", "articles/s"]
    return Result(tables=[Table(title=title, columns=columns, rows=rows)], checks=checks)


def _figures(rounds: list[tuple[float, float]], words: int) -> list[str]:
    ratio = Spread.of([whole / encoder for whole, encoder in rounds])
    around = Spread.of([(whole - encoder) / words * 1e6 for whole, encoder in rounds])
    encoders = Spread.of([encoder / words * 1e6 for _, encoder in rounds])
    rate = ARTICLES / statistics.median(whole for whole, _ in rounds)
    return [str(ratio), str(around), str(encoders), f"{rate:.1f}"]
