"""A process of its own that is asked by a line of JSON and answers by a line."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self


class Asked:
    """The process; it is ended with the block."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Start it; ``environment`` comes on top of our own."""
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | (environment or {})
        )

    def ask(self, what: object) -> str:
        """Its answer; empty where it has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
