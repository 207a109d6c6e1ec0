"""A benchmark leaves nothing behind: its folder goes when it ends, is ended or was killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WRITES = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs tests in the background has it ignored
from benchmarks.scratch import scratch
with scratch() as folder:
    (folder / "large").write_bytes(bytes(1000))
    print(folder, flush=True)
"""


def start(program: str, temporary: Path) -> subprocess.Popen[str]:
    environment = os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A benchmark that has written and goes on, and its folder."""
    with start(f"{WRITES}    signal.pause()", tmp_path) as process:
        assert process.stdout
        yield process, Path(process.stdout.readline().strip())
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_benchmark_that_is_ended_removes_its_folder(
    running: tuple[subprocess.Popen[str], Path], number: signal.Signals
) -> None:
    process, folder = running
    assert (folder / "large").exists()
    process.send_signal(number)
    process.wait(60)
    assert not folder.exists()


def test_what_a_killed_one_left_is_removed_by_the_next_and_nothing_of_one_that_runs(
    running: tuple[subprocess.Popen[str], Path], tmp_path: Path
) -> None:
    process, folder = running
    with start(WRITES, tmp_path) as other:
        assert other.wait(60) == 0
    assert folder.exists()
    process.kill()
    process.wait(60)
    assert folder.exists()
    with start(WRITES, tmp_path) as other:
        assert other.wait(60) == 0
    assert not [*tmp_path.iterdir()]
