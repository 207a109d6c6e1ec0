"""What the dependency audit makes of the answers that it may get."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.deploy import audit

CLEAN = {"name": "orjson", "version": "3.10", "vulns": []}
FAULTY = {"name": "h11", "version": "0.1", "vulns": [{"id": "X-1", "fix_versions": ["0.2"]}]}
UNKNOWN = {"name": "faust-streaming", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("every", "outcome", "line"),
    [
        ([CLEAN], "clean", "no known vulnerability in 1 packages"),
        ([CLEAN, FAULTY], "vulnerable", "h11 0.1: X-1, mended in 0.2"),
        ([UNKNOWN, FAULTY], "vulnerable", "h11 0.1: X-1, mended in 0.2"),
        ([CLEAN, UNKNOWN], "not audited", "does not know 1 of 2 packages, faust-streaming"),
    ],
)
def test_a_vulnerability_is_told_and_what_was_not_audited_is_not_called_clean(
    every: list[dict[str, Any]], outcome: str, line: str
) -> None:
    found, lines = audit.verdict({"dependencies": every})
    assert found == outcome
    assert line in lines[0]


def test_a_source_that_does_not_answer_is_said_and_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_answer(*arguments: Any, **options: Any) -> Any:
        return subprocess.CompletedProcess(arguments, 1, b"", b"connection refused")

    monkeypatch.setattr(audit.subprocess, "run", no_answer)
    assert audit.ask(Path("requirements.lock")) is None
    assert audit.verdict(None) == ("not audited", ["NOT AUDITED: the source of advisories does not answer"])


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--strict"], 1)])
def test_only_the_strict_audit_fails_where_nothing_could_be_asked(
    arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "ask", lambda _: None)
    monkeypatch.setattr(audit.sys, "argv", ["audit", *arguments])
    with pytest.raises(SystemExit) as ended:
        audit.main()
    assert int(ended.value.code or 0) == code
    assert "NOT AUDITED" in capsys.readouterr().out


def test_a_vulnerability_ends_it_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ask", lambda _: {"dependencies": [FAULTY]})
    monkeypatch.setattr(audit.sys, "argv", ["audit"])
    with pytest.raises(SystemExit) as ended:
        audit.main()
    assert ended.value.code == 1


def test_it_is_a_part_of_make_check_and_takes_no_options_meant_for_pytest() -> None:
    steps = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "check", "ARGS=-k nothing"],
        cwd=audit.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert [step.strip() for step in steps if "tests.deploy.audit" in step] == [steps[-1].strip()]
    assert "-k nothing" not in steps[-1]
