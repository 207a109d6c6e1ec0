"""What each stage of ``extract`` costs beside the encoder, interpreted; compiled modules cannot be metered."""

import statistics
from collections.abc import Callable
from typing import Any

from benchmarks import corpus
from benchmarks.measure import clock
from benchmarks.result import Result, Spread, Table, at_most, short
from streams.extract import analyser, extract, reader, warm_up
from streams.extract.analyser.network import Network, shipped

ROUNDS, ARTICLES = 4, 150


class _Meter:
    """Processor seconds spent in some functions of a module, what they call included."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def wrap(self, holder: Any, name: str, stage: str) -> None:
        inner: Callable[..., Any] = getattr(holder, name)

        def metered(*arguments: Any, **options: Any) -> Any:
            begun = clock()
            try:
                return inner(*arguments, **options)
            finally:
                self.spent[stage] = self.spent.get(stage, 0.0) + clock() - begun

        setattr(holder, name, metered)


class _Session:
    def __init__(self, session: Any) -> None:
        self.run = session.run


def measure() -> Result:
    articles = list(corpus.articles(ARTICLES))
    words = corpus.words(articles)
    warm_up()
    network: Network = shipped()
    network._session = _Session(network._session)
    meter = _Meter()
    meter.wrap(network._session, "run", "encoder")
    meter.wrap(network, "read", "network")
    split = analyser.split_sentences  # a generator, whose time would else be its reader's
    analyser.split_sentences = lambda *given: list(split(*given))  # type: ignore[assignment]
    for name, stage in (
        ("split_sentences", "tokenise"), ("forms_of", "tokens"), ("tokens_of", "tokens"), ("clauses_of", "clauses"),
        ("names_of", "tokens"), ("further_of", "tokens"),
    ):  # fmt: skip
        meter.wrap(analyser, name, stage)
    for name, stage in (
        ("analyse", "analyse"), ("document_of", "records"), ("resolve", "resolve"), ("drafts_of", "statements"),
        ("View", "events"), ("events_of", "events"),
    ):  # fmt: skip
        meter.wrap(reader, name, stage)
    meter.wrap(reader.Writer, "statements", "records")
    meter.wrap(reader.Writer, "events", "records")
    rounds = []
    for number in range(ROUNDS + 1):
        meter.spent.clear()
        begun = clock()
        for article in articles:
            extract(article)
        if number:
            rounds.append({**meter.spent, "whole": clock() - begun})
    for spent in rounds:
        inner = ("tokenise", "tokens", "clauses")
        spent["around the network"] = spent["network"] - spent["encoder"]
        spent["rest of analyse"] = spent["analyse"] - spent["network"] - sum(spent[name] for name in inner)
        outer = ("analyse", "resolve", "statements", "events", "records")
        spent["rest"] = spent["whole"] - sum(spent[name] for name in outer)
    names = (
        "tokenise", "encoder", "around the network", "tokens", "clauses", "rest of analyse", "resolve", "statements",
        "events", "records", "rest", "whole",
    )  # fmt: skip
    whole = statistics.median(spent["whole"] for spent in rounds)
    rows = []
    for name in names:
        taken = Spread.of([spent[name] / words * 1e6 for spent in rounds])
        beside = Spread.of([spent[name] / spent["encoder"] for spent in rounds])
        rows.append([name, str(taken), str(beside), short(1e6 / taken.median)])
    beside = [
        [name, f"{Spread.of([100 * spent[stage] / spent['analyse'] for spent in rounds])}"]
        for name, stage in (
            ("finding and resolving actors", "resolve"), ("statements", "statements"), ("events", "events"),
        )
    ]  # fmt: skip
    resolving = Spread.of([spent["resolve"] / spent["analyse"] for spent in rounds]).median
    title = (
        f"extract on one core, {ARTICLES} articles of {words / ARTICLES:.0f} words: {ARTICLES / whole:.1f} articles/s"
    )
    table = Table(title=title, columns=["stage", "µs a word", "of the encoder", "words/s"], rows=rows)
    rules = Table(title="The rules, of the analyser's time", columns=["", "%"], rows=beside)
    return Result(
        tables=[table, rules],
        checks=[
            at_most("finding and resolving actors, of the analyser's time", resolving, 0.1),
        ],
    )
