"""The fuzzer that coverage leads starts, goes through the grammar, and finds nothing in a short while."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.stream import PATIENCE, ROOT

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: it has wheels for Linux on x86-64 only",
)


def test_coverage_leads_to_new_texts_and_none_breaks_a_law(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.hostile.guided", str(tmp_path), "-runs=300", "-seed=1", "-max_len=200"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done 300 runs" in done.stderr
    kept = [path for path in tmp_path.iterdir() if path.name.startswith(("crash", "timeout", "oom"))]
    assert kept == []
    assert len(list(tmp_path.iterdir())) > 5, "inputs that go new ways are kept"
