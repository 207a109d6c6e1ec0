"""Known vulnerabilities of what the lock file pins: python -m tests.deploy.audit; make check runs it.

pip-audit asks the advisories of the Python Package Index, for the versions in requirements.lock and for nothing else. A
vulnerability ends it with exit code 1. Where the source does not answer, or answers for some of the packages only, as a
mirror does, it says so and ends well: a machine without it can still check the rest. ``--strict`` makes that an error.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
SECONDS = 120
"""For the answer; it takes about ten."""


def ask(lock: Path) -> dict[str, Any] | None:
    """What pip-audit says of a lock file, or None where its source does not answer; nothing is installed."""
    command = ["-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(
            [sys.executable, *command, "-r", str(lock)], capture_output=True, timeout=SECONDS, check=False
        )
        answer: dict[str, Any] = orjson.loads(done.stdout)
    except (subprocess.TimeoutExpired, orjson.JSONDecodeError):
        return None
    return answer


def verdict(answer: dict[str, Any] | None) -> tuple[str, Sequence[str]]:
    """``vulnerable``, ``not audited`` or ``clean``, and the lines that say so."""
    if answer is None:
        return "not audited", ["NOT AUDITED: the source of advisories does not answer"]
    every = answer["dependencies"]
    left_out = [one["name"] for one in every if "skip_reason" in one]
    faults = [
        f"{one['name']} {one['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'none yet'}"
        for one in every
        for found in one.get("vulns", ())
    ]
    if faults:
        return "vulnerable", faults
    if left_out:
        some = f"{len(left_out)} of {len(every)} packages, {', '.join(left_out[:3])}"
        return "not audited", [f"NOT AUDITED: the source of advisories does not know {some} …"]
    return "clean", [f"no known vulnerability in {len(every)} packages"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--strict", action="store_true", help="what was not audited is an error too")
    asked = parser.parse_args()
    outcome, lines = verdict(ask(LOCK))
    print("\n".join(f"audit: {line}" for line in lines))
    sys.exit(outcome == "vulnerable" or (asked.strict and outcome != "clean"))


if __name__ == "__main__":
    main()
