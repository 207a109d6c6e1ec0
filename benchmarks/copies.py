"""How well copies of a dispatch are told from other articles: python -m benchmarks.copies ARTICLES.jsonl.

Copies are made out of each article as papers make them: cut, given another lead, with other names and numbers, and all
of it. What is no copy: all pairs of different articles as they are, and pairs that were given the same background.
"""

import argparse
import itertools
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import orjson

from streams.state.copies import shared, sketch_of

Text = list[str]
"""Sentences."""

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„])")
WORD = re.compile(r"\w+")
LEAST_WORDS = 80
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


def read(path: Path) -> list[Text]:
    texts = [orjson.loads(line)["text"] for line in path.read_bytes().splitlines()]
    return [SENTENCE.split(text) for text in texts if len(WORD.findall(text)) >= LEAST_WORDS]


def words(text: Text) -> int:
    return len(WORD.findall(" ".join(text)))


def cut(text: Text, share: float) -> Text:
    """The first sentences, at least so much of the words."""
    kept: Text = []
    for sentence in text:
        if words(kept) >= share * words(text):
            break
        kept.append(sentence)
    return kept


def other_names(text: Text, chance: random.Random, share: float) -> Text:
    """Numbers and capitalised words in other spellings: each kind of word always becomes the same other one."""
    known: dict[str, str] = {}

    def change(match: re.Match[str]) -> str:
        word = match[0]
        if word not in known:
            changes = (word.isdigit() or word[0].isupper()) and chance.random() < share
            known[word] = f"{word[::-1]}x" if changes else word
        return known[word]

    return [WORD.sub(change, sentence) for sentence in text]


def copies(text: Text, others: list[Text], chance: random.Random) -> dict[str, Text]:
    lead = chance.choice(others)[:2]
    return {
        "cut to 70 %": cut(text, 0.7),
        "cut to 40 %": cut(text, 0.4),
        "another lead": lead + text[1:],
        "names and numbers, a third": other_names(text, chance, 0.33),
        "lead, cut to 60 %, a sixth": lead + other_names(cut(text, 0.6)[1:], chance, 0.17),
    }


def with_background(one: Text, other: Text, background: Text, share: float) -> tuple[Text, Text]:
    """Both with the same sentences at the end, so much of the shorter one."""
    added = cut(background, share / (1 - share) * min(words(one), words(other)) / max(1, words(background)))
    return one + added, other + added


def not_copies(texts: list[Text], chance: random.Random) -> Iterator[tuple[str, Text, Text]]:
    for one, other in itertools.combinations(texts, 2):
        yield "as they are", one, other
    for share in (0.2, 0.35):
        for one in texts:
            other, background = chance.choice(texts), chance.choice(texts)
            if one is not other and background not in (one, other):
                yield f"the same background, {share:.0%}", *with_background(one, other, background, share)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("articles", type=Path)
    chance = random.Random(1)
    texts = read(options.parse_args().articles)
    chance.shuffle(texts)
    half = len(texts) // 2
    for name, some in (("chosen on", texts[:half]), ("measured on", texts[half:])):
        print(f"\n{name} {len(some)} articles; share of pairs taken for copies at {THRESHOLDS}")
        found: dict[str, list[float]] = {}
        for text in some:
            for kind, made in copies(text, some, chance).items():
                found.setdefault(f"copies: {kind}", []).append(similar(text, made))
        for kind, one, other in not_copies(some, chance):
            found.setdefault(f"others: {kind}", []).append(similar(one, other))
        for kind, shares in found.items():
            line = "  ".join(
                f"{100 * sum(share >= least for share in shares) / len(shares):8.3f}" for least in THRESHOLDS
            )
            print(f"{kind:40} {len(shares):7} {line}")
        summary(found)


def summary(found: dict[str, list[float]]) -> None:
    """Precision where copies and others with the same background are equally many, and recall over all copies."""
    made = [share for kind, shares in found.items() if kind.startswith("copies") for share in shares]
    hard = [share for kind, shares in found.items() if "background" in kind for share in shares]
    for least in THRESHOLDS:
        recall = sum(share >= least for share in made) / len(made)
        false = sum(share >= least for share in hard) / len(hard)
        print(f"at {least}: recall {recall:.1%}, precision {recall / (recall + false):.1%}")


def similar(one: Text, other: Text) -> float:
    return shared(sketched(tuple(one)), sketched(tuple(other)))


@cache
def sketched(text: tuple[str, ...]) -> str:
    return sketch_of(" ".join(text))


if __name__ == "__main__":
    main()
