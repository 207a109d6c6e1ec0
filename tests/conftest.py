import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import apache

# A deadline would measure how busy the machine is.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

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
    """Say at the end, where nobody overlooks it, what was not tested because a tool is not on this machine."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.getreports("skipped"):
        reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
        if "not installed" in reason:
            reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        terminalreporter.section("NOT TESTED", sep="!", yellow=True, bold=True)
        for reason, number in reasons.items():
            terminalreporter.line(f"{number} tests: {reason}", yellow=True)
    left_out = [r for r in terminalreporter.stats.get("skipped", []) if "LEFT OUT" in str(r.longrepr)]
    if left_out:
        terminalreporter.section(f"{len(left_out)} TESTS OF FAULTS ON APACHE KAFKA WERE LEFT OUT", red=True, bold=True)
        terminalreporter.line(f"{apache.missing()}. Nothing here shows that faults lose or double nothing.")
