from pathlib import Path

import pytest
from hypothesis import settings

# A deadline would measure how busy the machine is.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared development data is not beside this checkout")
    return SHARED


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
