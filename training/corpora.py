"""The corpora of `../shared/data` as sentences with whatever annotation each of them has."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
_PUD_FORMS = {"VBC": "Fin", "VBN": "Part", "VB": "Inf"}
_COLUMNS = 10


@dataclass(frozen=True)
class Sentence:
    """Words and their annotation; an annotation that the corpus lacks is `None`.

    Heads count from 1, 0 is the root. `names` are BIO tags. `dialect` is 1 for PUD's way to annotate, else 0 (GSD's).
    `extra` has, by the key of a head of `training.heads`, a label's number or a word pointed to (from 1) for each word.
    """

    words: list[str]
    spaced: list[bool]
    tags: list[str] | None = None
    stts: list[str] | None = None
    features: list[dict[str, str]] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    lemmas: list[str] | None = None
    names: list[str] | None = None
    dialect: int = 0
    source: str = ""
    text: str = field(default="", compare=False)
    extra: dict[str, list[int]] | None = None


def _features(column: str) -> dict[str, str]:
    return {} if column == "_" else dict(pair.split("=", 1) for pair in column.split("|"))


def treebank(name: str) -> list[Sentence]:
    """Read `treebank/{name}.conllu`; words are the syntactic ones (an + dem for am)."""
    pud = name.startswith("de_pud")
    sentences = []
    for block in (DATA / "treebank" / f"{name}.conllu").read_text(encoding="utf-8").strip().split("\n\n"):
        text, rows, glued, part_until = "", [], False, 0
        spaced: list[bool] = []
        for line in block.split("\n"):
            if line.startswith("# text = "):
                text = line[9:]
            if line.startswith("#"):
                continue
            row = line.split("\t")
            if "-" in row[0]:
                part_until = int(row[0].split("-")[1])
                spaced.append(not glued)
                glued = "SpaceAfter=No" in row[9]
                continue
            if "." in row[0]:
                continue
            inside = int(row[0]) <= part_until
            if not inside:
                spaced.append(not glued)
                glued = "SpaceAfter=No" in row[9]
            elif len(spaced) == len(rows):
                spaced.append(True)
            rows.append(row)
        columns = list(zip(*rows, strict=True))
        features = [_features(column) for column in columns[5]]
        if pud:
            for given, tag in zip(features, columns[4], strict=True):
                if tag in _PUD_FORMS:
                    given["VerbForm"] = _PUD_FORMS[tag]
        sentences.append(
            Sentence(
                words=list(columns[1]), spaced=spaced, tags=list(columns[3]),
                stts=None if pud else list(columns[4]), features=features, heads=[int(head) for head in columns[6]],
                relations=list(columns[7]), lemmas=list(columns[2]), dialect=int(pud), source=name, text=text,
            )
        )  # fmt: skip
    return sentences


def rejoin_hyphens(sentence: Sentence) -> Sentence | None:
    """Join compounds that the treebank splits at hyphens ("Social", "-", "Media"), as text has them.

    `None` if the sentence has none, or one whose parts do not hang together in the tree.
    """
    assert sentence.heads
    words, spaced = sentence.words, sentence.spaced
    group = list(range(len(words)))
    for at in range(1, len(words) - 1):
        if words[at] == "-" and not spaced[at] and not spaced[at + 1]:
            group[at] = group[at - 1]
            group[at + 1] = group[at]
    if len(set(group)) == len(words):
        return None
    chosen, number = [], {}
    for start in sorted(set(group)):
        members = [at for at in range(len(words)) if group[at] == start]
        outside = [at for at in members if not sentence.heads[at] or group[sentence.heads[at] - 1] != start]
        if len(outside) != 1:
            return None
        chosen.append((members, outside[0]))
        for member in members:
            number[member] = len(chosen)
    tops = [top for _, top in chosen]
    names = sentence.names

    def pick(column: list | None) -> list | None:
        return None if column is None else [column[top] for top in tops]

    return replace(
        sentence, words=["".join(words[at] for at in members) for members, _ in chosen],
        spaced=[spaced[members[0]] for members, _ in chosen], tags=pick(sentence.tags), stts=pick(sentence.stts),
        features=pick(sentence.features), relations=pick(sentence.relations), lemmas=pick(sentence.lemmas),
        heads=[number[sentence.heads[top] - 1] if sentence.heads[top] else 0 for top in tops],
        names=None if names is None else ["O" if len(members) > 1 else names[members[0]] for members, _ in chosen],
    )  # fmt: skip


_CONTRACTIONS_FILE = ROOT / "streams" / "extract" / "analyser" / "data" / "contractions.tsv"
CONTRACTIONS = dict(
    line.split("\t")[:2] for line in _CONTRACTIONS_FILE.read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
)  # fmt: skip


def expand(words: list[str], names: list[str] | None, spaced: list[bool]) -> Sentence:
    """Split "im" to "in dem" as the treebanks do; a name tag goes to the first half."""
    out_words: list[str] = []
    out_names: list[str] = []
    out_spaced: list[bool] = []
    for at, word in enumerate(words):
        parts = CONTRACTIONS.get(word.lower(), "").split()
        if parts:
            first = parts[0].capitalize() if word[0].isupper() else parts[0]
            parts = [first, parts[1]]
        for part, form in enumerate(parts or [word]):
            out_words.append(form)
            out_spaced.append(spaced[at] if part == 0 else True)
            tag = names[at] if names else "O"
            out_names.append("I" + tag[1:] if part and tag != "O" else tag)
    return Sentence(out_words, out_spaced, names=out_names if names is not None else None)


_OPENING, _CLOSING = set("([{„‚«"), set(")]},.;:!?…“”‘»%")


def guess_spaces(words: list[str]) -> list[bool]:
    """Say before which words a tokenised text had a space, from the punctuation."""
    spaced, after, quotes = [], True, 0
    for word in words:
        before = after and word not in _CLOSING
        after = word not in _OPENING
        if word == '"':
            quotes += 1
            before, after = bool(quotes % 2), not quotes % 2
        spaced.append(before)
    return spaced


def germeval(part: str) -> list[Sentence]:
    """Read GermEval 2014 (`dev` or `test`) with its outer names, derived and part forms as types of their own."""
    sentences = []
    text = (DATA / "ner" / "germeval2014" / f"NER-de-{part}.tsv").read_text(encoding="utf-8")
    for block in text.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
        if rows:
            words = [row[1] for row in rows]
            made = expand(words, [row[2] for row in rows], guess_spaces(words))
            sentences.append(replace(made, source=f"germeval-{part}"))
    return sentences


def pud_names() -> dict[str, list[str]]:
    """Give the BIO tags of UNER PUD (no OTH) under the words of each sentence, joined and in small letters."""
    text = (DATA / "ner" / "uner-pud" / "de_pud-ud-test.iob2").read_text(encoding="utf-8")
    found = {}
    for block in text.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        found[" ".join(row[1] for row in rows).lower()] = [row[2] for row in rows]
    return found


def pud() -> list[Sentence]:
    """Read PUD with trees and, where the words agree, names."""
    names = pud_names()
    return [
        replace(sentence, names=names.get(" ".join(sentence.words).lower())) for sentence in treebank("de_pud-ud-test")
    ]


def debates() -> Iterator[list[str]]:
    """Yield the tokenised sentences of the parliament speeches."""
    for path in sorted((DATA / "debates").glob("*/*.json")):
        for sentence in json.loads(path.read_text(encoding="utf-8"))["Sentences"]:
            yield sentence["Tokens"]


def mobie() -> Iterator[list[str]]:
    """Yield the tokenised sentences of MobIE."""
    for part in ("train", "dev", "test"):
        words: list[str] = []
        path = DATA / "ner" / "mobie" / f"{part}.conll2003"
        for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
            if line.strip() and not line.startswith("-DOCSTART-"):
                words.append(line.split()[0])
            elif words:
                yield words
                words = []


def smartdata() -> Iterator[str]:
    """Yield the plain texts of SmartData, the short messages left out."""
    for part in ("train", "test"):
        packed = (DATA / "ner" / "smartdata" / f"{part}.json.gz").read_bytes()
        stream, decoder = gzip.decompress(packed).decode("utf-8"), json.JSONDecoder()
        at = 0
        while at < len(stream):
            document, at = decoder.raw_decode(stream, at)
            while at < len(stream) and stream[at] in " \n\r\t,":
                at += 1
            text = document.get("text")
            text = text.get("string", "") if isinstance(text, dict) else text or ""
            if not text:
                text = re.sub(r"<[^>]*>", "", document.get("raw") or "")
            if len(text) > 300:  # noqa: PLR2004  what is shorter is a tweet
                yield text


def wikinews() -> Iterator[dict[str, str]]:
    """Yield the Wikinews articles as records."""
    for path in sorted((DATA / "wikinews-text").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                yield json.loads(line)
