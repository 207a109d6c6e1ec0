"""The model card's tables."""

import json

import pytest

from training import card

FIGURES = {
    "UPOS": 95.0, "UAS": 85.0, "LAS": 70.0, "pairs by the bare tree: subject": 86.0, "names F1": 75.0,
    "pairs by the bare tree: object": 80.0, "words a second": 12_345,
}  # fmt: skip


def test_table_marks_floors_and_names_what_is_missing():
    """A figure below its floor is seen, and so is one that nobody measured."""
    made = card.table(FIGURES)
    assert "| UPOS | 95.0 ✓ | 94.5 | 96.0 |" in made
    assert "| LAS | 70.0 ✗ |" in made
    assert "| LAS, kept-back quarter of PUD | not measured | 82.0 | 88.0 |" in made


def test_kept_back_figures_come_from_their_run_only(tmp_path, monkeypatch):
    """No file, no figures."""
    monkeypatch.setattr(card, "PUD_FIGURES", tmp_path / "pud-figures.json")
    assert card.kept_back() == {}
    (tmp_path / "pud-figures.json").write_text(json.dumps({"a": 1.0}))
    assert card.kept_back() == {"a": 1.0}


def test_only_what_is_between_the_marks_is_written(tmp_path, monkeypatch):
    """The prose stays, and writing twice changes nothing."""
    monkeypatch.setattr(card, "SPACY_FIGURES", tmp_path / "none.json")
    file = tmp_path / "card.md"
    marks = [mark for pair in (card._FIGURES, card._COMPARED) for mark in pair]
    file.write_text("A\n{}\nold\n{}\nB\n{}\n{}\nC\n".format(*marks), encoding="utf-8")
    card.write(FIGURES, file)
    once = file.read_text(encoding="utf-8")
    assert [part in once for part in ("A\n", "old", "\nB\n", "\nC\n", "12,345, with clauses")] == [
        True, False, True, True, True,
    ]  # fmt: skip
    card.write(FIGURES, file)
    assert file.read_text(encoding="utf-8") == once


def test_the_card_has_the_marks():
    """`make eval` can write into it."""
    text = card.CARD.read_text(encoding="utf-8")
    assert all(text.count(mark) == 1 for pair in (card._FIGURES, card._COMPARED) for mark in pair)


def test_a_card_without_marks_is_refused(tmp_path):
    """Nothing is written then."""
    (tmp_path / "card.md").write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="substring"):
        card.write(FIGURES, tmp_path / "card.md")
