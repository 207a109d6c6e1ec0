"""How many actors of coded events have a mention of the same country, and sector, in a sentence of the event.

python -m tests.actors.covered GOLD ARTICLES

GOLD is a folder of coded articles (shared/data/events-dev) or training/annotations/events.jsonl; ARTICLES a folder of
articles or a file with one a line (shared/data/articles-dev, shared/data/wikinews-text/articles.jsonl).
"""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from streams.extract.actors import resolve
from streams.extract.analyser import analyse


def read(place: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a folder or of a file of lines."""
    texts = [file.read_text("utf-8") for file in sorted(place.glob("*.json"))]
    yield from map(json.loads, texts if place.is_dir() else place.read_text("utf-8").splitlines())


def coded(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(country or organisation, sector) of each actor of a coded event."""
    for code in (*event["source"], *event["target"]):
        parts = code.split("/")
        yield parts[0], "" if parts[1] == "-" else parts[1]


def main(gold: Path, articles: Path) -> None:
    """Print both shares."""
    texts = {article["id"]: article for article in read(articles)}
    counted = placed = right = 0
    for one in read(gold):
        article = texts[one.get("id") or one["article"]]
        document = analyse(article["text"], "de")
        published = article.get("published_at")
        resolved = resolve(document, date.fromisoformat(published[:10]) if published else None)
        for event in one["events"]:
            near = [
                (entity.place, (entity.sectors or ("",))[0])
                for sentence, mentions in zip(document.sentences, resolved.mentions, strict=True)
                if any(sentence.start < end and sentence.end > start for start, end in event["spans"])
                for mention in mentions
                for entity in mention.entities
            ]
            for place, sector in coded(event):
                counted += 1
                placed += any(place == other for other, _ in near)
                right += (place, sector) in near
    country, both = 100 * placed / counted, 100 * right / counted
    sys.stdout.write(f"{counted} actors; country {country:.1f} %, and sector {both:.1f} %\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
