"""``extract`` beside HanTa's tagging and spaCy's blank tokeniser, on the same texts, in turn.

The peers live in an environment of their own (``benchmarks/requirements.txt``), and answer over a pipe.
"""

import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks import corpus
from benchmarks.measure import in_turn, ratio, seconds
from benchmarks.result import Result, Spread, Table, at_least, short
from streams.extract import extract, warm_up
from streams.extract.analyser import analyse

ROUNDS, ARTICLES = 5, 150
_FOLDER = Path(__file__).resolve().parents[1] / "peers"


class _Peer:
    """A peer in its own process, which holds the texts and times itself."""

    def __init__(self, name: str, texts: list[str]) -> None:
        python = os.environ.get("BENCH_PEERS_PYTHON", ".venv-peers/bin/python")
        self._process = subprocess.Popen(
            [python, str(_FOLDER / f"{name}.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._ask(texts)

    def _ask(self, what: object) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def seconds(self) -> float:
        return float(self._ask("go"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()


def measure() -> Result:
    articles = list(corpus.articles(ARTICLES))
    texts, words = [article.text for article in articles], corpus.words(articles)
    warm_up()
    with _Peer("hanta", texts) as hanta, _Peer("spacy_blank", texts) as spacy:
        taken = in_turn(
            {
                "extract, whole": lambda: seconds(lambda: [extract(article) for article in articles]),
                "analyse: tags, lemmas, trees, names, clauses": lambda: seconds(
                    lambda: [analyse(text, "de") for text in texts]
                ),
                "HanTa: parts of speech and lemmas": hanta.seconds,
                "spaCy, blank German: words only": spacy.seconds,
            },
            ROUNDS,
        )
    rows = [[name, str(Spread.of([words / used for used in values]))] for name, values in taken.items()]
    faster = ratio(taken["HanTa: parts of speech and lemmas"], taken["extract, whole"])
    title = f"One core, {ARTICLES} articles, {short(words)} words; HanTa's time over extract's: {faster}"
    return Result(
        tables=[Table(title=title, columns=["", "words/s"], rows=rows)],
        checks=[at_least("HanTa's time over extract's", faster.median, 1.0)],
    )
