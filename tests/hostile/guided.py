"""Fuzzing of ``extract`` that coverage leads: python -m tests.hostile.guided FOLDER [-max_total_time=600 …]

Atheris (libFuzzer for Python) turns choices of the grammar until the code of the project goes other ways. A law that is
broken, an error that is none of the typed ones, and a hang end it; the input is kept in FOLDER, and giving that file's
name instead reads it again. Options are libFuzzer's. Atheris comes for Linux on x86-64; elsewhere ``python -m
tests.hostile`` does the same without being led.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["streams.extract", "schemas"], enable_loader_override=False):
    from streams.pool.reading import read_message
    from tests.hostile import laws
    from tests.hostile.accounts import outcome_of
    from tests.hostile.grammar import message

MOST = 200
"""Characters, or few more: what goes wrong with long texts goes wrong with short ones, or is a matter of time."""


def read(data: bytes) -> None:
    """Read the article that these bytes choose.

    Raises:
        AssertionError: it ends as none may.
    """
    chosen = atheris.FuzzedDataProvider(data)
    value = message(lambda below: int(chosen.ConsumeIntInRange(0, below - 1)), "h", MOST)
    reply = read_message(value, {"key": "h", "placed": True, "revision": 0, "coder": ""}, laws.extract, "c")
    if outcome_of(reply).startswith("FAULT"):
        raise AssertionError(f"{reply} for {value!r}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
    kept = [f"-artifact_prefix={folder}/"] if folder.suffix == "" and not folder.is_file() else []
    if kept:
        folder.mkdir(parents=True, exist_ok=True)
    laws.loaded()
    laws.SECONDS = 60.0  # instrumented code is slow, and libFuzzer watches the clock
    atheris.Setup([*sys.argv, "-timeout=120", *kept], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
