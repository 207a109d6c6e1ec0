"""Pronouns by their forms."""

from collections.abc import Sequence

from streams.extract.actors.candidates import Candidate
from streams.extract.analyser import Token

_PERSONAL = frozenset(("er", "sie", "es", "ihn", "ihm", "ihnen", "ihr"))
_POINTING = frozenset(("dessen", "deren", "dieser"))
_FIRST = {"ich": "i", "mir": "i", "mich": "i", "wir": "we", "uns": "we"}
_ENDINGS = frozenset(("", "e", "er", "es", "em", "en"))


def possessive_of(lower: str) -> str:
    """Stem of a possessive determiner: ``ihrem`` → ``ihr``, ``unsere`` → ``unser``; else nothing."""
    for stem in ("unser", "sein", "ihr", "mein"):
        if lower.startswith(stem) and lower[len(stem) :] in _ENDINGS:
            return stem
    return "unser" if lower in ("unsre", "unsren", "unsrer", "unsres", "unserm", "unsern") else ""


def pronoun_at(tokens: Sequence[Token], index: int) -> Candidate | None:
    """The personal or possessive pronoun at a token, if one stands there."""
    token = tokens[index]
    lower = token.text.lower()
    if token.stts == "PRELS" or lower in _POINTING:
        return _pointing(tokens, index, lower)
    if lower in _FIRST:
        return Candidate("pronoun", index, index + 1, index, side=_FIRST[lower])
    stem = possessive_of(lower) if token.stts in ("PPOSAT", "PPOSS") else ""
    if stem:
        polite = stem == "ihr" and index > 0 and token.text[0].isupper() and tokens[index - 1].text[0].isalnum()
        kind = "you" if polite else {"unser": "we", "mein": "i"}.get(stem, stem)
        return Candidate("possessive", index, index + 1, index, side=kind)
    if (token.stts == "PPER" and lower in _PERSONAL) or (token.tag == "PRON" and lower == "ihnen"):
        polite = index > 0 and token.text[0].isupper() and tokens[index - 1].text[0].isalnum()
        return Candidate("pronoun", index, index + 1, index, side="you" if polite else lower)
    return None


def _pointing(tokens: Sequence[Token], index: int, lower: str) -> Candidate | None:
    """``dessen``, ``dieser``, and the relative pronoun behind a comma."""
    token = tokens[index]
    if lower in ("dessen", "deren") and token.relation.endswith(":poss"):
        return Candidate("possessive", index, index + 1, index, side=lower)
    if token.stts == "PRELS" and index > 1 and tokens[index - 1].text == ",":
        return Candidate("pronoun", index, index + 1, index, side="relative")
    if lower == "dieser" and token.relation.startswith("nsubj") and tokens[token.head].tag in ("VERB", "AUX"):
        return Candidate("pronoun", index, index + 1, index, side=lower)
    return None
