"""A process that extracts the same texts each time it is asked, and tells processor seconds: all, and the encoder's.

``python -m benchmarks.extracting BEFORE ARTICLES``: BEFORE articles are read beforehand. Then a line of input is a
request to read the ARTICLES after those, its answer ``[all, encoder, path]``. The first time their words are new.
"""

import json
import sys
from typing import Any

from benchmarks import corpus
from benchmarks.measure import clock
from streams.extract import extract, reader, warm_up
from streams.extract.analyser.network import shipped


class _Session:
    """The encoder, with its time."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.spent = 0.0

    def run(self, *arguments: Any) -> Any:
        begun = clock()
        try:
            return self._session.run(*arguments)
        finally:
            self.spent += clock() - begun


def main() -> None:
    before, number = map(int, sys.argv[1:])
    articles = list(corpus.articles(before + number))
    warm_up()
    for article in articles[:before]:
        extract(article)
    network: Any = shipped()
    session = network._session = _Session(network._session)
    for _ in sys.stdin:
        session.spent, begun = 0.0, clock()
        for article in articles[before:]:
            extract(article)
        print(json.dumps([clock() - begun, session.spent, reader.__file__]), flush=True)


if __name__ == "__main__":
    main()
