"""The network's readings to tokens: contractions joined again, lemmas and moods put in."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import partial

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
    columns = (reading.tags, reading.stts, reading.features, reading.heads, reading.relations, reading.names)
    if len(owners) > len(words):
        return _joined(words, list(zip(forms, *columns, strict=True)), owners, network)
    # Whole columns at once: this is done for every word of every article.
    keys = list(zip([form for form, _ in forms], reading.tags, reading.stts, reading.features, strict=True))
    found = list(map(entries.get, keys))
    if None in found:
        for key in keys:
            if key not in entries:
                form, tag, stts, bundle = key
                entries[key] = _entry(form, network.tags[tag], network.stts[stts], network.bundle(bundle))
        found = [entries[key] for key in keys]
    heads = [head - 1 if head else number for number, head in enumerate(reading.heads)]
    relations, names = (
        map(network.relations.__getitem__, reading.relations),
        map(network.names.__getitem__, reading.names),
    )
    return tuple(
        map(_token, zip(*zip(*words, strict=True), *zip(*found, strict=True), heads, relations, names, strict=True))
    )


_token = partial(tuple.__new__, Token)


def _joined(
    words: Sequence[Word], rows: Sequence[tuple[Form, int, int, int, int, int, int]], owners: Sequence[int],
    network: Network,
) -> tuple[Token, ...]:  # fmt: skip
    """Make the tokens of a sentence in which there are words that were read as two."""
    entries, tokens, at = network.entries, [], 0
    for number, (start, end, text) in enumerate(words):
        (form, _), tag, stts, _, head, relation, name = rows[at]
        last = at + 1 if at + 1 < len(owners) and owners[at + 1] == number else at
        key = (form, tag, stts if last == at else -1, rows[last][3])
        entry = entries.get(key)
        if entry is None:
            features: Mapping[str, str] = network.bundle(rows[last][3])
            if last > at:
                features = {name: value for name, value in features.items() if name in _CASES}
            entry = _entry(form, network.tags[tag], network.stts[stts] if last == at else "APPRART", features)
            entries[key] = entry
        governor = owners[head - 1] if head else number
        if governor == number and head:  # the preposition hung on its own article
            above = rows[last][4]
            governor = owners[above - 1] if above else number
        tokens.append(
            Token(start, end, text, *entry, governor, network.relations[relation], network.names[name])
        )  # fmt: skip
        at = last + 1
    return tuple(tokens)


def _entry(form: str, tag: str, kind: str, features: Mapping[str, str]) -> Entry:
    """Give what follows from a form and the network's tags: the tags, lemma and features, the mood mended."""
    if kind in FINITE or features.get("VerbForm") == "Fin":
        features = _with_mood(form, tag, kind, features)
    return tag, kind, lemma_of(form, tag, kind), features


def further_of(
    owners: Sequence[int], words: int, reading: Reading, network: Network
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[int, ...]], dict[str, tuple[float, ...]]]:
    """Give what the further heads say of each word: labels, words pointed to (-1: none), the labels' probabilities.

    A word that was read as two has the label, or the aim, of its first half unless that is nothing.
    """
    labels: dict[str, tuple[str, ...]] = {}
    points: dict[str, tuple[int, ...]] = {}
    if len(owners) == words:
        for (name, inventory), column in zip(network.extra.items(), reading.extra, strict=False):
            labels[name] = tuple(map(inventory.__getitem__, column)) if any(column) else (inventory[0],) * words
        for name, column in zip(network.points, reading.extra[len(network.extra) :], strict=True):
            points[name] = tuple([number - 1 for number in column])
        return labels, points, dict(zip(network.extra, map(tuple, reading.sure), strict=True))
    for name, column in zip([*network.extra, *network.points], reading.extra, strict=True):
        chosen = [0] * words
        for at, number in enumerate(column):
            chosen[owners[at]] = chosen[owners[at]] or number
        if name in network.extra:
            inventory = network.extra[name]
            labels[name] = tuple([inventory[number] for number in chosen])
        else:
            points[name] = tuple([owners[number - 1] if number else -1 for number in chosen])
    sureness: dict[str, tuple[float, ...]] = {}
    for name, certain in zip(network.extra, reading.sure, strict=True):
        lowest = [1.0] * words
        for at, value in enumerate(certain):
            lowest[owners[at]] = min(lowest[owners[at]], value)
        sureness[name] = tuple(lowest)
    return labels, points, sureness


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
