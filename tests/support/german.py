"""Articles in German for a test: sentences of the samples in ever new order, read by the extractor that ships."""

import random
import re

from streams.extract import coder, extract
from streams.samples import steps
from tests.support.world import Writing

SENTENCES = sorted(
    {
        sentence
        for step in steps()
        if step.article is not None
        for sentence in re.split(r"(?<=[a-zß“]\.)\s+", step.article.text)
    }
)


def german() -> Writing:
    """Texts of one to three sentences; none is refused."""
    return Writing(_text, extract, coder(), ())


def _text(chance: random.Random, _: int) -> str:
    return " ".join(chance.sample(SENTENCES, chance.randint(1, 3)))
