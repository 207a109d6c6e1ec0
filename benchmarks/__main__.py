"""Measure: ``python -m benchmarks [PART …]``, all parts where none is named; writes docs/performance.* and the README.

Each part runs in a process of its own and is ended at its bound. Exit code 1 where a floor or a law is missed.
"""

import argparse
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine, report
from benchmarks.parts import PARTS, Part
from tests.support.apache import missing

_RUN = "--run-one"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("parts", nargs="*", choices=[part.name for part in PARTS] + [[]], metavar="PART")
    options.add_argument("--list", action="store_true", help="name the parts, with their bounds")
    options.add_argument("--dry", action="store_true", help="print the figures, write nothing")
    options.add_argument(_RUN, metavar="FILE", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    chosen = [part for part in PARTS if part.name in (given.parts or [part.name for part in PARTS])]
    if given.list:
        for part in PARTS:
            print(f"{part.name:16} {part.bound:4.0f} s  {part.title}")
        return 0
    if given.run_one:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored; _end sends it
        result = importlib.import_module(chosen[0].module).measure()
        given.run_one.write_text(json.dumps(result))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # else a part would go on without it
    figures = {} if given.dry else report.load()
    for part in list(chosen):
        why = missing() if part.broker == "apache" else None
        if why:
            print(f"{part.name} is left out: {why}", flush=True)
            chosen.remove(part)
            continue
        print(f"{part.name} …", flush=True)
        figures[part.name] = _taken(part)
        print(report.page({part.name: figures[part.name]}), flush=True)
    if not given.dry:
        report.store(figures)
    missed = [part.name for part in chosen if not _holds(figures[part.name])]
    if chosen:
        print("all floors hold" if not missed else f"missed: {', '.join(missed)}")
    return 1 if missed else 0


def _holds(taken: report.Taken) -> bool:
    return "result" in taken and all(check["holds"] for check in taken["result"]["checks"])


def _taken(part: Part) -> report.Taken:
    facts, begun = machine.facts(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "result.json"
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks", part.name, _RUN, str(file)],
            cwd=report.ROOT,
            env=os.environ | {"BENCH_BROKER": part.broker},
            start_new_session=True,
        )
        try:
            code = process.wait(part.bound)
            failed = f"it ended with exit code {code}" if code else ""
        except subprocess.TimeoutExpired:
            failed = f"it was not done in {part.bound:.0f} s"
        finally:
            _end(process)
        taken = report.Taken(day=datetime.now(UTC).date().isoformat(), seconds=time.monotonic() - begun, machine=facts)
        if failed:
            taken["failed"] = failed
        else:
            taken["result"] = json.loads(file.read_text())
    return taken


def _end(process: "subprocess.Popen[bytes]") -> None:
    """With its broker and workers: it is given a moment to end them itself."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
