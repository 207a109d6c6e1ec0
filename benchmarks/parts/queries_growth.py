"""Questions against what the index holds: sums must grow with the facts at most in proportion, lists not at all."""

import random
import statistics

from benchmarks.measure import seconds, slope
from benchmarks.result import Plot, Result, Table, at_most, short
from benchmarks.scratch import scratch
from benchmarks.views import EVENTS_PER_ARTICLE, article, questions
from streams.index import Index

EVENTS = (12_500, 50_000, 200_000)
TIMES, AT_ONCE = 30, 250
_LAWS = {"top dyads": 1.0, "dyad by month": 1.0, "search": 1.0, "newest events": 0.0, "events of an actor": 0.0}
"""The power of the number of events that a question's time may grow with; a list's page is full in the smallest."""
_PLOTS = {"top dyads": "sums", "newest events": "lists"}


def measure() -> Result:
    chance = random.Random(1)
    asked = questions(random.Random(2))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    with scratch() as folder:
        index = Index(folder / "index.sqlite")
        index.load(0, [])
        held = 0
        for events in EVENTS:
            while held * EVENTS_PER_ARTICLE < events:
                fresh = [article(chance, number) for number in range(held, held + AT_ONCE)]
                index.put({0: fresh})
                held += len(fresh)
            for name, question in asked.items():
                with index.reading() as now:
                    question(now)  # what it keeps for the next one
                    spent = [seconds(lambda: question(now)) for _ in range(TIMES)]  # noqa: B023 (called at once)
                taken[name].append((float(events), statistics.median(spent) * 1000))
        index.close()
    rows = [[name, *(short(up) for _, up in points), f"{slope(points):.2f}"] for name, points in taken.items()]
    columns = ["question, processor ms", *(f"{events:,} events" for events in EVENTS), "slope"]
    return Result(
        tables=[Table(title="Questions against the events of a worker", columns=columns, rows=rows)],
        checks=[
            at_most(
                f"slope of {name} against events ({'1: in proportion' if power else '0: does not grow'})",
                slope(taken[name]),
                power + 0.1 if power else 0.2,
            )
            for name, power in _LAWS.items()
        ],
        plots=[
            Plot(
                name=f"questions-{kind}",
                title=f"Time of a question against the events of a worker: {name}",
                across="events",
                up="ms",
                points=[[events, spent] for events, spent in taken[name]],
                power=_LAWS[name],
            )
            for name, kind in _PLOTS.items()
        ],
    )
