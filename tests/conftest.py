import os
from pathlib import Path

import pytest

from tests.support import apache

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
NEED_KAFKA = "DEPESCHE_TESTS_NEED_KAFKA"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared development data is not beside this checkout")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Apache Kafka its tests are left out, unless CI says that they must run."""
    why = apache.missing()
    if why is None:
        return
    mine = [item for item in items if item.get_closest_marker("apache")]
    if mine and os.environ.get(NEED_KAFKA):
        pytest.exit(f"{NEED_KAFKA} is set, but there is {why}", returncode=3)
    for item in mine:
        item.add_marker(pytest.mark.skip(reason=f"LEFT OUT: {why}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [r for r in terminalreporter.stats.get("skipped", []) if "LEFT OUT" in str(r.longrepr)]
    if left_out:
        terminalreporter.section(f"{len(left_out)} TESTS OF FAULTS ON APACHE KAFKA WERE LEFT OUT", red=True, bold=True)
        terminalreporter.line(f"{apache.missing()}. Nothing here shows that faults lose or double nothing.")
