"""What holds for every text: no exception, true offsets, trees that are trees, time that grows with length."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import streams.extract.analyser
from streams.extract.analyser import Network, UnsupportedLanguageError, analyse

_NEWS = (
    "Der Minister|sagte|, dass| er|am 24.|im|Zum| zur |müsse|hat |stattgefunden|vor|nicht|Dr.|1.|II.|2.000,5|. |„|“|–"
)
_DIRT = (
    "МОСКВА|北京|😀|e\u0301|<br>|&nbsp;|<p class=|https://x.de/y|@|...|GROSS|\u200b|\u202e|\u00ad|\n|\r\n|\x00|\u2029"
)
_PIECES = st.sampled_from([*_NEWS.split("|"), *_DIRT.split("|")])


def check(text: str) -> None:
    document = analyse(text, "de")
    last = document.dateline.end if document.dateline else 0
    for sentence in document.sentences:
        tokens = sentence.tokens
        assert tokens
        assert sentence.start == tokens[0].start >= last
        assert sentence.end == tokens[-1].end
        for token in tokens:
            assert token.start >= last
            assert text[token.start : token.end] == token.text != ""
            assert 0 <= token.head < len(tokens)
            last = token.end
        for at in range(len(tokens)):
            seen = 0
            while tokens[at].head != at:
                at, seen = tokens[at].head, seen + 1  # noqa: PLW2901
                assert seen <= len(tokens), "the tree has a circle"
        for name in sentence.names:
            assert text[name.start : name.end]
            assert tokens[name.first].start == name.start
        for number, clause in enumerate(sentence.clauses):
            parts = [clause.verb, *clause.predicate, *clause.objects, *(o.head for o in clause.obliques)]
            parts += [
                at for at in (clause.subject, clause.dative, clause.complement, clause.subordinator) if at is not None
            ]
            assert all(0 <= at < len(tokens) for at in parts)
            assert clause.verb in clause.predicate
            assert clause.governor != number
            assert clause.governor is None or 0 <= clause.governor < len(sentence.clauses)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_pieces_of_news(text):
    """Fragments of news and dirt in any order."""
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text):
    """Any text at all."""
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 100_000,
        "MINISTER TRITT ZURÜCK UND REIST NACH MINSK AB. " * 20,
        "<div><p>Der Minister <b>reiste</b> ab.</p><script>x</script>",
        "\u200b\u202eDer Minister\u202c kam.\u200b",
        "Министр прибыл в Минск, sagte der Sprecher am Montag. 外交部长 kam.",
        "wort" * 50_000,
        "(" * 5_000,
        "„" * 5_000,
        "a." * 5_000,
        "1." * 5_000,
        "<" * 5_000,
        "&" * 5_000,
        "-" * 5_000,
        "x-" * 5_000,
        "a@" * 3_000,
        "www." * 3_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_dirt(text):
    """What crawlers deliver: no exception, offsets true."""
    check(text)


def test_same_text_same_document():
    """The same text gives the same document, also with other texts read in between."""
    text = "Der Außenminister erklärte am Montag in Minsk, man werde die Verhandlungen im Mai fortsetzen."
    first = analyse(text, "de")
    analyse("Ganz etwas anderes steht hier, und zwar mit vielen neuen Wörtern.", "de")
    assert analyse(text, "de") == first


def test_a_document_depends_on_its_text_alone():
    """Whatever was read before, in whatever order, and whether the words were met before or not: the same documents."""
    texts = [
        "Der Außenminister erklärte in Minsk, man werde die Verhandlungen fortsetzen. Er reist am 3. Mai ab.",
        "Zehn Tote bei Anschlag in Kabul\n\nDie Polizei nahm zwei Verdächtige fest. Ob sie aussagen, ist unklar.",
        "„Wir geben nicht auf“, sagte der Trainer. Am Sonntag spielt die Elf in Rom, wo sie nie gewonnen hat.",
        "Kam er?",
    ]
    folder = Path(streams.extract.analyser.__file__).parent / "model"
    alone = [analyse(text, "de", network=Network(folder)) for text in texts]
    forth = Network(folder)
    assert [analyse(text, "de", network=forth) for text in texts] == alone
    back = Network(folder)
    assert [analyse(text, "de", network=back) for text in reversed(texts)] == alone[::-1]
    assert [analyse(text, "de", network=back) for text in texts] == alone
    for form, place in forth._places.items():
        assert np.array_equal(forth._vectors[place], back._vectors[back._places[form]]), form


def test_word_vectors_start_anew_when_they_are_many_or_could_not_be_made(monkeypatch):
    """No word is then read by the vector of another, or by none."""
    texts = ["Kam er am Montag?", "Der Sprecher bestätigte den Bericht.", "Die Ministerin reist nach Rom."]
    folder = Path(streams.extract.analyser.__file__).parent / "model"
    expected = [analyse(text, "de", network=Network(folder)) for text in texts]
    young = Network(folder)
    with monkeypatch.context() as broken:
        broken.setattr(young, "_pieces", young._pieces[:1])
        with pytest.raises(IndexError):
            analyse(texts[0], "de", network=young)
    assert [analyse(text, "de", network=young) for text in texts] == expected
    monkeypatch.setattr(streams.extract.analyser.network, "_MOST_FORMS", 4)
    small = Network(folder)
    assert [analyse(text, "de", network=small) for text in texts * 2] == expected * 2
    assert len(small._places) < 12


def test_a_megabyte_on_one_line():
    """Processor time grows with the length and no faster: ten times the text takes at most fifteen times as long."""
    text = "wort ohne zeichen und ende "
    analyse(text * 100, "de")
    begun = time.process_time()
    analyse(text * 400, "de")
    short = time.process_time() - begun
    begun = time.process_time()
    analyse(text * 4000, "de")
    assert time.process_time() - begun < 15 * short + 0.5


def test_a_whole_megabyte():
    """A megabyte without any mark is read within two minutes and with true offsets."""
    check("wort ohne zeichen und ende " * 37_000)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the talks in Minsk would continue next week.", "en"),
        ("Министр заявил в понедельник, что переговоры в Минске будут продолжены.", "ru"),
        ("12345 67890", "und"),
    ],
)
def test_other_languages_are_not_guessed_through(text, language):
    """Another language is named in the error and not read."""
    with pytest.raises(UnsupportedLanguageError) as error:
        analyse(text)
    assert error.value.language == language


def test_german_is_recognised():
    """German needs no hint."""
    assert analyse("Der Minister sagte am Montag, die Gespräche in Minsk würden fortgesetzt.").language == "de"
