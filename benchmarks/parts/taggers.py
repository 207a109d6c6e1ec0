"""``extract`` beside HanTa's tagging and spaCy's blank tokeniser, on the same texts, in turn.

The peers live in an environment of their own (``benchmarks/requirements.txt``), and answer over a pipe.
"""

import os
from pathlib import Path

from benchmarks import corpus
from benchmarks.asked import Asked
from benchmarks.measure import in_turn, ratio, seconds
from benchmarks.result import Result, Spread, Table, at_least, short
from streams.extract import extract, warm_up
from streams.extract.analyser import analyse

ROUNDS, ARTICLES = 5, 150
_FOLDER = Path(__file__).resolve().parents[1] / "peers"


def _peer(name: str) -> Asked:
    """A peer, which holds the texts and times itself."""
    return Asked([os.environ.get("BENCH_PEERS_PYTHON", ".venv-peers/bin/python"), str(_FOLDER / f"{name}.py")])


def measure() -> Result:
    articles = list(corpus.articles(ARTICLES))
    texts, words = [article.text for article in articles], corpus.words(articles)
    warm_up()
    with _peer("hanta") as hanta, _peer("spacy_blank") as spacy:
        hanta.ask(texts)
        spacy.ask(texts)
        taken = in_turn(
            {
                "extract, whole": lambda: seconds(lambda: [extract(article) for article in articles]),
                "analyse: tags, lemmas, trees, names, clauses": lambda: seconds(
                    lambda: [analyse(text, "de") for text in texts]
                ),
                "HanTa: parts of speech and lemmas": lambda: float(hanta.ask("go")),
                "spaCy, blank German: words only": lambda: float(spacy.ask("go")),
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
