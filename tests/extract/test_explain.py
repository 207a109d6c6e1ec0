"""Each record says which rule, which line of a lexicon and which words made it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from schemas import Article
from streams.extract import Explanation, LanguageNotSupportedError, explain, extract

ROOT = Path(__file__).resolve().parents[2]
LEXICONS = ROOT / "streams" / "extract"
TEXT = (
    "Der polnische Präsident Jan Muster sagte, dass er Litauen nicht drohe. Am Montag traf Muster den Präsidenten "
    "Litauens. Er kritisierte Minsk. „Wir helfen Litauen gern“, sagte Muster. Litauen will Lettland helfen."
)


def article(text: str = TEXT) -> Article:
    return Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})


def explained(text: str = TEXT) -> dict[str, Explanation]:
    return {each.summary: each for each in explain(article(text))}


def depesche(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "streams.cli", "explain", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=ROOT, check=False)


def test_every_record_is_explained_and_nothing_else() -> None:
    extraction = extract(article())
    ids = [each.event_id for each in extraction.events] + [each.statement_id for each in extraction.statements]
    assert [each.record_id for each in explain(article())] == ids


def test_samples_are_explained_as_they_are_extracted() -> None:
    for file in sorted((ROOT / "streams" / "samples").glob("*.json")):
        sample = Article.from_json(file.read_bytes())
        extraction = extract(sample)
        ids = [each.event_id for each in extraction.events] + [each.statement_id for each in extraction.statements]
        assert [each.record_id for each in explain(sample)] == ids


def test_the_lexicon_line_is_the_line_in_the_file() -> None:
    seen = 0
    for each in explain(article()):
        if each.lexicon is not None:
            name, number, entry = each.lexicon.split(":", 2)
            line = (LEXICONS / name).read_text(encoding="utf-8").splitlines()[int(number) - 1]
            assert line.split("\t")[0] == entry.strip()
            seen += 1
    assert seen >= 4


@pytest.mark.parametrize(
    ("summary", "rule"),
    [
        ("THREATEN POL.GOV → LTU", "verb frame"),
        ("CONSULT POL.GOV + LTU.GOV", "verb frame"),
        ("direct POL.GOV: assert", "quotation that is said"),
        ("indirect POL.GOV: assert", "content of a frame"),
    ],
)
def test_rule(summary: str, rule: str) -> None:
    assert explained()[summary].rule == rule


def test_parties_tell_argument_words_and_reason() -> None:
    accuse = explained()["ACCUSE [disapprove] POL.GOV → BLR"]
    told = [(each.role, each.argument, each.mention.text if each.mention else None) for each in accuse.parties]
    assert told == [("actor", "subject", "Er"), ("recipient", "accusative object", "Minsk")]
    assert accuse.parties[0].why.startswith("pronoun")
    assert accuse.parties[1].why.startswith("capital")
    assert re.search(r"seats\.tsv:\d+", accuse.parties[1].why)


@pytest.mark.parametrize(
    ("text", "modality", "sign"),
    [
        ("Polen hat Belarus nicht angegriffen.", "negated", "nicht"),
        ("Litauen will Lettland helfen.", "planned", "will"),
        ("Russland könnte Polen angreifen.", "hypothetical", "könnte"),
        ("Russland soll die Truppen aus Polen abziehen.", "planned", "soll"),
    ],
)
def test_the_words_that_decided_the_modality(text: str, modality: str, sign: str) -> None:
    (found,) = [each for each in explain(article(text)) if each.kind == "event"]
    assert (found.modality, [span.text for span in found.signs]) == (modality, [sign])


def test_nothing_speaks_against_a_fact() -> None:
    (found,) = [each for each in explain(article("Russland griff Polen an.")) if each.kind == "event"]
    assert (found.modality, found.signs) == ("factual", ())


def test_an_article_in_another_language_is_refused_as_extract_refuses_it() -> None:
    with pytest.raises(LanguageNotSupportedError):
        explain(Article.from_plain({"source": "T", "text": "Bonjour", "language": "fr"}))


def test_command_shows_rule_entry_and_words(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(article("Russland hat Polen nicht angegriffen.").to_json())
    done = depesche(str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert "ASSAULT RUS → POL" in done.stdout
    assert re.search(r"lexicon +languages/de/events/assault\.tsv:\d+: angreifen", done.stdout)
    assert re.search(r'modality +negated: \d+-\d+ "nicht"', done.stdout)


def test_command_goes_on_after_an_article_that_it_cannot_read() -> None:
    lines = (
        '{"source": "T", "language": "fr", "text": "Bonjour"}\n'
        '{"source": "T", "language": "de", "text": "Russland griff Polen an."}\n'
    )
    done = depesche("-", stdin=lines)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "not supported" in done.stderr
    assert "ASSAULT RUS → POL" in done.stdout


def test_command_says_nothing_found() -> None:
    done = depesche("-", stdin='{"source": "T", "language": "de", "id": "leer", "text": "Es regnete."}')
    assert (done.returncode, done.stdout) == (0, "leer: 0 records\n\n")
