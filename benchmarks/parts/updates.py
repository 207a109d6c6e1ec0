"""Rows: changes folded a second on one core, and what one costs against the history of its row. No broker."""

import itertools
from datetime import UTC, datetime

import orjson

from benchmarks.measure import in_turn, seconds, slope
from benchmarks.result import Plot, Result, Spread, Table, at_most
from streams.state.copies import sketch_of
from streams.state.groups import Groups
from streams.state.row import Change, decode_change, empty_row, fold, interaction, reports_of, with_evidence

ROUNDS, CHANGES = 5, 300
HISTORIES = (10, 100, 1000)
_NOW = datetime(2024, 1, 1, tzinfo=UTC)
_KEY = b"RUS.GOV>USA.GOV|2024-01-01"


def _change(number: int) -> bytes:
    total = {
        "counts": {"factual": {"CONSULT": 1}},
        "half_points": 2,
        "statements": 0,
        "articles": 1,
        "sources": {"a": 1},
    }
    sketch = sketch_of(" ".join(f"w{number * 7919 % 100_003 + at * at}" for at in range(200)))
    delta = {"sum": total, "added": [f"a-{number}:e:1"], "removed": [], "article": f"a-{number}", "sketch": sketch}
    return orjson.dumps(Change(partition=0, offset=number, delta=delta))  # type: ignore[typeddict-item]


def measure() -> Result:
    messages = [_change(number) for number in range(max(HISTORIES) + CHANGES)]

    def at(history: int) -> float:
        """Seconds a change, to a row that holds so many articles."""
        row = empty_row()
        groups = Groups()
        for message in messages[:history]:
            _, change = decode_change(_KEY, message)
            row = fold(row, change, _NOW)
            groups.place(change["delta"]["article"], change["delta"]["sketch"])

        def work() -> None:
            folded = row
            for message in messages[history : history + 20]:
                key, change = decode_change(_KEY, message)
                folded = fold(folded, change, _NOW)
                groups.place(change["delta"]["article"], change["delta"]["sketch"])
                published = with_evidence(folded, ["a"], reports_of(folded, groups))
                interaction(key, published).to_json()

        return seconds(work) / 20

    def folds() -> float:
        def work() -> None:
            for message in itertools.islice(messages, CHANGES):
                key, change = decode_change(_KEY, message)
                interaction(key, fold(empty_row(), change, _NOW)).to_json()

        return seconds(work) / CHANGES

    taken = in_turn({str(history): lambda history=history: at(history) for history in HISTORIES}, ROUNDS)
    single = in_turn({"fold": folds}, ROUNDS)["fold"]
    rows = [[name, str(Spread.of([value * 1e6 for value in values]))] for name, values in taken.items()]
    rows.append(["none, without counting reports", str(Spread.of([value * 1e6 for value in single]))])
    points = [(float(name), Spread.of(values).median) for name, values in taken.items()]
    return Result(
        tables=[
            Table(
                title="A change of a row, decoded, folded and encoded",
                columns=["articles in the row", "µs a change"],
                rows=rows,
            )
        ],
        checks=[at_most("slope of a change against its row's history (0: does not grow)", slope(points), 0.2)],
        plots=[
            Plot(
                name="history",
                title="A change of a row against the row's history",
                across="articles in the row",
                up="µs a change",
                points=[[before, spent * 1e6] for before, spent in points],
                power=0.0,
            )
        ],
    )
