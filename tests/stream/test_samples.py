"""The samples and other languages through the stream with the extractor that ships."""

import pytest

from streams.samples import steps
from streams.topics import DEAD_LETTERS
from tests.support.stream import Stream, headers, value

pytestmark = pytest.mark.broker

CAUSE = "depesche-dead-letter-message"


@pytest.fixture
def german(make_stream) -> Stream:
    stream = make_stream(extractor="streams.extract:extract")
    stream.start_worker()
    return stream


def test_a_withdrawn_sample_takes_its_rows_back_and_the_others_stay(german: Stream) -> None:
    played = steps()
    withdrawn = next(step.key for step in played if step.article is None)
    for step in played:
        if step.article is not None:
            german.send([(step.key.encode(), step.article.to_json())])
    german.drain()
    before = german.rows()
    contributed = [row for row in before if any(id_.startswith(withdrawn) for id_ in row["sample"])]
    assert contributed
    german.send([(withdrawn.encode(), None)])
    german.drain()
    after = german.rows()
    assert len(after) < len(before)
    assert not [row for row in after if any(id_.startswith(withdrawn) for id_ in row["sample"])]


def test_a_language_that_is_unknown_or_not_supported_is_a_dead_letter_that_says_so(german: Stream) -> None:
    french = "Le président français a rencontré hier son homologue polonais à Varsovie pour parler de la sécurité."
    german.send(
        [
            (b"named", value("named", french, language="fr")),
            (b"detected", value("detected", french, language=None)),
            (b"invented", value("invented", french, language="tlh")),
            (b"digits", value("digits", "12345 67890 24 7", language=None)),
            (b"german", value("german", "Belarus und Russland haben ein Abkommen unterzeichnet.", language=None)),
        ]
    )
    german.drain()
    causes = {record.key.decode(): headers(record)[CAUSE] for record in german.read(DEAD_LETTERS)}
    assert causes.keys() == {"named", "detected", "invented", "digits"}
    assert "fr" in causes["named"]
    assert "fr" in causes["detected"]
    counted = german.workers[-1].get("/metrics").text
    assert 'depesche_articles_unsupported_language_total{language="fr"} 2.0' in counted
    assert "tlh" in causes["invented"]
    assert all("language" in cause for cause in causes.values())
    assert german.workers[-1].get("/articles/german").json()["language"] == "de"
