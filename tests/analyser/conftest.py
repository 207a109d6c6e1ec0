"""The shipped network, loaded once for all tests."""

import pytest

from streams.extract.analyser import Document, Sentence, analyse


@pytest.fixture(scope="session")
def read():
    """Read a text that is known to be German."""

    def run(text: str) -> Document:
        return analyse(text, "de")

    return run


@pytest.fixture(scope="session")
def sentence(read):
    """Read one sentence."""

    def run(text: str) -> Sentence:
        found = read(text).sentences
        assert len(found) == 1, [text[s.start : s.end] for s in found]
        return found[0]

    return run
