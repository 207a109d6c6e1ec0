"""Clauses of agency German: each line of `clauses.txt` is a test."""

from pathlib import Path

import pytest

from streams.extract.analyser import Clause, Sentence

_TENSES = {"past": "past", "perf": "perfect", "plu": "pluperfect", "fut": "future"}
_MOODS = {"k1": "subjunctive-1", "k2": "subjunctive-2", "imp": "imperative"}


def cases():
    for line in (Path(__file__).parent / "clauses.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            text, wanted = line.split("\t")
            weak = text.startswith("!")
            marks = [pytest.mark.xfail(reason="known weakness, see docs/model-card.md", strict=False)] if weak else []
            yield pytest.param(text.lstrip("!"), wanted, marks=marks, id=text.lstrip("!")[:50])


def text_of(sentence: Sentence, at: int | None) -> str:
    return "" if at is None else sentence.tokens[at].text


def check(sentence: Sentence, clause: Clause, demand: str) -> bool:
    key, _, value = demand.partition("=")
    if key == "O":
        return value in [text_of(sentence, at) for at in clause.objects]
    if key == "gov":
        return clause.governor is not None and sentence.clauses[clause.governor].lemma == value
    if value:
        places = {"S": clause.subject, "D": clause.dative, "C": clause.complement, "sub": clause.subordinator}
        return clause.modal == value if key == "modal" else text_of(sentence, places[key]) == value
    if demand in {"pass", "neg"}:
        return clause.passive if demand == "pass" else clause.negated
    return clause.tense == _TENSES[demand] if demand in _TENSES else clause.mood == _MOODS[demand]


def problems(sentence: Sentence, wanted: str) -> list[str]:
    found = []
    for item in filter(None, wanted.split("; ")):
        lemma, *demands = item.split(" ")
        same = [clause for clause in sentence.clauses if clause.lemma == lemma]
        if not same:
            found.append(f"no clause {lemma!r} in {[c.lemma for c in sentence.clauses]}")
            continue
        found += [f"{lemma}: {demand}" for demand in demands if not check(sentence, same[0], demand)]
    if len(sentence.clauses) != len(list(filter(None, wanted.split("; ")))):
        found.append(f"other number of clauses: {[clause.lemma for clause in sentence.clauses]}")
    return found


@pytest.mark.parametrize(("text", "wanted"), cases())
def test_clauses(sentence, text, wanted):
    """Predicate, mood, tense, voice, arguments and governor are as written beside the sentence."""
    assert problems(sentence(text), wanted) == []
