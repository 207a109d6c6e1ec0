"""`python -m training.coded_events GOLD ARTICLES.jsonl`: the articles coded for events that nobody read for rules.

Writes their coding as the scorer wants it, as in `../shared/data/events-dev` (a JSON file an article in GOLD),
and their texts as Article records, one a line, for `depesche extract`.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training import corpora
from training.corpora import ROOT

CODED = ROOT / "training" / "annotations" / "events.jsonl"

Row = dict[str, Any]


def unread() -> Iterator[tuple[Row, Row]]:
    """Yield (article, its coding).

    Raises:
        ValueError: a text is not the one that was coded.
    """
    articles = {article["id"]: article for article in corpora.wikinews()}
    for line in CODED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["read"]:
            continue
        given = articles[row["article"]]
        if not hashlib.sha256(given["text"].encode()).hexdigest().startswith(row["sha256"]):
            raise ValueError(f"{CODED}: {row['article']} has another text")
        yield given, row


def main() -> None:
    """Write both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    asked = parser.parse_args()
    asked.gold.mkdir(parents=True, exist_ok=True)
    with asked.articles.open("w", encoding="utf-8") as out:
        for article, row in unread():
            coding = {"id": row["article"], "events": row["events"], "speakers": []}
            (asked.gold / f"{row['article']}.json").write_text(json.dumps(coding), encoding="utf-8")
            out.write(json.dumps(article) + "\n")


if __name__ == "__main__":
    main()
