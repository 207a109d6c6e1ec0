"""PLOVER's tables: whole, and with the decisions of docs/decisions/0003."""

import re
from pathlib import Path

import pytest

from schemas import plover
from schemas.plover import (
    MODE_SCORES,
    TYPE_SCORES,
    Context,
    EventType,
    Quad,
    Sector,
    intensity,
    mode_names,
    quad_of,
    recipient_required,
    tables,
)

ONTOLOGY = Path(__file__).parents[3] / "shared" / "PLOVER.md"


def test_everything_is_there() -> None:
    assert len(EventType) == 16 == len(TYPE_SCORES)
    assert len(MODE_SCORES) == 67
    assert len(Context) == 37
    assert len(Quad) == 4
    assert len(Sector) == 25 + 5


def test_each_quad_has_its_types() -> None:
    by_quad = {quad: {type_.value for type_ in EventType if quad_of(type_) is quad} for quad in Quad}
    assert by_quad == {
        Quad.VERBAL_COOPERATION: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
        Quad.MATERIAL_COOPERATION: {"COOPERATE", "AID", "RETREAT"},
        Quad.VERBAL_CONFLICT: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        Quad.MATERIAL_CONFLICT: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
    }


def test_number_of_modes_of_each_type() -> None:
    assert {type_.value: len(mode_names(type_)) for type_ in EventType} == {
        "AGREE": 0, "CONSULT": 4, "SUPPORT": 0, "CONCEDE": 0, "COOPERATE": 0, "AID": 0, "RETREAT": 6, "REQUEST": 4,
        "ACCUSE": 3, "REJECT": 4, "THREATEN": 6, "PROTEST": 7, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 10,
        "ASSAULT": 15,
    }  # fmt: skip


@pytest.mark.parametrize("score", [*TYPE_SCORES.items(), *MODE_SCORES.items()], ids=str)
def test_scores_are_half_points_from_minus_10_to_10(score: tuple[object, float]) -> None:
    """Rows add scores up and take them back; only half points do that without a rest."""
    assert (score[1] * 2).is_integer()
    assert -10 <= score[1] <= 10


def test_decision_1_accuse_is_negative() -> None:
    assert TYPE_SCORES[EventType.ACCUSE] == -3


def test_decision_2_sanction_is_material_conflict() -> None:
    assert quad_of(EventType.SANCTION) is Quad.MATERIAL_CONFLICT


def test_decision_3_recipient_required_as_the_sections_say() -> None:
    assert {type_.value for type_ in EventType if recipient_required(type_)} == {"COOPERATE", "AID", "SANCTION"}


def test_decision_4_there_is_no_fight_and_no_side_ab() -> None:
    assert "FIGHT" not in set(EventType)
    assert not any("side" in mode.lower() for _, mode in MODE_SCORES)


def test_decision_6_restrict_and_threat_are_no_types() -> None:
    assert not {"RESTRICT", "THREAT"} & set(EventType)
    assert "restrict" in mode_names(EventType.COERCE)


def test_vandalize_has_its_types_score() -> None:
    assert MODE_SCORES[EventType.PROTEST, "vandalize"] == TYPE_SCORES[EventType.PROTEST]


def test_cooperation_scores_are_positive_and_conflict_scores_are_not() -> None:
    for type_, score in TYPE_SCORES.items():
        cooperative = quad_of(type_) in (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)
        assert (score > 0) is cooperative, type_


def test_intensity_is_that_of_the_first_mode_else_of_the_type() -> None:
    assert intensity(EventType.CONSULT, []) == 2.5
    assert intensity(EventType.CONSULT, ["phone"]) == 1.5
    assert intensity(EventType.CONSULT, ["visit", "phone"]) == 4
    with pytest.raises(KeyError):
        intensity(EventType.CONSULT, ["beat"])


def test_a_bad_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_rows", lambda name: iter([(7, {"type": "FIGHT", "mode": "x", "score": "1"})]))
    with pytest.raises(tables.TableError, match=r"modes\.tsv:7: 'FIGHT'"):
        tables._read_modes()


@pytest.mark.skipif(not ONTOLOGY.is_file(), reason="the notes on PLOVER do not lie beside the project")
def test_the_tables_say_what_the_notes_on_plover_say() -> None:
    notes = ONTOLOGY.read_text(encoding="utf-8")
    section = notes.split("## 2. Modes")[1].split("## 3.")[0]
    found: dict[tuple[str, str], float] = {}
    for type_, cells in re.findall(r"^\| ([A-Z]+) \| (.+?) \|$", section, re.MULTILINE):
        for cell in cells.split("·"):
            match = re.match(r"([a-z-]+) (−?[\d.]+)", cell.strip())
            if match:
                found[type_, match[1]] = float(match[2].replace("−", "-"))
    found["PROTEST", "vandalize"] = -5
    assert {(type_.value, mode): score for (type_, mode), score in MODE_SCORES.items()} == found
    contexts = notes.split("## 3. Contexts")[1].split("## 4.")[0].split("\n", 1)[1]
    named = {re.split(r"[\s(]", part.strip())[0] for part in re.sub(r"\([^)]*\)", "", contexts).split("·")}
    assert named == {context.value for context in Context}


def test_public_names() -> None:
    assert all(hasattr(plover, name) for name in plover.__all__)
