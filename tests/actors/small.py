"""A small set of data files, whole in itself, for tests that break one thing."""

from pathlib import Path

from streams.extract.actors.known.reading import data

FILES = {
    "states.tsv": (
        "code\tname_de\tname_en\tfrom\tto\tarticle\tforms_de\tforms_en\t"
        "adjectives_de\tadjectives_en\tpeople_de\tpeople_en\tsource\tnote\n"
        "AAA\tAland\tAland\t\t\t\t\t\taländisch\tAlandic\tAländer\tAlanders\town\t\n"
        "BBB\tBeland\tBeland\t\t\t\t\t\tbeländisch\tBelandic\tBeländer\tBelanders\town\t\n"
    ),
    "seats.tsv": "form\tlanguage\tcode\tkind\tfrom\tto\trule\tsource\tnote\nAstadt\tde\tAAA\tcapital\t\t\t\town\t\n",
    "organisations.tsv": (
        "code\tname_de\tname_en\tforms_de\tforms_en\tseat\tfrom\tto\twikidata\tsource\tnote\n"
        "ORG\tVereinte Länder\tUnited Lands\tVL\tUL\tAstadt\t\t\t\town\t\n"
    ),
    "bodies.tsv": (
        "code\tname\tkind\tforms_de\tforms_en\tsectors\tfrom\tto\twikidata\tsource\tnote\n"
        "AAA.LEG\tRoter Rat\tparliament\tRoter Rat;Rat\tRed Council\t\t\t\t\town\t\n"
    ),
    "persons.tsv": (
        "name\tcode\tsectors\tforms\tsex\tfrom\tto\twikidata\tsource\tnote\nEva Ost\tAAA.OPP\t\t\tf\t\t\t\town\t\n"
    ),
    "sides.tsv": "form\tkind\tnote\nbeide Seiten\tboth\t\n",
    "offices.tsv": (
        "office\tsingle\tsectors\ttitles_de\ttitles_en\tsource\tnote\n"
        "head_of_state\tyes\tGOV\tpräsident\tpresident\town\t\n"
    ),
    "roles_de.tsv": (
        "noun\tfeminine\tsectors\tkind\ttakes\tsuffix\toffice\tsource\tnote\n"
        "präsident\tpräsidentin\tGOV\tperson\thome\tyes\thead_of_state\town\t\n"
    ),
    "roles_en.tsv": (
        "noun\tfeminine\tsectors\tkind\ttakes\tsuffix\toffice\tsource\tnote\n"
        "president\t\tGOV\tperson\thome\tyes\thead_of_state\town\t\n"
    ),
    "spelling_pairs.tsv": "a\tb\tsame\tnote\nPutin\tPoutine\tyes\tdev;ru\n",
    "holders/all.tsv": (
        "place\toffice\ttitle\tperson\tforms\tsex\tfrom\tto\twikidata\tsource\tnote\n"
        "AAA\thead_of_state\tpräsident\tAnna Alt\t\tf\t2001-01-01\t2008-03-04\t\town\t\n"
        "AAA\thead_of_state\tpräsident\tBodo Bach\t\tm\t2008-03-04\t\t\town\t\n"
    ),
}


def write(folder: Path, **changed: str) -> Path:
    """Write the files, with a line more in some: ``bodies="AAA.XYZ\\t…"``."""
    (folder / "holders").mkdir()
    for name, text in FILES.items():
        key = name.removesuffix(".tsv").replace("holders/all", "holders")
        more = changed.get(key, "")
        (folder / name).write_text(text + (f"{more}\n" if more else ""), encoding="utf-8")
    for name in ("declension.tsv", "role_prefixes.tsv", "not_roles.tsv"):
        (folder / name).write_text(data().joinpath(name).read_text(encoding="utf-8"), encoding="utf-8")
    return folder
