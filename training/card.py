"""The model card's tables, written by `make eval`; nothing between the marks is written by hand."""

import json
from pathlib import Path

from training.corpora import ROOT

CARD = ROOT / "docs" / "model-card.md"
PUD_FIGURES = ROOT / "training" / "pud-figures.json"
"""Written by `make train-pud`, by nothing else."""
SPACY_FIGURES = ROOT / "training" / "spacy-figures.json"
"""Written by `make train-spacy`."""
_FIGURES = "<!-- figures: written by make eval -->", "<!-- end of figures -->"
_COMPARED = "<!-- comparison: written by make eval -->", "<!-- end of comparison -->"

FLOORS = {
    "UPOS": (94.5, 96.0), "LAS": (77.5, 83.0), "UAS": (84.0, 88.0), "LAS, kept-back quarter of PUD": (82.0, 88.0),
    "subject pairs F1": (85.0, 91.0), "object pairs F1": (74.0, 84.0), "dass-clause to governor": (78.0, 92.0),
    "names F1": (74.0, 83.0), "sentence boundaries F1, PUD": (97.0, 99.0),
    "sentence boundaries F1, hard cases": (97.0, 99.0), "subjunctive P": (95.0, 98.0), "subjunctive R": (85.0, 93.0),
    "words a second": (10_000, 20_000),
}  # fmt: skip


def kept_back() -> dict[str, float]:
    """Give the figures of the run that keeps a quarter of PUD back; none if there was no such run."""
    if not PUD_FIGURES.exists():
        return {}
    figures: dict[str, float] = json.loads(PUD_FIGURES.read_text(encoding="utf-8"))
    return figures


def table(figures: dict[str, float]) -> str:
    """Write the figures as a Markdown table with floors and goals; a floor that was not measured has a row too."""
    rows = ["| figure | value | floor | goal |", "|---|---|---|---|"]
    for name, value in figures.items():
        floor, goal = FLOORS.get(name, ("", ""))
        mark = "" if floor == "" else " ✓" if value >= float(floor) else " ✗"
        rows.append(f"| {name} | {value:,}{mark} | {floor} | {goal} |")
    for name, (floor, goal) in FLOORS.items():
        if name not in figures:
            rows.append(f"| {name} | not measured | {floor} | {goal} |")
    return "\n".join(rows)


def comparison(figures: dict[str, float]) -> str:
    """Write what a spaCy pipeline trained on silver text reaches beside what ships, measured by the same code."""
    columns = ("UPOS", "UAS", "LAS", "subjects", "objects", "names", "words a second")
    rows = [f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    if SPACY_FIGURES.exists():
        spacy: dict[str, float] = json.loads(SPACY_FIGURES.read_text(encoding="utf-8"))
        cells = " | ".join(f"{spacy[column]:,}" for column in columns)
        rows.append(f"| spaCy 3.8 CNN with clusters, on one teacher's silver text | {cells}, without clauses |")
    mine = {
        **figures, "subjects": figures["pairs by the bare tree: subject"],
        "objects": figures["pairs by the bare tree: object"], "names": figures["names F1"],
    }  # fmt: skip
    cells = " | ".join(f"{mine[column]:,}" for column in columns)
    rows.append(f"| **the student, 4 layers on words, int8** | {cells}, with clauses |")
    return "\n".join(rows)


def write(figures: dict[str, float], card: Path = CARD) -> None:
    """Put the tables into the card.

    Raises:
        ValueError: the card lacks a mark.
    """
    text = card.read_text(encoding="utf-8")
    for (begin, end), made in ((_FIGURES, table(figures)), (_COMPARED, comparison(figures))):
        start, stop = text.index(begin) + len(begin), text.index(end)
        text = f"{text[:start]}\n{made}\n{text[stop:]}"
    card.write_text(text, encoding="utf-8")
