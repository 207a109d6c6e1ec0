"""What short German sentences are to give; the wording is our own."""

import pytest

from schemas import Article
from streams.extract import extract


def told(text: str, published: str | None = "2024-05-16") -> list[str]:
    """Events as one line each: type, actors, recipients (sorted together where both sides act alike), modality."""
    article = Article.from_plain({"source": "Test", "language": "de", "text": text, "published_at": published})
    lines = []
    for event in extract(article).events:
        actors = [party.actor.code for party in event.actors]
        recipients = [party.actor.code for party in event.recipients]
        if event.reciprocal:
            sides = " + ".join(sorted({*actors, *recipients}))
        else:
            sides = f"{' '.join(actors)} > {' '.join(recipients)}".strip()
        lines.append(f"{event.type} {sides} {event.modality}")
    return lines


CASES = [
    # active and passive
    ("Russland hat die Ukraine angegriffen.", "ASSAULT RUS > UKR factual"),
    ("Die Ukraine wurde von Russland angegriffen.", "ASSAULT RUS > UKR factual"),
    ("Israel bombardierte am Sonntag Syrien.", "ASSAULT ISR > SYR factual"),
    ("Die iranische Polizei hat Demonstranten festgenommen.", "COERCE IRN.COP > IRN.CVL factual"),
    ("In Teheran wurden Demonstranten von der Polizei festgenommen.", "COERCE IRN.COP > IRN.CVL factual"),
    ("Das türkische Militär beschoss Rebellen.", "ASSAULT TUR.MIL > TUR.REB factual"),
    # verbal conflict
    ("Die USA kritisierten Russland scharf.", "ACCUSE USA > RUS factual"),
    ("Frankreich verurteilte die Politik Israels.", "ACCUSE FRA > ISR factual"),
    ("Polen wirft Belarus vor, Migranten zu schleusen.", "ACCUSE POL > BLR factual"),
    ("China übte Kritik an Japan.", "ACCUSE CHN > JPN factual"),
    ("Deutschland forderte Serbien auf, die Grenze zu öffnen.", "REQUEST DEU > SRB factual"),
    ("Die EU appellierte an Ungarn, das Gesetz zu ändern.", "REQUEST EU.IGO > HUN factual"),
    ("Nordkorea drohte Südkorea mit einem Angriff.", "THREATEN PRK > KOR factual"),
    ("Ungarn lehnte den Vorschlag der EU ab.", "REJECT HUN > EU.IGO factual"),
    # verbal cooperation
    ("Spanien begrüßte den Beschluss der NATO.", "SUPPORT ESP > NATO.IGO factual"),
    ("Kanada unterstützt die Ukraine.", "SUPPORT CAN > UKR factual"),
    ("Japan dankte den USA.", "SUPPORT JPN > USA factual"),
    ("Italien sagte Libyen Hilfe zu.", "AGREE ITA > LBY factual"),
    ("Der Iran und der Irak einigten sich.", "AGREE IRN + IRQ factual"),
    ("Norwegen hat sich mit Schweden geeinigt.", "AGREE NOR + SWE factual"),
    # meetings
    ("Der russische Außenminister traf den chinesischen Außenminister.", "CONSULT CHN.GOV + RUS.GOV factual"),
    ("Gestern traf sich der polnische Präsident mit dem litauischen Präsidenten.", "CONSULT LTU.GOV + POL.GOV factual"),
    ("Der ägyptische Präsident besuchte Jordanien.", "CONSULT EGY.GOV > JOR factual"),
    ("Der indische Premierminister reiste nach Nepal.", "CONSULT IND.GOV > NPL factual"),
    ("In Genf fanden Gespräche zwischen Armenien und Aserbaidschan statt.", "CONSULT ARM + AZE factual"),
    ("Der Besuch des britischen Premierministers in Kenia endete am Freitag.", "CONSULT GBR.GOV > KEN factual"),
    ("Kuba verhandelte mit Mexiko über Öl.", "CONSULT CUB + MEX factual"),
    ("Der finnische Präsident telefonierte mit dem Kanzler Österreichs.", "CONSULT AUT.GOV + FIN.GOV factual"),
    # what lies ahead
    ("Der finnische Präsident will Estland besuchen.", "AGREE FIN.GOV > EST planned"),
    ("Die Schweiz wird Moldau unterstützen.", "AGREE CHE > MDA planned"),
    ("Der Präsident Ghanas wird sich mit dem Präsidenten Togos treffen.", "AGREE GHA.GOV + TGO.GOV planned"),
    # not so
    ("Schweden hat Finnland nicht angegriffen.", "ASSAULT SWE > FIN negated"),
    ("Wenn Russland Polen angreift, hilft die NATO.", "ASSAULT RUS > POL hypothetical"),
    ("Die Türkei könnte Griechenland angreifen.", "ASSAULT TUR > GRC hypothetical"),
    # separable verbs
    ("Marokko wies den Botschafter Algeriens aus.", "SANCTION MAR > DZA.GOV factual"),
    ("Indonesien zog Truppen aus Osttimor ab.", "RETREAT IDN > TLS factual"),
    # support verbs
    ("Die USA verhängten Sanktionen gegen den Iran.", "SANCTION USA > IRN factual"),
    ("Gegen Nordkorea wurden von der EU Sanktionen verhängt.", "SANCTION EU.IGO > PRK factual"),
    ("Katar leistete dem Libanon Hilfe.", "AID QAT > LBN factual"),
    ("Indien und Pakistan unterzeichneten ein Abkommen.", "SUPPORT IND + PAK factual"),
    # coordination
    ("Frankreich und Deutschland kritisierten die USA.", "ACCUSE FRA DEU > USA factual"),
    ("Die NATO warnte Russland, und China kritisierte Japan.", "ACCUSE CHN > JPN factual"),
    # civilians
    ("In Athen demonstrierten Studenten gegen die Regierung.", "PROTEST GRC.EDU > GRC.GOV factual"),
    ("Gewerkschaften streikten in Argentinien gegen die Regierung.", "PROTEST ARG.LAB > ARG.GOV factual"),
    ("Deutschland unterzeichnete ein Abkommen und kritisierte Italien.", "ACCUSE DEU > ITA factual"),
    ("Deutschland hat gewählt und Italien kritisiert.", "ACCUSE DEU > ITA factual"),
    ("Der Rebell wurde von serbischen Soldaten gefunden und verhaftet.", "COERCE SRB.MIL > SRB.REB factual"),
    (
        "Israels Ministerpräsident Dan Muster und sein türkischer Amtskollege trafen sich.",
        "CONSULT ISR.GOV + TUR.GOV factual",
    ),
    ("Auch mit China verhandelt der italienische Außenminister.", "CONSULT CHN + ITA.GOV factual"),
    ("Der Präsident Ghanas, der Polen besuchte, schwieg.", "CONSULT GHA.GOV > POL factual"),
    (
        "Nach dem Erdbeben in der Türkei hat der griechische Außenminister mit dem türkischen Präsidenten telefoniert.",
        "CONSULT GRC.GOV + TUR.GOV factual",
    ),
    # what is aimed at
    ("Portugal kritisierte am Dienstag die Übergriffe der sudanesischen Armee.", "ACCUSE PRT > SDN.MIL factual"),
    ("Studenten protestierten in Athen gegen die Politik der Regierung.", "PROTEST GRC.EDU > GRC.GOV factual"),
    ("Der serbische Regierungschef lehnt die EU-Mission ab.", "REJECT SRB.GOV > EU.IGO factual"),
    ("Die G8-Staaten verurteilten das Vorgehen Irans.", "ACCUSE G8.IGO > IRN factual"),
    ("Iran und Irak stritten. Beide Länder dankten Oman.", "SUPPORT IRN IRQ > OMN factual"),
    # places and things are no parties
    ("Iran und Irak haben sich am Freitag in Peking geeinigt.", "AGREE IRN + IRQ factual"),
    ("Die USA und Kuba einigten sich darauf, ihre Botschafter zurückkehren zu lassen.", "AGREE CUB + USA factual"),
    ("Russland und Polen vereinbarten, Gefangene auszutauschen.", "AGREE POL + RUS factual"),
    # nouns
    ("Die israelische Armee hat mit dem Beschuss Syriens begonnen.", "ASSAULT ISR.MIL > SYR factual"),
    ("Nach dem russischen Angriff auf die Ukraine stieg der Ölpreis.", "ASSAULT RUS > UKR factual"),
    ("Bei Gefechten zwischen Äthiopien und Eritrea starben Menschen.", "ASSAULT ERI + ETH factual"),
    ("Die Sanktionen der USA gegen Kuba gelten weiter.", "SANCTION USA > CUB factual"),
    # in the course of what somebody says or does something
    ("Im Verlauf der Gespräche mit Kuba sagte Spanien Hilfe zu.", "CONSULT CUB + ESP factual"),
    ("Am Rande des Gipfels mit Japan sprach der Präsident Chiles über Handel.", "CONSULT CHL.GOV + JPN factual"),
    ("Im Anschluss an das Treffen mit Kenia erklärte Ghana, man sei sich einig.", "CONSULT GHA + KEN factual"),
    ("Im Rahmen der Gespräche mit Peru wird sich Chile beteiligen.", "AGREE CHL + PER planned"),
    # permission, of which nobody tells who gave it
    ("In Sambia wurde den Lehrern erlaubt, einen Verband zu gründen.", "CONCEDE ZMB.GOV > ZMB.EDU factual"),
    # "er" is never an object
    (
        "Der Präsident Kenias kam. Die Afrikanische Union forderte er auf, zu helfen.",
        "REQUEST KEN.GOV > AU.IGO factual",
    ),
    # offices that name their state
    ("Bundeskanzlerin Anna Muster kritisierte Russland.", "ACCUSE DEU.GOV > RUS factual"),
    ("NATO-Generalsekretär Ole Muster lobte Kanada.", "SUPPORT NATO.IGO > CAN factual"),
    ("Der Chef der IAEA rügte den Iran.", "ACCUSE IAEA.IGO > IRN factual"),
    # clauses within clauses
    ("Norwegen, das Island unterstützt, schwieg.", "SUPPORT NOR > ISL factual"),
    ("Brasilien kündigte an, Haiti zu helfen.", "AGREE BRA > HTI planned"),
    ("Die UN forderten Israel auf, Gespräche mit dem Libanon zu führen.", "REQUEST UN.IGO > ISR factual"),
]


@pytest.mark.parametrize(("text", "line"), CASES, ids=lambda value: str(value)[:50])
def test_sentence_gives_the_event(text: str, line: str) -> None:
    assert line in told(text)


def test_what_is_agreed_is_no_other_agreement() -> None:
    assert told("Russland und Polen vereinbarten, Gefangene auszutauschen.") == ["AGREE POL + RUS factual"]


def test_who_is_praised_beside_the_speaker_is_not_the_praised() -> None:
    line = "SUPPORT FRA.GOV > DEU.GOV factual"
    assert line not in told("Der französische Präsident begrüßte das Urteil ebenso wie der deutsche Minister.")


QUIET = [
    "Das Wetter in Russland war schön.",
    "Der Fußballverein verlor das Spiel.",
    "Ein Erdbeben erschütterte Japan.",
    "Der Angriff begann am Morgen.",
    "Sie trafen sich gestern.",
    "Russlands Wirtschaft wuchs.",
    "Der Sender ist in ganz Deutschland zu empfangen.",
]


@pytest.mark.parametrize("text", QUIET)
def test_nothing_happened_between_actors(text: str) -> None:
    assert told(text) == []
