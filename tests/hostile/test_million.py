"""The long runs in short: what they count, that they go on where they were, and that a fault is seen."""

import asyncio
from pathlib import Path

import pytest

from streams.pool.reading import Failed
from tests.hostile.__main__ import run
from tests.hostile.accounts import Accounts, outcome_of
from tests.hostile.grammar import numbered


def test_a_run_counts_every_input_finds_no_fault_and_goes_on_where_it_was(tmp_path: Path) -> None:
    asyncio.run(run(Accounts(tmp_path, seed=1), 200))
    accounts = asyncio.run(run(Accounts(tmp_path, seed=1), 400))
    assert accounts.extracted == 400
    assert accounts.outcomes.total() == accounts.next
    assert not [outcome for outcome in accounts.outcomes if outcome.startswith("FAULT")], accounts
    assert {"records", "nothing found", "no article"} <= accounts.outcomes.keys()


def test_an_input_is_the_same_whatever_was_made_before() -> None:
    assert numbered(1, 17) == numbered(1, 17) != numbered(2, 17)
    assert len({numbered(1, number) for number in range(500)}) == 500


@pytest.mark.parametrize(
    "error", ["LawError", "ExtractionProcessDied", "TimeBudgetExceeded", "MemoryError", "KeyError"]
)
def test_what_is_no_typed_refusal_is_a_fault_and_is_kept(error: str, tmp_path: Path) -> None:
    accounts = Accounts(tmp_path, seed=1)
    accounts.note(5, b"the input", Failed(kind="failed", stage="extract", error=error, message="m"))
    assert accounts.outcomes == {f"FAULT {error}": 1}
    assert error in (tmp_path / "findings.jsonl").read_text()


def test_a_typed_refusal_at_the_wrong_stage_is_a_fault() -> None:
    reply = {"kind": "failed", "stage": "extract", "error": "RecordError", "message": "m"}
    assert outcome_of(reply) == "FAULT RecordError"
    assert outcome_of(reply | {"stage": "validate"}) == "no article"
