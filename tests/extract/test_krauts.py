"""Dates on a corpus that people have marked: evaluation only."""

from pathlib import Path

import pytest

from tests.extract.krauts import score


def test_the_values_of_most_dates_are_right(shared: Path) -> None:
    folder = shared / "data" / "dates" / "krauts"
    if not folder.is_dir():
        pytest.skip("the corpus is not here")
    assert score(folder).share >= 0.78
