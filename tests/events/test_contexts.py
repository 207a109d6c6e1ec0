"""What an event's article speaks of: PLOVER's contexts by the words of its sentence and of the rest."""

import pytest

from schemas import Article
from schemas.plover import Context
from streams.extract import extract
from streams.extract.contexts import contexts_of_word, signs

SENTENCES = [
    ("Russische Soldaten haben am Montag ein Dorf in der Ukraine angegriffen.", "military"),
    ("Estland hat einen russischen Spion des Geheimdienstes FSB festgenommen.", "intelligence"),
    ("Die neue Regierung in Rom hat nach der Kabinettssitzung die EU kritisiert.", "executive"),
    ("Abgeordnete des polnischen Parlaments haben Belarus verurteilt.", "legislative"),
    ("Die OSZE kritisierte die Präsidentschaftswahl in Belarus.", "election"),
    ("Die EU kritisierte die ungarische Verfassungsreform.", "political_institutions"),
    ("Die USA lobten die Demokratiebewegung in Myanmar.", "pro_democracy"),
    ("Frankreich verurteilte den Putsch im Niger.", "pro_autocracy"),
    ("Die USA haben Strafzölle gegen China verhängt.", "economic"),
    ("Ein Gericht in Minsk hat belarussische Demonstranten zu Haftstrafen verurteilt.", "legal"),
    ("Polen forderte von Deutschland Reparationen.", "reparations"),
    ("Die UN warfen Syrien Kriegsverbrechen vor.", "human_rights"),
    ("Die OSZE kritisierte die Zensur in der Türkei.", "rights_freedoms"),
    ("Die Polizei in Tiflis setzte Wasserwerfer gegen georgische Demonstranten ein.", "repression"),
    ("Die UN warnten Äthiopien vor einer Hungersnot und kritisierten Äthiopien.", "human_security"),
    ("Die EU kritisierte Polen wegen des Verbots der Abtreibung.", "gender"),
    ("Die EU kritisierte Ungarn wegen eines Gesetzes gegen Homosexuelle.", "lgbt"),
    ("Pakistan verurteilte den Anschlag auf eine Moschee in Indien.", "religion_ethnicity"),
    ("Die UN kritisierten Brasilien wegen der wachsenden Ungleichheit.", "inequality"),
    ("Der polnische Außenminister hat Litauen besucht.", "diplomatic"),
    ("Die UN verurteilten die Annexion der Krim durch Russland.", "territory"),
    ("Ruanda kritisierte die Blauhelme der UN im Kongo.", "peacekeeping"),
    ("Die USA kritisierten China wegen der Pandemie.", "health"),
    ("Die UN kritisierten Griechenland wegen der Flüchtlingslager.", "asylum"),
    ("Italien kritisierte Frankreich wegen der Migranten aus Afrika.", "migration"),
    ("Nach dem Erdbeben hat Griechenland der Türkei geholfen.", "disasters"),
    ("Russland und China unterzeichneten ein Abkommen über eine Pipeline.", "natural_resource"),
    ("Frankreich kritisierte die USA beim Klimaschutz.", "environment"),
    ("Die USA kritisierten China wegen der Halbleiter.", "technology"),
    ("Die USA verurteilten den Selbstmordanschlag in Kabul.", "terrorism"),
    ("Die USA kritisierten das Atomprogramm des Iran.", "cbrn"),
    ("Estland warf Russland einen Cyberangriff vor.", "cyber"),
    ("Die EU warf Russland Desinformation vor.", "misinformation"),
    ("Mexiko und die USA kritisierten El Salvador wegen der Kriminalität.", "crime"),
    ("Die EU warf der Regierung in Sofia Korruption vor.", "corruption"),
    ("Die USA warfen Venezuela Drogenhandel vor.", "illegal_drugs"),
    ("Die UN warfen Libyen Menschenhandel vor.", "trafficking"),
]


def contexts(text: str) -> list[set[str]]:
    article = Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})
    return [{each.value for each in event.contexts} for event in extract(article).events]


@pytest.mark.parametrize(("text", "context"), SENTENCES)
def test_a_strong_word_in_the_sentence_is_enough(text: str, context: str) -> None:
    found = contexts(text)
    assert found
    assert any(context in each for each in found), found


def test_every_context_has_a_sentence_and_strong_words() -> None:
    assert {context for _, context in SENTENCES} == {context.value for context in Context}
    table = signs()
    for context in Context:
        strong = [
            word
            for part in (table.words, table.heads, table.tails)
            for word, weights in part.items()
            if weights.get(context) == 2
        ]
        assert len(strong) >= 10, context


def test_a_weak_word_needs_company() -> None:
    plain = "Polen kritisierte die Kandidatin aus Belarus."
    assert contexts(plain) == contexts("Polen kritisierte Belarus.") == [set()]
    assert contexts("Polen kritisierte die Umfrage in Belarus.") == [set()]
    within = "Polen kritisierte die Umfrage in Belarus. Die Stichwahl war am Sonntag, das Referendum am Montag."
    assert contexts(within) == [{"election"}]


def test_what_the_article_is_about_holds_for_its_events() -> None:
    around = "Die Stichwahl, das Referendum und der Wahlkampf. Das Wahllokal, der Stimmzettel, die Auszählung."
    assert contexts(f"Polen kritisierte Belarus. {around}") == [{"election"}]


def test_modes_and_sectors_bring_their_context() -> None:
    assert "military" in contexts("Die polnische Armee hat Belarus kritisiert.")[0]


@pytest.mark.parametrize(
    ("word", "context"),
    [
        ("friedensprozess", Context.LEGAL),
        ("auswahl", Context.ELECTION),
        ("islamabad", Context.RELIGION_ETHNICITY),
        ("frontex", Context.MILITARY),
        ("menschenhandel", Context.ECONOMIC),
    ],
)
def test_what_only_looks_like_a_sign_is_none(word: str, context: Context) -> None:
    assert context not in dict(contexts_of_word(word, noun=True))
