"""Articles to measure with: German Wikinews beside the repository where it is, else the samples; drawn again to 5,000.

An article that is drawn again gets an id of its own and keeps its text, so that each of them is read.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from schemas import Article, RecordError

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "wikinews-text" / "articles.jsonl"
_SAMPLES = Path(__file__).resolve().parents[1] / "streams"
ENOUGH = 5000
_FEW_WORDS = 20


def texts() -> list[Article]:
    """Each article once."""
    if _BESIDE.exists():
        lines = _BESIDE.read_text(encoding="utf-8").splitlines()
        found = [article for line in lines if (article := _article(json.loads(line))) is not None]
    else:
        found = [
            article
            for path in sorted(_SAMPLES.rglob("samples/**/*.json"))
            if (article := _article(json.loads(path.read_text(encoding="utf-8")))) is not None
        ]
    return [article for article in found if len(article.text.split()) >= _FEW_WORDS]


def articles(number: int = ENOUGH, seed: int = 1) -> Iterator[Article]:
    """So many articles, drawn from the texts in random order, each text as often as any other, give or take one."""
    chance, once = random.Random(seed), texts()
    made = 0
    while made < number:
        for article in chance.sample(once, len(once)):
            if made == number:
                return
            yield article.model_copy(update={"id": f"{article.id}-{made}"})
            made += 1


def words(some: list[Article]) -> int:
    return sum(len(article.text.split()) for article in some)


def long_text(characters: int) -> str:
    """The texts one after the other, up to a length."""
    parts, length = [], 0
    for article in articles(100_000):
        parts.append(article.text)
        length += len(article.text) + 2
        if length >= characters:
            break
    return "\n\n".join(parts)[:characters]


def _article(plain: dict[str, object]) -> Article | None:
    try:
        return Article.from_plain(plain)
    except RecordError:
        return None  # the development data hold some whose date is none
