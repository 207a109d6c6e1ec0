"""Compile the rules of extraction and the fold by mypyc: ``python -m compiling``, which ``make compiled`` calls.

``.compiled`` gets the packages anew: sources, data, and beside most modules their compiled twin, which Python prefers.
Whoever puts it before all else in ``PYTHONPATH`` runs the twins. Needs a C compiler and Python's headers.
"""

import os
import shutil
from pathlib import Path

from mypyc.build import mypycify
from setuptools import setup

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / ".compiled"
_PACKAGES = ("streams", "schemas")
_TWINS = ("streams/extract", "streams/state")
_COMPUTED_ANEW = "cached_property"
"""mypyc takes it for a property, which is computed at each use; modules that have one stay as they are."""


def main() -> None:
    """Copy, then compile the copy."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    for package in _PACKAGES:
        shutil.copytree(_ROOT / package, _FOLDER / package, ignore=shutil.ignore_patterns("__pycache__"))
    os.chdir(_FOLDER)  # else the project's own pyproject.toml would be taken for that of this build
    modules = [str(path) for root in _TWINS for path in sorted(Path(root).rglob("*.py")) if _can_be_compiled(path)]
    setup(
        name="compiled",
        packages=[],
        ext_modules=mypycify(
            [f"--config-file={_ROOT / 'pyproject.toml'}", *modules], opt_level="2", debug_level="0", separate=True
        ),
        script_args=["--quiet", "build_ext", "--inplace", f"--parallel={os.cpu_count() or 1}"],
    )
    for leftover in ("build", ".mypy_cache"):
        shutil.rmtree(leftover)


def _can_be_compiled(path: Path) -> bool:
    """A package's own module would import itself without end, were each module compiled by itself."""
    return path.name != "__init__.py" and _COMPUTED_ANEW not in path.read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
