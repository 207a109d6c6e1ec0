"""Prints where the rules come from, then the records of each text: ``python -m tests.compiling.records ARTICLES``."""

import sys

from benchmarks import corpus
from streams.extract import extract, reader


def main() -> None:
    print(reader.__file__)
    for article in corpus.articles(int(sys.argv[1])):
        extraction = extract(article)
        for record in (*extraction.events, *extraction.statements):
            print(record.to_json().decode())


if __name__ == "__main__":
    main()
