"""The views over 200,000 events while articles stream in; ``benchmarks.views`` asks, and says what it measures."""

import re
import subprocess
import sys

from benchmarks.result import Result, Table, at_most

_LINE = re.compile(
    r"(?P<name>.{22}) median +(?P<median>\S+) +p99 +(?P<p99>\S+) +slowest +(?P<slowest>\S+) +processor +(?P<cpu>\S+) ms"
)
_FLOORS = {"dyad by month": 20.0, "top dyads": 100.0}
"""p99 in milliseconds."""


def measure() -> Result:
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.views", "--times", "300"], check=True, capture_output=True, text=True
    ).stdout
    found = [match for line in output.splitlines() if (match := _LINE.match(line))]
    rows = [[match["name"].strip(), match["median"], match["p99"], match["slowest"], match["cpu"]] for match in found]
    columns = ["question", "median ms", "p99 ms", "slowest ms", "processor ms"]
    slowest = {match["name"].strip(): float(match["p99"]) for match in found}
    return Result(
        tables=[
            Table(title="Questions over 200,000 events, 50 articles a second coming in", columns=columns, rows=rows)
        ],
        checks=[at_most(f"p99 of {name}, ms", slowest[name], limit) for name, limit in _FLOORS.items()],
    )
