"""What the reading of a text makes goes when the reading ends: nothing waits for the garbage collector."""

import gc

from streams.extract import extract
from streams.samples import steps


def test_a_reading_leaves_no_circles() -> None:
    articles = [step.article for step in steps() if step.article is not None]
    for article in articles:
        extract(article)  # what it loads when it is first needed may leave some
    gc.collect()
    gc.disable()
    try:
        for article in articles:
            extract(article)
        assert gc.collect() == 0
    finally:
        gc.enable()
