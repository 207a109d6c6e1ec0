"""The figures as pages: docs/performance.json holds them; docs/performance.md and README.md show them between marks."""

import json
from pathlib import Path
from typing import NotRequired, TypedDict

from benchmarks import capacity
from benchmarks.parts import PARTS
from benchmarks.plots import drawing
from benchmarks.result import Check, Plot, Result

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / "docs" / "performance.json"
_BEGIN, _END = "<!-- begin: make bench -->", "<!-- end: make bench -->"


class Taken(TypedDict):
    """A part's figures, and where and when they were taken."""

    day: str
    seconds: float
    machine: dict[str, str]
    result: NotRequired[Result]
    failed: NotRequired[str]
    """Why there are none."""


def load() -> dict[str, Taken]:
    return json.loads(STORE.read_text(encoding="utf-8")) if STORE.exists() else {}


def store(figures: dict[str, Taken]) -> None:
    """Keep the figures and write the pages."""
    known = {part.name: figures[part.name] for part in PARTS if part.name in figures}
    STORE.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _between(ROOT / "docs" / "performance.md", page(known))
    _between(ROOT / "README.md", summary(known))
    for taken in known.values():
        for plot in taken.get("result", {}).get("plots", []):
            picture = ROOT / "docs" / _picture(plot)
            picture.parent.mkdir(exist_ok=True)
            picture.write_text(drawing(plot), encoding="utf-8")
    numbers = known.get("end_to_end", {}).get("result", {}).get("numbers")
    if numbers:
        _between(ROOT / "docs" / "capacity.md", capacity.page(numbers))


def page(figures: dict[str, Taken]) -> str:
    parts = []
    for part in PARTS:
        if part.name not in figures:
            continue
        taken = figures[part.name]
        machine = taken["machine"]
        parts.append(f"## {part.title}\n\n`make bench PARTS={part.name}`, {taken['day']}, {taken['seconds']:.0f} s; "
                     f"load of the machine before it: {machine['load before']}.")  # fmt: skip
        if "result" not in taken:
            parts.append(f"No figures: {taken.get('failed')}.")
            continue
        for table in taken["result"]["tables"]:
            parts.append(f"**{table['title']}**")
            parts.append(_table(table["columns"], table["rows"]))
        parts += [f"![{plot['title']}]({_picture(plot)})" for plot in taken["result"].get("plots", [])]
        if taken["result"]["checks"]:
            parts.append(_checks(taken["result"]["checks"]))
    machines = {", ".join(f"{name} {value}" for name, value in taken["machine"].items() if name != "load before")
                for taken in figures.values()}  # fmt: skip
    return "\n\n".join([*(f"Machine and versions: {machine}." for machine in sorted(machines)), *parts])


def _picture(plot: Plot) -> str:
    """Its file, from docs/."""
    return f"images/performance-{plot['name']}.svg"


def summary(figures: dict[str, Taken]) -> str:
    checks = [check for taken in figures.values() if "result" in taken for check in taken["result"]["checks"]]
    return _checks(checks) + "\n\nAll figures, and how they are taken: [docs/performance.md](docs/performance.md)."


def _checks(checks: list[Check]) -> str:
    return _table(
        ["floor or law", "wanted", "found", ""],
        [
            [check["what"], check["wanted"], check["found"], "holds" if check["holds"] else "**missed**"]
            for check in checks
        ],
    )


def _table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _between(page: Path, text: str) -> None:
    whole = page.read_text(encoding="utf-8")
    before, begin, rest = whole.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise SystemExit(f"{page} has no marks {_BEGIN} and {_END}")
    page.write_text(f"{before}{_BEGIN}\n{text}\n{_END}{after}", encoding="utf-8")
