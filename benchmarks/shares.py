"""What resolution, statements and events cost beside the analyser: python -m benchmarks.shares ARTICLES …

Takes files as `depesche extract` does. Processor time of one thread, so that other work on the machine counts little;
each stage is divided by the analyser in the same pass, and the median of the passes is printed. Making records is in
no stage.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

from streams.extract import reader
from streams.sources import read_articles

STAGES = {
    "analyse": "analyser",
    "resolve": "resolution",
    "drafts_of": "statements",
    "genre_of": "events",
    "said_near": "events",
    "View": "events",
    "events_of": "events",
}
"""The functions of `streams.extract.reader`, and what their time counts for."""


def metered(function: Any, stage: str, spent: dict[str, float]) -> Any:
    """The function, with its time added up; of one that yields, all that it yields."""

    def measured(*given: Any) -> Any:
        begun = time.thread_time()
        made = function(*given)
        if isinstance(made, Generator):
            made = list(made)
        spent[stage] += time.thread_time() - begun
        return made

    return measured


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--passes", type=int, default=5)
    given = options.parse_args()
    articles = [found.article for found in read_articles(given.files, source="benchmark") if found.article is not None]
    spent: dict[str, float] = defaultdict(float)
    for name, stage in STAGES.items():
        setattr(reader, name, metered(getattr(reader, name), stage, spent))
    passes = []
    for number in range(given.passes + 1):
        spent.clear()
        for article in articles:
            reader.read(article)
        if number:  # the first one fills the caches
            passes.append(dict(spent))
    print(f"{len(articles)} articles, analyser {statistics.median(each['analyser'] for each in passes):.2f} s")
    for stage in ("resolution", "statements", "events"):
        share = statistics.median(each[stage] / each["analyser"] for each in passes)
        print(f"{stage:12} {100 * share:5.1f} % of the analyser")


if __name__ == "__main__":
    main()
