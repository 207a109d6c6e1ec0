"""`python -m training.calibrate_events GOLD RECORDS.jsonl`: how sure events are, by how often they are right.

GOLD is a folder of hand-coded articles as in `../shared/data/events-dev`, one JSON file an article; RECORDS.jsonl is
what `depesche extract` writes. Counted as the tables count: a directed triple (type, from, to) by country is right if
the gold of its article has it, and counts once an article, with the greatest confidence that a record gives. The table
goes to standard output, or between the marks of a document with `--into`.
"""

import argparse
import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

MARKS = "<!-- reliability of events: written by training.calibrate_events -->", "<!-- end of reliability of events -->"
_BINS = 10

Triple = tuple[str, str, str]


class Row(NamedTuple):
    """The triples whose confidence lies in one tenth."""

    low: float
    high: float
    triples: int
    mean: float
    """Of their confidence."""
    right: float
    """Share."""


def triples_of(type_: str, sources: Sequence[str], targets: Sequence[str], *, both: bool) -> set[Triple]:
    """The directed triples that an event stands for, by country or organisation."""
    if both:
        parties = list(dict.fromkeys([*sources, *targets]))
        return {(type_, place(a), place(b)) for a, b in itertools.permutations(parties, 2)}
    return {(type_, place(a), place(b)) for a in sources for b in targets}


def place(code: str) -> str:
    """The first part of an actor's code, in the records' form or the gold's: ``BLR.GOV``, ``BLR/GOV/Name``."""
    return code.replace("/", ".").partition(".")[0] or "XXX"


def gold_of(folder: Path) -> dict[str, set[Triple]]:
    """Article → the triples of its gold.

    Raises:
        ValueError: a file is not as those of events-dev; the message names it.
    """
    found: dict[str, set[Triple]] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            article = json.loads(file.read_text(encoding="utf-8"))
            found[article["id"]] = {
                triple
                for event in article["events"]
                for triple in triples_of(event["type"], event["source"], event["target"], both=event["symmetric"])
            }
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"{file}: not an article of gold events: {error!r}") from error
    return found


def told(lines: Iterable[str]) -> dict[tuple[str, Triple], float]:
    """(article, triple) → the greatest confidence of the records that tell it; statements are passed over."""
    found: dict[tuple[str, Triple], float] = {}
    for line in lines:
        record: Mapping[str, Any] = json.loads(line)
        if "event_id" not in record:
            continue
        sides = ([party["actor"]["code"] for party in record[side]] for side in ("actors", "recipients"))
        for triple in triples_of(record["type"], *sides, both=record["reciprocal"]):
            key = record["article"]["id"], triple
            found[key] = max(found.get(key, 0.0), record["confidence"])
    return found


def reliability(gold: Mapping[str, set[Triple]], confidences: Mapping[tuple[str, Triple], float]) -> list[Row]:
    """One row a tenth that has triples; articles without gold are left out."""
    rows = []
    judged = [(sure, triple in gold[article]) for (article, triple), sure in confidences.items() if article in gold]
    for number in range(_BINS):
        here = [each for each in judged if min(int(each[0] * _BINS), _BINS - 1) == number]
        if here:
            mean = sum(sure for sure, _ in here) / len(here)
            right = sum(is_right for _, is_right in here) / len(here)
            rows.append(Row(number / _BINS, (number + 1) / _BINS, len(here), mean, right))
    return rows


def expected_error(rows: Sequence[Row]) -> float:
    """Mean distance of confidence and share of right ones, each row weighing what it holds."""
    total = sum(row.triples for row in rows)
    return sum(row.triples * abs(row.mean - row.right) for row in rows) / total if total else 0.0


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The lines of the table in Markdown."""
    yield "| confidence | triples | mean confidence | right |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {row.low:.1f} to {row.high:.1f} | {row.triples} | {row.mean:.2f} | {100 * row.right:.0f} % |"
    yield ""
    yield f"Expected calibration error: {expected_error(rows):.3f}."


def written_into(text: str, lines: Iterable[str]) -> str:
    """A document with the table between its marks.

    Raises:
        ValueError: the document has no marks.
    """
    first, second = MARKS
    if first not in text or second not in text:
        raise ValueError(f"the document lacks the lines {first} and {second}")
    before, _, rest = text.partition(first)
    return "\n".join([before + first, "", *lines, "", second + rest.partition(second)[2]])


def main() -> None:
    """Print the table, or write it into a document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of hand-coded articles")
    parser.add_argument("records", type=Path, help="records as JSON lines")
    parser.add_argument("--into", type=Path, help="document to write the table into, between its marks")
    options = parser.parse_args()
    with options.records.open(encoding="utf-8") as lines:
        rows = reliability(gold_of(options.gold), told(lines))
    if options.into is None:
        sys.stdout.write("\n".join(table(rows)) + "\n")
    else:
        document = options.into.read_text(encoding="utf-8")
        options.into.write_text(written_into(document, table(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
