"""The network's readings to tokens: contractions joined again, lemmas and moods put in."""

import unicodedata
from collections.abc import Mapping, Sequence

from streams.extract.analyser.countries import countries
from streams.extract.analyser.document import Name, Token
from streams.extract.analyser.lemma import lemma_of, verb_form
from streams.extract.analyser.lists import table
from streams.extract.analyser.network import Form, Network, Reading
from streams.extract.analyser.words import INVISIBLE, LISTS, Word

_CONTRACTIONS = {form: tuple(parts.split(" ")) for form, parts in table("contractions.tsv").items()}
_DROP = str.maketrans(
    dict.fromkeys(
        [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF]
    )
)
_SHOUTED_WORDS = 4
"""A sentence of at least so many words in capitals is read as if it were not."""
_CASES = frozenset({"Case", "Gender", "Number"})


def forms_of(words: Sequence[Word]) -> tuple[list[Form], list[int]]:
    """Give the forms that the network reads, "im" taken apart, and the number of each form's word."""
    shouted = sum(word.text.isupper() and len(word.text) > 1 for word in words)
    lower = shouted >= _SHOUTED_WORDS and shouted > 0.8 * sum(word.text[0].isalpha() for word in words)
    forms: list[Form] = []
    owners: list[int] = []
    before = -1
    for number, word in enumerate(words):
        text = word.text
        if not text.isascii():
            text = unicodedata.normalize("NFC", text).translate(_DROP) or text
        if lower and text.isupper() and len(text) > 1:
            text = _unshout(text)
        spaced = word.start > before
        before = word.end
        parts = _CONTRACTIONS.get(text.lower()) if len(text) <= 6 else None  # noqa: PLR2004  the longest is "hinterm"
        if parts is None:
            forms.append((text, spaced))
            owners.append(number)
        else:
            first = parts[0].capitalize() if text[0].isupper() else parts[0]
            forms += [(first, spaced), (parts[1], True)]
            owners += [number, number]
    return forms, owners


def _unshout(text: str) -> str:
    small = text.lower()
    return small if small in LISTS.starters or verb_form(small) is not None else text.capitalize()


def tokens_of(
    words: Sequence[Word], forms: Sequence[Form], owners: Sequence[int], reading: Reading, network: Network
) -> tuple[Token, ...]:
    """Make the tokens of one sentence.

    A word that was read as two takes its tag and relation from the preposition and its case from the article.
    """
    single = len(owners) == len(words)
    tags, stts, relations, names = network.tags, network.stts, network.relations, network.names
    tokens: list[Token] = []
    at = 0
    for number, word in enumerate(words):
        form, last = forms[at][0], at
        features: Mapping[str, str] = network.bundle(reading.features[at])
        if not single and at + 1 < len(owners) and owners[at + 1] == number:
            last = at + 1
            article = network.bundle(reading.features[last])
            features = {key: value for key, value in article.items() if key in _CASES}
        tag, kind = tags[reading.tags[at]], stts[reading.stts[at]]
        if last > at:
            kind = "APPRART"
        if kind in {"VVFIN", "VAFIN", "VMFIN"} or features.get("VerbForm") == "Fin":
            features = _with_mood(form, tag, kind, features)
        head = reading.heads[at] - 1
        relation = relations[reading.relations[at]]
        governor = number if head < 0 else owners[head]
        if governor == number and head >= 0:  # the preposition hung on its own article
            above = reading.heads[last] - 1
            governor = owners[above] if above >= 0 else number
        tokens.append(
            Token(
                word.start, word.end, word.text, tag, kind, lemma_of(form, tag, kind), features, governor, relation,
                names[reading.names[at]],
            )
        )  # fmt: skip
        at = last + 1
    return tuple(tokens)


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


__all__ = ["INVISIBLE", "forms_of", "names_of", "tokens_of"]
