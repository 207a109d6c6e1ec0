"""Runs the command as a person would: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.stream import ROOT


class Done:
    """A command that has ended."""

    def __init__(self, process: "subprocess.CompletedProcess[bytes]") -> None:
        self.code = process.returncode
        self.out = process.stdout.decode()
        self.err = process.stderr.decode()

    @property
    def errors(self) -> list[str]:
        """What stands on standard error: one error a line, each of which must say whose it is."""
        lines = self.err.splitlines()
        assert all(line.startswith("depesche: ") for line in lines), self.err
        return [line.removeprefix("depesche: ") for line in lines]


def depesche(*arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT, **environment: Any) -> Done:
    """Run ``depesche``; keyword arguments are settings, ``http_port=1`` is ``DEPESCHE_HTTP_PORT=1``."""
    variables = {name: text for name, text in os.environ.items() if not name.startswith("DEPESCHE_")}
    variables |= {f"DEPESCHE_{name.upper()}": str(setting) for name, setting in environment.items()}
    variables |= {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}
    return Done(
        subprocess.run(
            [sys.executable, "-m", "streams.cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env=variables,
            cwd=cwd,
            timeout=100,
            check=False,
        )
    )
