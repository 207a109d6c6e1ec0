"""What became of the inputs of a long run: counts, findings, and how far it has come, kept in a folder."""

import base64
import contextlib
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson

from tests.hostile.laws import is_expected


class Accounts:
    """The books of one run. What the folder holds of the same seed is gone on with."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.seed = seed
        self.next = 0
        """The number of the input that comes next."""
        self.outcomes: Counter[str] = Counter()
        self.seconds = 0.0
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            kept = orjson.loads(self._file.read_bytes())
            if kept["seed"] != seed:
                raise SystemExit(f"{folder} holds a run with seed {kept['seed']}; give another folder")
            self.next, self.seconds = kept["next"], kept["seconds"]
            self.outcomes.update(kept["outcomes"])
        self._begun = time.monotonic() - self.seconds

    @property
    def _file(self) -> Path:
        return self.folder / "progress.json"

    @property
    def extracted(self) -> int:
        """How many came as far as the extractor: all but those that are no article."""
        return self.outcomes.total() - self.outcomes["no article"]

    def note(self, number: int, value: bytes, reply: Any) -> None:
        """Book what became of one input."""
        outcome = outcome_of(reply)
        self.outcomes[outcome] += 1
        if outcome.startswith("FAULT"):
            finding = {"number": number, "reply": reply, "base64": base64.b64encode(value[:100_000]).decode()}
            with (self.folder / "findings.jsonl").open("ab") as file:
                file.write(orjson.dumps(finding) + b"\n")

    def keep(self, following: int) -> None:
        """Write down that all inputs before ``following`` are done."""
        self.next, self.seconds = following, time.monotonic() - self._begun
        plain = {
            "seed": self.seed,
            "next": self.next,
            "extracted": self.extracted,
            "seconds": round(self.seconds, 1),
            "outcomes": dict(sorted(self.outcomes.items())),
        }
        new = self._file.with_suffix(".new")
        new.write_bytes(orjson.dumps(plain, option=orjson.OPT_INDENT_2))
        new.replace(self._file)

    def __str__(self) -> str:
        counts = ", ".join(f"{outcome} {number:,}" for outcome, number in sorted(self.outcomes.items()))
        return f"{self.outcomes.total():,} inputs, {self.extracted:,} to extract, in {self.seconds:,.0f} s: {counts}"


def outcome_of(reply: Any) -> str:
    """A reply of an extraction process in a word or two; what must not happen begins with FAULT."""
    if reply["kind"] == "read":
        return "records" if reply["reading"]["events"] or reply["reading"]["statements"] else "nothing found"
    if reply["kind"] != "failed":
        return f"FAULT {reply['kind']}"
    if not is_expected(reply["stage"], reply["error"]):
        return f"FAULT {reply['error']}"
    return "no article" if reply["stage"] != "extract" else f"refused: {reply['error']}"
