"""The network's readings to tokens: contractions joined again, lemmas and moods put in."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from streams.extract.analyser.countries import countries
from streams.extract.analyser.document import Name, Token
from streams.extract.analyser.lemma import lemma_of, verb_form
from streams.extract.analyser.lists import table
from streams.extract.analyser.network import Entry, Form, Network, Reading
from streams.extract.analyser.tags import FINITE
from streams.extract.analyser.words import INVISIBLE, LISTS, Word

_CONTRACTIONS = {form: tuple(parts.split(" ")) for form, parts in table("contractions.tsv").items()}
_DROP = str.maketrans(
    dict.fromkeys(
        [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF]
    )
)
_SHOUTED_WORDS = 4
"""A sentence of at least so many words in capitals is read as if it were not."""
_LONGEST_CONTRACTION = max(map(len, _CONTRACTIONS))
_CASES = frozenset({"Case", "Gender", "Number"})
_MOST_ENTRIES = 50_000
"""Kept; then they start anew."""
_TWO = -1
"""In place of the STTS tag of a word that was read as two."""
_Value = TypeVar("_Value")


def forms_of(words: Sequence[Word]) -> tuple[list[Form], list[int]]:
    """Give the forms that the network reads, "im" taken apart, and the number of each form's word."""
    lower = _shouted(words)
    forms: list[Form] = []
    owners: list[int] = []
    before = -1
    for number, (start, end, text) in enumerate(words):
        spaced, before = start > before, end
        if not text.isascii():
            text = unicodedata.normalize("NFC", text).translate(_DROP) or text  # noqa: PLW2901  as it is read
        if lower and text.isupper() and len(text) > 1:
            text = _unshout(text)  # noqa: PLW2901
        if len(text) <= _LONGEST_CONTRACTION:
            parts = _CONTRACTIONS.get(text.lower())
            if parts is not None:
                first = parts[0].capitalize() if text[0].isupper() else parts[0]
                forms += [(first, spaced), (parts[1], True)]
                owners += [number, number]
                continue
        forms.append((text, spaced))
        owners.append(number)
    return forms, owners


def _shouted(words: Sequence[Word]) -> bool:
    shouted = sum([text.isupper() and len(text) > 1 for _, _, text in words])
    return shouted >= _SHOUTED_WORDS and shouted > 0.8 * sum(text[0].isalpha() for _, _, text in words)


def _unshout(text: str) -> str:
    small = text.lower()
    return small if small in LISTS.starters or verb_form(small) is not None else text.capitalize()


def tokens_of(
    words: Sequence[Word], forms: Sequence[Form], owners: Sequence[int], reading: Reading, network: Network
) -> tuple[Token, ...]:
    """Make the tokens of one sentence.

    A word that was read as two takes its tag and relation from the preposition and its case from the article.
    """
    entries = network.entries
    if len(entries) > _MOST_ENTRIES:
        entries.clear()
    texts: list[str] = [form for form, _ in forms]
    tags, kinds, bundles = reading.tags, reading.stts, reading.features
    relations, names = reading.relations, reading.names
    if len(owners) == len(words):
        heads = [head - 1 if head else number for number, head in enumerate(reading.heads)]
    else:
        halves = _second_halves(owners)
        texts = _without(texts, halves)
        tags, relations, names = [_without(column, halves) for column in (tags, relations, names)]
        kinds = [*kinds]
        for at in halves:
            kinds[at - 1] = _TWO
        kinds, bundles = _without(kinds, halves), _without(bundles, [at - 1 for at in halves])
        heads = _joined_heads(reading.heads, owners, halves)
    # Whole columns at once: this is done for every word of every article.
    keys = list(zip(texts, tags, kinds, bundles, strict=True))
    found = list(map(entries.get, keys))
    if None in found:
        for key in keys:
            if key not in entries:
                entries[key] = _entry(*key, network)
        found = [entries[key] for key in keys]
    inventories = (
        map(network.relations.__getitem__, relations),
        map(network.names.__getitem__, names),
    )
    return tuple(
        map(_token, zip(*zip(*words, strict=True), *zip(*found, strict=True), heads, *inventories, strict=True))
    )


_token = partial(tuple.__new__, Token)


def _second_halves(owners: Sequence[int]) -> list[int]:
    """Where the second forms of words stand that were read as two."""
    return [at for at in range(1, len(owners)) if owners[at] == owners[at - 1]]


def _without(column: Sequence[_Value], places: Sequence[int]) -> list[_Value]:
    left = [*column]
    for at in reversed(places):
        del left[at]
    return left


def _joined_heads(heads: Sequence[int], owners: Sequence[int], halves: Sequence[int]) -> list[int]:
    above = [*heads]
    for at in halves:
        if above[at - 1] and owners[above[at - 1] - 1] == owners[at]:  # the preposition hung on its own article
            above[at - 1] = above[at]
    return [owners[head - 1] if head else number for number, head in enumerate(_without(above, halves))]


def _entry(form: str, tag: int, kind: int, bundle: int, network: Network) -> Entry:
    """Give what follows from a form and the network's tags: the tags, lemma and features, the mood mended."""
    features: Mapping[str, str] = network.bundle(bundle)
    if kind == _TWO:
        features = {name: value for name, value in features.items() if name in _CASES}
    tag_, kind_ = network.tags[tag], "APPRART" if kind == _TWO else network.stts[kind]
    if kind_ in FINITE or features.get("VerbForm") == "Fin":
        features = _with_mood(form, tag_, kind_, features)
    return tag_, kind_, lemma_of(form, tag_, kind_), features


def further_of(
    owners: Sequence[int], words: int, reading: Reading, network: Network
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, ...]], dict[str, tuple[float, ...]]]:
    """Give what the further heads say of each word: labels, words pointed to (-1: none), the labels' probabilities.

    A word that was read as two has the label, or the aim, of its first half unless that is nothing.
    """
    columns: Sequence[Sequence[int]] = reading.extra
    sureness: Sequence[Sequence[float]] = reading.sure
    if len(owners) > words:
        halves = _second_halves(owners)
        columns = [_folded(column, halves, _or) for column in columns]
        sureness = [_folded(column, halves, min) for column in sureness]
    labels: dict[str, tuple[str, ...]] = {}
    for (name, inventory), column in zip(network.extra.items(), columns, strict=False):
        labels[name] = tuple(map(inventory.__getitem__, column)) if any(column) else (inventory[0],) * words
    points = {
        name: tuple([owners[number - 1] if number else -1 for number in column])
        for name, column in zip(network.points, columns[len(network.extra) :], strict=True)
    }
    return labels, points, dict(zip(network.extra, map(tuple, sureness), strict=True))


def _folded(
    column: Sequence[_Value], halves: Sequence[int], choose: Callable[[_Value, _Value], _Value]
) -> list[_Value]:
    """Give each word one value, that of a word read as two chosen from both."""
    chosen = [*column]
    for at in halves:
        chosen[at - 1] = choose(chosen[at - 1], chosen[at])
    return _without(chosen, halves)


def _or(first: int, second: int) -> int:
    return first or second


def _with_mood(form: str, tag: str, kind: str, features: Mapping[str, str]) -> Mapping[str, str]:
    """Mend the mood of a finite verb by the lexicon; what needs the subject is left to the clause."""
    if tag not in {"VERB", "AUX"} and not kind.startswith("V"):
        return features
    known = verb_form(form)
    if known is None:
        return features
    mood = features.get("Mood")
    if known.mood in "12" and mood != "Sub":
        return {**features, "Mood": "Sub", "Tense": "Pres" if known.mood == "1" else "Past"}
    if known.mood == "-" and mood == "Sub":
        return {**features, "Mood": "Ind"}
    return features


def names_of(tokens: Sequence[Token]) -> tuple[Name, ...]:
    """Read the names off the tokens' marks; an inside without a beginning begins one."""
    found: list[Name] = []
    start, kind = -1, ""
    for at, token in enumerate(tokens):
        mark = token.name
        if start >= 0 and (mark[0] != "I" or mark[2:] != kind):
            found.append(_name(tokens, start, at, kind))
            start = -1
        if mark[0] == "B" or (mark[0] == "I" and start < 0):
            start, kind = at, mark[2:]
    if start >= 0:
        found.append(_name(tokens, start, len(tokens), kind))
    return tuple(found)


def _name(tokens: Sequence[Token], first: int, last: int, kind: str) -> Name:
    if last - first == 1 and kind in {"PER", "ORG", "OTH"} and tokens[first].text in countries():
        kind = "LOC"
    return Name(first, last, tokens[first].start, tokens[last - 1].end, kind)


__all__ = ["INVISIBLE", "forms_of", "further_of", "names_of", "tokens_of"]
