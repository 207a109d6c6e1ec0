"""Clauses of agency German: each line of `clauses.txt` is a test."""

from pathlib import Path

import pytest

from streams.extract.analyser import Clause, Sentence

_WORDS = {
    "pass": lambda c: c.passive, "neg": lambda c: c.negated, "k1": lambda c: c.mood == "subjunctive-1",
    "k2": lambda c: c.mood == "subjunctive-2", "imp": lambda c: c.mood == "imperative", "past": lambda c: c.tense == "past",
    "perf": lambda c: c.tense == "perfect", "plu": lambda c: c.tense == "pluperfect", "fut": lambda c: c.tense == "future",
}  # fmt: skip


def cases():
    for line in (Path(__file__).parent / "clauses.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            text, wanted = line.split("\t")
            weak = text.startswith("!")
            marks = [pytest.mark.xfail(reason="known weakness, see docs/model-card.md", strict=False)] if weak else []
            yield pytest.param(text.lstrip("!"), wanted, marks=marks, id=text.lstrip("!")[:50])


def check(sentence: Sentence, clause: Clause, demand: str) -> bool:
    if demand in _WORDS:
        return bool(_WORDS[demand](clause))
    key, value = demand.split("=")

    def text(at: int | None) -> str:
        return "" if at is None else sentence.tokens[at].text

    if key == "O":
        return value in [text(at) for at in clause.objects]
    if key == "modal":
        return clause.modal == value
    if key == "gov":
        return clause.governor is not None and sentence.clauses[clause.governor].lemma == value
    place = {"S": clause.subject, "D": clause.dative, "C": clause.complement, "sub": clause.subordinator}[key]
    return text(place) == value


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
