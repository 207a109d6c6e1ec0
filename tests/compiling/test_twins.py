"""What ``make compiled`` makes of the rules reads as the rules themselves do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_TWINS = _ROOT / ".compiled"
_ARTICLES = 300
_FEWEST = 100
"""Records that so many articles give at least, else nothing would have been compared."""

pytestmark = pytest.mark.skipif(not (_TWINS / ".done").exists(), reason="nothing is compiled: make compiled")


def records(*paths: Path) -> list[str]:
    """Where the rules lie, and the records that they give."""
    environment = os.environ | {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(map(str, paths))}
    command = [sys.executable, "-m", "tests.compiling.records", str(_ARTICLES)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()


def test_compiled_rules_give_the_same_records() -> None:
    compiled, interpreted = records(_TWINS, _ROOT), records(_ROOT)
    assert Path(compiled[0]).suffix == ".so"
    assert Path(interpreted[0]).suffix == ".py"
    assert len(interpreted) > _FEWEST
    assert compiled[1:] == interpreted[1:]
