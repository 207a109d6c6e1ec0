"""Role nouns in all their forms, and compounds by rule."""

import pytest

from streams.extract.actors.known.registry import Registry


@pytest.mark.parametrize(
    ("word", "full", "feminine", "plural"),
    [
        ("Außenminister", "außenminister", False, None),
        ("Außenministers", "außenminister", False, False),
        ("Außenministern", "außenminister", None, True),
        ("Außenministerin", "außenminister", True, False),
        ("Außenministerinnen", "außenminister", True, True),
        ("Präsidenten", "präsident", False, None),
        ("Abgeordnete", "abgeordneter", None, None),
        ("Abgeordneten", "abgeordneter", None, None),
        ("Vorsitzende", "vorsitzender", None, None),
        ("Regierungen", "regierung", None, True),
        ("Ministerien", "ministerium", None, True),
        ("Behörden", "behörde", None, True),
        ("Generäle", "general", None, True),
        ("Landeshauptleute", "landeshauptleute", None, True),
    ],
)
def test_forms(known: Registry, word: str, full: str, feminine: bool | None, plural: bool | None) -> None:  # noqa: FBT001
    role = known.role(word)
    assert role is not None
    assert (role.full, role.plural) == (full, plural)
    assert role.feminine is feminine or plural is None


@pytest.mark.parametrize(
    ("word", "noun", "compound", "former"),
    [
        ("Außenministerin", "minister", "außen", False),
        ("US-Außenministerin", "minister", "außen", False),
        ("Vizeregierungschef", "chef", "vizeregierungs", False),
        ("Vize-Kanzler", "kanzler", "vize", False),
        ("Ex-Präsident", "präsident", "", True),
        ("Expräsident", "präsident", "", True),
        ("Altbundeskanzlers", "kanzler", "bundes", True),
        ("US-Ex-Präsident", "präsident", "", True),
        ("Weltraumminister", "minister", "weltraum", False),
        ("Kremlsprecher", "sprecher", "kreml", False),
        ("Kreml-Sprecher", "sprecher", "", False),
    ],
)
def test_compounds(known: Registry, word: str, noun: str, compound: str, former: bool) -> None:  # noqa: FBT001
    role = known.role(word)
    assert role is not None
    assert (role.noun, role.compound, role.former) == (noun, compound, former)
    assert role.full == compound + noun


def test_a_speaker_has_the_sector_of_the_body(known: Registry) -> None:
    for word, sector in (("Armeesprecher", "MIL"), ("Polizeisprecherin", "COP"), ("Parlamentssprecher", "LEG")):
        role = known.role(word)
        assert role is not None
        assert role.sectors[0] == sector


def test_a_deputy_does_not_hold_the_office(known: Registry) -> None:
    for word in ("Vizeaußenminister", "Vize-Außenminister"):
        role = known.role(word)
        assert role is not None
        assert role.office != "foreign_minister"
    interim = known.role("Interimsaußenminister")
    assert interim is not None
    assert interim.office == "foreign_minister"


@pytest.mark.parametrize(
    "word",
    [
        *("Kanister", "Ankara", "Begleiter", "Entführung", "Anwesender", "Kombination", "Lautsprecher"),
        *("Heirat", "Vorrat", "Gemeinheit", "Gelsenkirchen", "Halbleiter", "minister", "Wiedervereinigung"),
        *("Einleitung", "Einheitlichkeit", "Klarheit", "Polizeilich"),
    ],
)
def test_no_roles(known: Registry, word: str) -> None:
    assert known.role(word) is None


@pytest.mark.parametrize(
    ("word", "full"),
    [
        ("Demokraten", "demokrat"), ("Piraten", "pirat"), ("Passagiere", "passagier"), ("Kommissare", "kommissar"),
        ("Sicherheitsräte", "sicherheitsrat"), ("Polizeiangaben", "polizei"),
        ("Korrespondentenberichten", "korrespondent"),
    ],
)  # fmt: skip
def test_plurals_and_sources(known: Registry, word: str, full: str) -> None:
    role = known.role(word)
    assert role is not None
    assert role.full == full


def test_angaben_alone_are_nobody(known: Registry) -> None:
    assert known.role("Angaben") is None
    assert known.role("Jahresbericht") is None


def test_every_noun_is_its_own_form(known: Registry) -> None:
    for noun in known.roles.nouns:
        if " " not in noun.noun:
            assert known.role(noun.noun.capitalize()) is not None, noun.where
            for feminine in noun.feminine:
                assert known.role(feminine.capitalize()) is not None, noun.where
