"""The reliability table of events: counted as the tables count."""

import json
from pathlib import Path

import pytest

from training.calibrate_events import MARKS, expected_error, gold_of, reliability, table, told, written_into


def record(confidence: float, *, type_: str = "ACCUSE", to: str = "BLR.GOV", reciprocal: bool = False) -> str:
    return json.dumps(
        {
            "event_id": "e",
            "article": {"id": "a"},
            "type": type_,
            "actors": [{"actor": {"code": "POL"}}],
            "recipients": [{"actor": {"code": to}}],
            "reciprocal": reciprocal,
            "confidence": confidence,
        }
    )


def gold(tmp_path: Path) -> Path:
    event = {"type": "ACCUSE", "source": ["POL/GOV/-"], "target": ["BLR/-/-"], "symmetric": False}
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "events": [event]}), encoding="utf-8")
    return tmp_path


def test_a_triple_counts_once_with_its_greatest_confidence(tmp_path: Path) -> None:
    lines = [record(0.42), record(0.81), record(0.44, to="RUS"), json.dumps({"statement_id": "s"})]
    rows = reliability(gold_of(gold(tmp_path)), told(lines))
    assert [(row.low, row.triples, row.right) for row in rows] == [(0.4, 1, 0.0), (0.8, 1, 1.0)]
    assert expected_error(rows) == pytest.approx((0.44 + 0.19) / 2)


def test_what_both_do_counts_in_either_direction() -> None:
    assert set(told([record(1.0, type_="CONSULT", reciprocal=True)])) == {
        ("a", ("CONSULT", "POL", "BLR")),
        ("a", ("CONSULT", "BLR", "POL")),
    }


def test_full_confidence_lies_in_the_last_tenth_and_articles_without_gold_are_left_out(tmp_path: Path) -> None:
    rows = reliability(gold_of(gold(tmp_path)), {("a", ("ACCUSE", "POL", "BLR")): 1.0, ("b", ("AID", "A", "B")): 0.1})
    assert [(row.low, row.triples) for row in rows] == [(0.9, 1)]


def test_a_file_that_is_no_gold_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"b\.json: not an article of gold events"):
        gold_of(tmp_path)


def test_the_table_is_written_between_its_marks() -> None:
    text = f"# Events\n\n{MARKS[0]}\nold\n{MARKS[1]}\n\nMore.\n"
    once = written_into(text, table([]))
    assert "old" not in once
    assert once.startswith("# Events")
    assert once.endswith("More.\n")
    assert written_into(once, table([])) == once
    with pytest.raises(ValueError, match="lacks the lines"):
        written_into("# Events\n", table([]))
