"""A folder for what a benchmark writes, which is not left behind."""

import contextlib
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_NAME = "depesche-benchmark-"

_LARGEST = 4 << 30
"""Bytes of one file, beyond which writing to it fails: the index of a million facts has three gigabytes."""


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder, gone when the block ends: also by an error, Ctrl-C, or the signals TERM and HUP.

    Nothing can be done against KILL: what that left, the next benchmark takes away.
    """
    _sweep()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST, hard))
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix=f"{_NAME}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _sweep() -> None:
    """Remove the folders of benchmarks that have ended."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_NAME}*"):
        process = folder.name.removeprefix(_NAME).partition("-")[0]
        if not Path(f"/proc/{process}").exists():
            shutil.rmtree(folder, ignore_errors=True)
