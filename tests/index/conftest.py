"""An index for a test, and articles to put into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.index import Index


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    made = Index(tmp_path / "index.sqlite")
    yield made
    made.close()
