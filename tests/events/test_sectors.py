"""The sector of a party of which the text tells no more than its country, or nothing at all."""

import pytest

from schemas import Article
from streams.extract import extract


def codes(text: str) -> set[tuple[str, str, str]]:
    article = Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})
    return {
        (event.type.value, actor.actor.code, recipient.actor.code)
        for event in extract(article).events
        for actor in event.actors
        for recipient in event.recipients
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In Nairobi kam es zu einem Bombenanschlag.", ("ASSAULT", "XXX.UAF", "KEN.CVL")),
        ("In Warschau demonstrierten Tausende.", ("PROTEST", "POL.CVL", "POL.GOV")),
        ("Tausende protestierten in Peru gegen die Regierung.", ("PROTEST", "PER.CVL", "PER.GOV")),
        ("Zwei der Journalisten wurden in Dakar freigelassen.", ("RETREAT", "SEN.JUD", "SEN.JRN")),
        ("Studenten protestierten in Lima. Die Polizei nahm einige von ihnen fest.", ("COERCE", "PER.COP", "PER.EDU")),
        ("Studenten protestierten in Lima. Viele von ihnen wurden festgenommen.", ("COERCE", "PER.COP", "PER.EDU")),
        ("Rebellen in Mali verhandelten. Studenten wurden 2010 von ihnen getötet.", ("ASSAULT", "MLI.REB", "MLI.EDU")),
        ("Rebellen in Mali verhandelten. Zwei von ihnen besetzte Orte brannten.", ("ASSAULT", "MLI.REB", "MLI.CVL")),
        ("Soldaten schossen in Dakar auf Studenten und verletzten zwei von ihnen.", ("ASSAULT", "SEN.MIL", "SEN.EDU")),
        ("Die kenianische Polizei bestritt das am Montag.", ("REJECT", "KEN.COP", "KEN.CVL")),
        ("Der polnische Präsident legte sein Veto gegen das Mediengesetz ein.", ("REJECT", "POL.GOV", "POL.LEG")),
        ("Der tschechische Ministerpräsident stellte die Vertrauensfrage.", ("REQUEST", "CZE.GOV", "CZE.LEG")),
        ("Die spanische Regierung verlor die Vertrauensabstimmung.", ("SANCTION", "ESP.LEG", "ESP.GOV")),
    ],
)
def test_a_deed_within_a_country_is_aimed_at_its_government_or_its_people(
    text: str, told: tuple[str, str, str]
) -> None:
    assert told in codes(text)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Die Polizei in Harare schlug Anhänger des Oppositionsführers.", "ZWE.OPP"),
        ("Die Polizei in Harare schlug Unterstützer der Opposition.", "ZWE.OPP"),
        ("Die Polizei in Harare schlug Anhänger der Regierung.", "ZWE.CVL"),
        ("Die Polizei in Bangkok schlug Anhänger des Ministerpräsidenten.", "THA.CVL"),
    ],
)
def test_followers_of_the_opposition_are_of_it(text: str, whom: str) -> None:
    assert whom in {recipient for _, _, recipient in codes(text)}


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            "Die Armee Ugandas kämpft in Burundi. Die Soldaten töteten im Nachbarland Ruandas die Bevölkerung.",
            "BDI.CVL",
        ),
        ("Die Soldaten töteten im Nachbarland Ruanda die Bevölkerung.", "RWA.CVL"),
    ],
)
def test_the_neighbour_of_a_country_is_another_one(text: str, whom: str) -> None:
    assert whom in {recipient for _, _, recipient in codes(text)}


def test_a_country_that_another_one_accuses_stays_the_country() -> None:
    assert ("ACCUSE", "POL", "RUS") in codes("Polen warf Russland Spionage vor.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Der Internationale Gerichtshof verurteilte Myanmar.", ("SANCTION", "UN.JUD", "MMR")),
        ("Ein Richter am Internationalen Strafgerichtshof kritisierte den Sudan.", ("ACCUSE", "ICC.JUD", "SDN")),
        ("Nato-Truppen griffen libysche Stellungen an.", ("ASSAULT", "NATO.MIL", "LBY")),
        ("Der Generalsekretär der Vereinten Nationen kritisierte Russland.", ("ACCUSE", "UN.IGO", "RUS")),
    ],
)
def test_courts_and_troops_of_organisations_are_courts_and_troops(text: str, told: tuple[str, str, str]) -> None:
    assert told in codes(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Die US-Regierung kritisierte die Urteile in Russland.", ("ACCUSE", "USA.GOV", "RUS.JUD")),
        ("Die US-Regierung kritisierte Vorurteile in Russland.", ("ACCUSE", "USA.GOV", "RUS")),
        ("Die US-Regierung kritisierte das Urteil gegen Russland.", ("ACCUSE", "USA.GOV", "RUS")),
    ],
)
def test_rulings_in_a_country_are_its_courts(text: str, told: tuple[str, str, str]) -> None:
    assert told in codes(text)


def test_whose_country_is_named_is_surer_than_who_has_it_of_the_article() -> None:
    text = "Die EU kritisierte die Auswahl der Themen durch die Presse sowie das Veto durch Serbiens Präsidenten."
    assert codes(text) == {("ACCUSE", "EU.IGO", "SRB.GOV")}


def test_who_cancels_does_not_turn_down_his_own_government() -> None:
    assert codes("In Peru wird gestreikt. Die peruanischen Ärzte sagten ihre Teilnahme ab.") == {
        ("PROTEST", "PER.LAB", "PER.GOV")
    }
