"""Statements in short German texts of our own wording."""

import pytest

from schemas import Article, Statement, Voice
from streams.extract import extract


def statements(text: str) -> list[Statement]:
    return list(
        extract(
            Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})
        ).statements
    )


def who(voice: Voice) -> str:
    if voice.actor:
        return voice.actor.code
    return voice.mention.text if voice.mention else ""


def brief(text: str) -> list[tuple[str, str, str, str | None]]:
    """(kind, quote, speakers, act) of each statement; parts of a quote joined by ``|``."""
    return [
        (
            each.kind,
            " | ".join(span.text for span in each.quote),
            ", ".join(
                voice.actor.code if voice.actor else voice.mention.text for voice in each.speakers if voice.mention
            ),
            each.act,
        )
        for each in statements(text)
    ]


CASES = [
    ("„Wir helfen gern“, sagte der polnische Präsident.", ("direct", "„Wir helfen gern“", "POL.GOV", "assert")),
    ("Der polnische Präsident sagte: „Wir helfen gern.“", ("direct", "„Wir helfen gern.“", "POL.GOV", "assert")),
    ("»Wir helfen gern«, betonte der polnische Präsident.", ("direct", "»Wir helfen gern«", "POL.GOV", "stress")),
    ("«Wir helfen gern», betonte der polnische Präsident.", ("direct", "«Wir helfen gern»", "POL.GOV", "stress")),
    ("“Wir helfen gern”, betonte der polnische Präsident.", ("direct", "“Wir helfen gern”", "POL.GOV", "stress")),
    ('"Wir helfen gern", betonte der polnische Präsident.', ("direct", '"Wir helfen gern"', "POL.GOV", "stress")),
    ("„Wir helfen gern“, so der polnische Präsident.", ("direct", "„Wir helfen gern“", "POL.GOV", "assert")),
    (
        "„Wir helfen gern“, merkte der polnische Präsident an.",
        ("direct", "„Wir helfen gern“", "POL.GOV", "assert"),
    ),
    (
        "„Wir helfen gern“, sagte der polnische Präsident, „und wir helfen bald.“",
        ("direct", "„Wir helfen gern“ | „und wir helfen bald.“", "POL.GOV", "assert"),
    ),
    (
        "„Wir helfen gern“, sagte der polnische Präsident. „Das ist ein Versprechen an alle.“",
        ("direct", "„Wir helfen gern“ | „Das ist ein Versprechen an alle.“", "POL.GOV", "assert"),
    ),
    (
        "Der polnische Präsident unterstrich, dass Polen helfe.",
        ("indirect", "dass Polen helfe", "POL.GOV", "stress"),
    ),
    ("Der polnische Präsident bemerkte, Polen helfe gern.", ("indirect", "Polen helfe gern", "POL.GOV", "assert")),
    ("Polen helfe gern, bemerkte der polnische Präsident.", ("indirect", "Polen helfe gern", "POL.GOV", "assert")),
    ("Laut dem polnischen Präsidenten ist die Lage ernst.", ("indirect", "ist die Lage ernst", "POL.GOV", "assert")),
    (
        "Nach Angaben der polnischen Regierung ist die Lage ernst.",
        ("indirect", "ist die Lage ernst", "POL.GOV", "assert"),
    ),
    ("Der NATO zufolge ist die Lage ernst.", ("indirect", "ist die Lage ernst", "NATO.IGO", "assert")),
    ("Die Lage ist ernst, wie die NATO mitteilte.", ("indirect", "Die Lage ist ernst", "NATO.IGO", "announce")),
    (
        "Die Lage ist ernst. Dies erklärte der polnische Präsident gegenüber Journalisten.",
        ("indirect", "Die Lage ist ernst.", "POL.GOV", "assert"),
    ),
    (
        "Der polnische Präsident forderte, dass Belarus einlenkt.",
        ("indirect", "dass Belarus einlenkt", "POL.GOV", "demand"),
    ),
    (
        "Der polnische Präsident kündigte an, die Grenze zu schließen.",
        ("indirect", "die Grenze zu schließen", "POL.GOV", "announce"),
    ),
    (
        "Der polnische Präsident sagte, Polen sei bereit. Die Lage sei aber ernst.",
        ("indirect_free_indirect", "Die Lage sei aber ernst.", "POL.GOV", None),
    ),
    (
        "Der polnische Präsident kritisierte den Plan.",
        ("reported", "Der polnische Präsident kritisierte den Plan.", "POL.GOV", "criticise"),
    ),
    # who is meant
    (
        "Der polnische Präsident Jan Beispiel kam an. „Wir helfen gern“, sagte Beispiel.",
        ("direct", "„Wir helfen gern“", "POL.GOV", "assert"),
    ),
    (
        "Der polnische Präsident Jan Beispiel kam an. „Wir helfen gern“, sagte er.",
        ("direct", "„Wir helfen gern“", "POL.GOV", "assert"),
    ),
    (
        "Der polnische Präsident Jan Beispiel kam an. „Wir helfen gern“, sagte das Staatsoberhaupt.",
        ("direct", "„Wir helfen gern“", "POL.GOV", "assert"),
    ),
    (
        "Die dänische Außenministerin Eva Muster kam an. „Wir helfen gern“, sagte sie.",
        ("direct", "„Wir helfen gern“", "DNK.GOV", "assert"),
    ),
    (
        "Der US-Außenminister, Tom Muster, traf den Minister. „Wir helfen gern“, sagte der US-Außenminister.",
        ("direct", "„Wir helfen gern“", "USA.GOV", "assert"),
    ),
    ("„Wir helfen gern“, sagte ein Nachbar.", ("direct", "„Wir helfen gern“", "ein Nachbar", "assert")),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[case[0][:60] for case in CASES])
def test_statement(text: str, wanted: tuple[str, str, str, str | None]) -> None:
    assert wanted in brief(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der „starke Mann“ kam an.",
        "Der Dampfer „Anna Maria“ sank.",
        "Das erklärte Ziel ist Frieden.",
        "Es regnete in Polen.",
        "Russland griff die Ukraine an.",
    ],
)
def test_no_statement(text: str) -> None:
    assert statements(text) == []


def test_addressee_and_cue_are_named() -> None:
    found = statements("Die Lage ist ernst. Dies erklärte der polnische Präsident gegenüber Journalisten.")[0]
    assert [span.text for span in found.cue] == ["erklärte"]
    assert found.addressees[0].mention is not None
    assert found.addressees[0].mention.text == "Journalisten"
    assert found.addressees[0].actor is not None
    assert found.addressees[0].actor.code == "XXX.JRN"


def test_content_names_whom_it_is_about() -> None:
    found = statements("Der polnische Präsident sagte, Russland bedrohe die NATO.")[0]
    assert found.about == ["RUS", "NATO.IGO"]


def test_an_event_that_somebody_claims_names_who() -> None:
    article = Article.from_plain(
        {
            "source": "T",
            "language": "de",
            "text": "Der polnische Präsident sagte, Russland habe die Ukraine angegriffen.",
        }
    )
    extraction = extract(article)
    assault = next(event for event in extraction.events if event.type == "ASSAULT")
    assert [(each.actor.code, each.statement_id) for each in assault.attribution] == [
        ("POL.GOV", extraction.statements[0].statement_id)
    ]
