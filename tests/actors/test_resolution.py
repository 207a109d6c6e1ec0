"""Who is meant: on passages of our own, on the two seeds, and as of the day."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from schemas import Article
from streams.extract import extract
from streams.extract.actors import Entity, resolve
from streams.extract.actors.known.registry import registry
from streams.extract.analyser import analyse
from tests.actors.linking import BARE, outcomes, passages

PASSAGES = Path(__file__).parent / "passages.txt"
SECOND = Path(__file__).parent / "passages-second.txt"


def meant(text: str, day: date | None = None) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """(words, [(code, name)]) of every mention of a text."""
    document = analyse(text, "de")
    for sentence, mentions in zip(document.sentences, resolve(document, day).mentions, strict=True):
        for mention in mentions:
            words = " ".join(token.text for token in sentence.tokens[mention.first : mention.last])
            yield words, [(entity.code, entity.name) for entity in mention.entities]


@pytest.mark.parametrize(
    ("file", "least", "all_right", "hard_right"), [(PASSAGES, 1190, 0.914, 0.887), (SECOND, 120, 0.876, 0.89)]
)
def test_the_passages_keep_what_was_reached(file: Path, least: int, all_right: float, hard_right: float) -> None:
    """The first set: twice annotated (97.1 % of codes agree) and adjudicated; rules were made with it in view.

    The second was written and measured once when the rules were frozen. The figures rise with the rules and may not
    fall.
    """
    made = [outcome for passage in passages(file) for outcome in outcomes(passage)]
    hard = [outcome for outcome in made if outcome.gold.kind in BARE]
    assert len(made) >= least
    assert sum(outcome.linked for outcome in made) / len(made) >= all_right
    assert sum(outcome.linked for outcome in hard) / len(hard) >= hard_right


@pytest.mark.parametrize(
    ("day", "name"), [(date(2009, 12, 1), "Guido Westerwelle"), (date(2024, 6, 1), "Annalena Baerbock")]
)
def test_an_office_is_held_as_of_the_day(day: date, name: str) -> None:
    assert dict(meant("Der deutsche Außenminister reiste nach Paris.", day))["Der deutsche Außenminister"] == [
        ("DEU.GOV", name)
    ]


def test_without_a_day_an_office_names_nobody() -> None:
    found = dict(meant("Der deutsche Außenminister reiste nach Paris."))
    assert found["Der deutsche Außenminister"] == [("DEU.GOV", "Außenminister")]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Die Außenminister von Belarus und Russland trafen sich.", "Die Außenminister von Belarus und Russland",
         ["BLR.GOV", "RUS.GOV"]),
        ("Polen und Litauen stritten. Beide Länder riefen die EU an.", "Beide Länder", ["POL", "LTU"]),
        ("Der tadschikische Verkehrsminister Asim Ibrohim kam. Ibrohim lobte Belarus.", "Ibrohim", ["TJK.GOV"]),
        ("Der Kreml schwieg.", "Der Kreml", ["RUS.GOV"]),
        ("Kremlchef Wladimir Putin reiste ab.", "Kremlchef Wladimir Putin", ["RUS.GOV"]),
        ("Die Nato tagte. Das Bündnis warnte Moskau.", "Das Bündnis", ["NATO.IGO"]),
        ("Niger und Nigeria schlossen die Grenze.", "Nigeria", ["NGA"]),
        ("Der Westen verhängte Sanktionen.", "Der Westen", ["WEST"]),
        ("Demonstranten wurden in Minsk von der Polizei festgenommen.", "der Polizei", ["BLR.COP"]),
        ("Polen verhandelt. Die Regierung Biden zögert.", "Die Regierung Biden", ["USA.GOV"]),
        ("Suriname wählt. Die Beobachter lobten das südamerikanische Land.", "das südamerikanische Land", ["SUR"]),
        ("In Kenia kamen EU- und NATO-Vertreter an.", "EU- und NATO-Vertreter", ["NATO.IGO", "EU.IGO"]),
        ("In Afghanistan verboten die radikalislamischen Taliban Musik.", "die radikalislamischen Taliban",
         ["AFG.GOV"]),
        ("In Kenia warnte das UN-Flüchtlingshilfswerk.", "das UN-Flüchtlingshilfswerk", ["UN.IGO"]),
        ("In Kenia sprachen deutsche Europaabgeordnete.", "deutsche Europaabgeordnete", ["DEU.LEG"]),
        ("In Belarus sprach der Argentinier Juan Lopresti.", "der Argentinier Juan Lopresti", ["ARG"]),
        ("In Polen sang der US-Pianist Carl Tobin.", "der US-Pianist Carl Tobin", ["USA"]),
        ("In Israel kämpft die Hamas. Israel drohte. Die Islamisten lehnten ab.", "Die Islamisten", ["PSE.REB"]),
        ("Der Papst rief Russland auf.", "Der Papst", ["VAT.GOV"]),
        ("In Belarus sprach der Bundespräsident.", "der Bundespräsident", ["DEU.GOV"]),
        ("Belarus empfing den Gouverneur der Region Leningrad.", "den Gouverneur der Region Leningrad", ["RUS.GOV"]),
        ("Die USA warnten. Die Militärjunta in Niger schwieg.", "Die Militärjunta in Niger", ["NER.GOV"]),
        ("Die USA bestraften Firmen aus China.", "Firmen aus China", ["CHN.BUS"]),
        ("Die USA zogen Soldaten aus Mali ab.", "Soldaten", ["USA.MIL"]),
        ("In Nordsyrien wird gekämpft.", "Nordsyrien", ["SYR"]),
        ("Israel griff Schulen in Gaza an.", "Schulen", ["PSE.EDU"]),
        ("Nach Syriens Wahl lobte der Präsident Syriens die Armee Polens.", "die Armee Polens", ["POL.MIL"]),
        ("In Polen schloss das US-Konsulat. Die USA schwiegen. Die Botschaft in Warschau blieb zu.", "Die Botschaft",
         ["USA.GOV"]),
    ],
)  # fmt: skip
def test_words_mean(text: str, words: str, actors: list[str]) -> None:
    assert [code for code, _ in dict(meant(text, date(2024, 11, 25)))[words]] == actors


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("In Serbien griffen bewaffnete Gruppen an.", "bewaffnete Gruppen", "SRB.UAF"),
        ("In Serbien lehnten religiöse Führer ab.", "religiöse Führer", "SRB.REL"),
        ("In Serbien tagten afrikanische Minister.", "afrikanische Minister", "XXX.GOV"),
        ("In Serbien tagten europäische Minister.", "europäische Minister", "EU.IGO"),
        ("In Serbien lebten europäische Juden.", "europäische Juden", "XXX.CVL"),
        ("Polen klagte in Italien. Die dortigen Richter zögerten.", "Die dortigen Richter", "ITA.JUD"),
        ("In Polen sprach der oppositionelle Abgeordnete Jan Kalicki.", "der oppositionelle Abgeordnete Jan Kalicki",
         "POL.OPP"),
    ],
)  # fmt: skip
def test_adjectives_tell_region_place_and_sector(text: str, words: str, code: str) -> None:
    assert [found for found, _ in dict(meant(text, date(2024, 11, 25)))[words]] == [code]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("In Deutschland kritisierte Petra Hallig (SPD) das Gesetz.", "Petra Hallig", ["DEU.PTY"]),
        ("In Deutschland sagte Nancy Faeser (SPD) ab. Die SPD schwieg.", "Die SPD", ["DEU.PTY"]),
        ("In Bremen kam die Ministerin Petra Hallig. Die CDU zögerte.", "Die CDU", ["DEU.PTY"]),
        ("In Deutschland klagten Abgeordnete der Regierungskoalition.", "Abgeordnete der Regierungskoalition",
         ["DEU.LEG"]),
        ("In Deutschland zögerte die SPD-Fraktion.", "die SPD-Fraktion", ["DEU.LEG"]),
    ],
)  # fmt: skip
def test_parties_and_their_people(text: str, words: str, actors: list[str]) -> None:
    assert [code for code, _ in dict(meant(text, date(2024, 6, 1)))[words]] == actors


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("In Syrien starben nach israelischen Armeeangaben Zivilisten.", "israelischen Armeeangaben", ["ISR.MIL"]),
        ("Laut US-Medienberichten zögert Polen.", "US-Medienberichten", ["USA.JRN"]),
        ("Nach Angaben der Agenturen dpa und AFP brannte es in Paris.", "der Agenturen dpa und AFP",
         ["DEU.JRN", "FRA.JRN"]),
    ],
)  # fmt: skip
def test_sources(text: str, words: str, actors: list[str]) -> None:
    assert [code for code, _ in dict(meant(text, date(2024, 11, 25)))[words]] == actors


def test_people_are_of_where_something_happens() -> None:
    found = dict(meant("Polen warnt. In Nairobi tötete die Polizei Demonstranten. Polen zögert.", date(2024, 11, 25)))
    assert found["die Polizei"][0][0] == "KEN.COP"
    assert found["Demonstranten"][0][0] == "KEN.CVL"


def test_the_head_of_an_agency_is_not_that_of_the_united_nations() -> None:
    text = "UNICEF-Chef Anthony Lake warnte Kiew. Der UN-Generalsekretär schwieg."
    found = dict(meant(text, date(2015, 3, 1)))
    assert found["UNICEF-Chef Anthony Lake"] == [("UN.IGO", "Anthony Lake")]
    assert found["Der UN-Generalsekretär"] == [("UN.IGO", "Ban Ki-moon")]


@pytest.mark.parametrize(("published", "minister"), [("2009-12-01", "David Miliband"), ("2024-06-01", "David Cameron")])
def test_the_same_article_of_another_day_names_another_minister(published: str, minister: str) -> None:
    text = "Der britische Außenminister reiste nach Paris. „Wir stehen zu Frankreich“, sagte der Minister."
    article = Article(id="own", source="own", language="de", text=text, published_at=published)
    speakers = {party.actor.name for each in extract(article).statements for party in each.speakers if party.actor}
    assert speakers == {minister}


def test_a_pronoun_means_the_subject_of_its_gender() -> None:
    text = "Kanzlerin Angela Merkel traf Präsident Wladimir Putin. Sie lobte ihn. Er dankte ihr."
    found = [
        (words, actors[0][1]) for words, actors in meant(text, date(2012, 6, 1)) if words in ("Sie", "ihn", "Er", "ihr")
    ]
    assert found == [
        ("Sie", "Angela Merkel"), ("ihn", "Wladimir Putin"), ("Er", "Wladimir Putin"), ("ihr", "Angela Merkel"),
    ]  # fmt: skip


def test_after_reported_speech_a_pronoun_means_who_reported_it() -> None:
    text = (
        "Der Oppositionsführer Jovan Muster sagte, Präsident Ole Beispiel sei am Ende. Beispiel habe das Land "
        "getäuscht. Dann rief er die Bürger zu Protesten auf."
    )
    assert [actors[0][1] for words, actors in meant(text, date(2024, 6, 1)) if words == "er"] == ["Jovan Muster"]


def seed(shared: Path, name: str) -> dict[str, list[tuple[str, str]]]:
    article = json.loads((shared / "data" / "seeds" / f"{name}.json").read_text(encoding="utf-8"))
    return dict(meant(article["text"], date.fromisoformat(article["published_at"][:10])))


def test_the_parties_of_the_telephone_call(shared: Path) -> None:
    found = seed(shared, "seed-000")
    lukaschenko, pompeo = [("BLR.GOV", "Alexander Lukaschenko")], [("USA.GOV", "Mike Pompeo")]
    assert found["Alexander Lukaschenko"] == found["das Staatsoberhaupt"] == found["Er"] == lukaschenko
    assert found["Der belarussische Staatschef"] == lukaschenko
    assert found["Mike Pompeo"] == found["Der US-Außenminister"] == found["er"] == pompeo
    assert found["beider Seiten"] == found["Die Gesprächspartner"] == lukaschenko + pompeo
    assert found["der Pressedienst"][0][0] == "BLR.GOV"
    assert found["unseres Landes"] == [("BLR", "Belarus")]


def test_the_parties_of_the_meeting(shared: Path) -> None:
    found = seed(shared, "seed-003")
    ryschenkow = [("BLR.GOV", "Maxim Ryschenkow")]
    assert found["der Leiter des belarussischen Außenministeriums"] == found["der Minister"] == ryschenkow
    assert found["Maxim Ryschenkow"] == ryschenkow
    assert found["wir"] == found["beider Länder"] == [("BLR", "Belarus"), ("RUS", "Russland")]
    assert found["unfreundliche Staaten"] == [("WEST", "der Westen")]


def test_a_body_of_an_organisation_has_no_country() -> None:
    """Whatever rule made it: a code such as EU is no country, and the record must be one that readers take."""
    body = Entity("EU", ("GOV",), "Regierung", "organisation")
    assert body.actor().country is None
    assert body.actor().code == "EU.GOV"


def test_a_name_may_have_an_empty_part() -> None:
    """As of a token that is a mark only."""
    assert registry().people.match(["Merkel", ""], 0) is None
