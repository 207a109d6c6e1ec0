"""`python -m training.event_confidence`: fit how sure events are, by how often they were right.

On the articles of `annotations/events.jsonl` that nobody read for rules. An event is right if more than half of the
triples (type, from, to) that it stands for are in the coding of its article. A logistic regression over the marks of
`streams/extract/events/confidence.py`; the weights go into `event_confidence.tsv`. How they hold on others:
`training.calibrate_events`.
"""

import logging
from collections import Counter
from collections.abc import Iterator

import numpy as np

from schemas import Article
from streams.extract.events.confidence import marks
from streams.extract.reader import read
from training.calibrate_events import Triple, triples_of
from training.coded_events import unread
from training.corpora import ROOT

log = logging.getLogger(__name__)

WEIGHTS = ROOT / "streams" / "extract" / "languages" / "de" / "event_confidence.tsv"
_FEWEST = 12
"""Events that a mark needs to get a weight."""
_RIDGE = 1.0
_STEPS = 50


def judged() -> Iterator[tuple[frozenset[str], bool]]:
    """Yield the marks of each event that is extracted, and whether it is right."""
    for given, row in unread():
        gold: set[Triple] = set()
        for event in row["events"]:
            gold |= triples_of(event["type"], event["source"], event["target"], both=event["symmetric"])
        for event, entries in read(Article.from_plain(given)).events:
            sides = ([party.actor.code for party in side if party.actor] for side in (event.actors, event.recipients))
            mine = triples_of(event.type.value, *sides, both=event.reciprocal)
            if mine:
                told = [each for each, _ in entries]
                yield frozenset(marks(told, claimed=bool(event.attribution))), 2 * len(mine & gold) > len(mine)


def fit(rows: list[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """Give the weight of each mark, by Newton's method with a ridge on all but the constant."""
    counts = Counter(mark for found, _ in rows for mark in found)
    names = ["any", *sorted(mark for mark, count in counts.items() if count >= _FEWEST and mark != "any")]
    table = np.array([[name in found for name in names] for found, _ in rows], dtype=float)
    wanted = np.array([right for _, right in rows], dtype=float)
    ridge = np.full(len(names), _RIDGE)
    ridge[0] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (wanted - sure) - ridge * weights
        bend = (table.T * (sure * (1 - sure))) @ table + np.diag(ridge)
        weights += np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True))


def main() -> None:
    """Fit and write."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    rows = list(judged())
    weights = fit(rows)
    lines = [
        "# Log odds that an event is right, by what holds of it. Written by training.event_confidence.",
        "mark\tweight",
        *(f"{mark}\t{weight:.3f}" for mark, weight in weights.items()),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    log.info("%d events, %.1f %% right; %d weights", len(rows), 100 * np.mean([r for _, r in rows]), len(weights))


if __name__ == "__main__":
    main()
