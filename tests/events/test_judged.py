"""Judgements: what somebody is called, held for or said to be, and who is blamed in a statement."""

import pytest

from schemas import Article
from streams.extract import extract
from streams.extract.events.judgements import judgements


def told(text: str) -> set[str]:
    article = Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})
    return {
        f"{event.type.value} {actor.actor.code.partition('.')[0]}>{recipient.actor.code.partition('.')[0]}"
        for event in extract(article).events
        for actor in event.actors
        for recipient in event.recipients
    }


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Litauen nannte die Forderung Russlands eine Erpressung.", "ACCUSE LTU>RUS"),
        ("Kenia bezeichnete die Zölle Ugandas als unfair.", "ACCUSE KEN>UGA"),
        ("Ghana bezeichnete die Wahl in Benin als vorbildlich.", "SUPPORT GHA>BEN"),
        ("Portugal hält die Politik Ungarns für unverantwortlich.", "ACCUSE PRT>HUN"),
        ("„Die Haltung Serbiens ist unverantwortlich“, sagte der albanische Präsident.", "ACCUSE ALB>SRB"),
        ("„Kanada ist ein verlässlicher Partner“, sagte der norwegische Premierminister.", "SUPPORT NOR>CAN"),
        ("Die Opposition in Sofia erklärte, die bulgarische Regierung habe versagt.", "ACCUSE BGR>BGR"),
        ("China wertete das Gesetz der USA als Akt der Willkür.", "ACCUSE CHN>USA"),
    ],
)
def test_a_judgement_is_an_event(text: str, gives: str) -> None:
    assert gives in told(text)


def test_what_is_good_and_denied_is_bad() -> None:
    assert "ACCUSE SWE>TUR" in told("Schweden bezeichnete das Urteil der Türkei als nicht gerecht.")
    assert not any(each.startswith("ACCUSE") for each in told("Schweden nannte die Rede der Türkei nicht schlecht."))


@pytest.mark.parametrize(
    "text",
    [
        "Der spanische Trainer bezeichnete das Spiel gegen Italien als gut.",
        "Österreich ist größer als die Schweiz.",
        "„Unsere Lage ist schlecht“, sagte der argentinische Präsident.",
    ],
)
def test_what_judges_nobody_is_no_event(text: str) -> None:
    assert not {each.partition(" ")[0] for each in told(text)} & {"ACCUSE", "SUPPORT"}


def test_a_compound_judges_as_its_last_part_does() -> None:
    assert judgements().noun("propagandalüge") == judgements().noun("lüge")
    assert judgements().adjective("untragbaren") == "bad"
    assert judgements().noun("tisch") is None
