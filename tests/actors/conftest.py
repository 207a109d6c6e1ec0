import pytest

from streams.extract.actors.known.registry import Registry, registry


@pytest.fixture(scope="session")
def known() -> Registry:
    return registry()
