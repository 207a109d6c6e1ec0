"""Where a sentence says that something happens: ``in Nairobi``, ``im Norden des Gazastreifens``."""

from streams.extract.actors.entity import NOWHERE
from streams.extract.actors.known.registry import Registry
from streams.extract.analyser import Sentence

_LOCAL = frozenset(("in", "im", "bei", "nahe", "unweit", "vor"))
_INSIDE = frozenset(("der", "des", "dem", "von", "vom"))
_STEPS = 4
_PLACES = frozenset(("state", "capital", "city", "entity"))


def told_where(sentence: Sentence, registry: Registry) -> str | None:
    """The one country whose places a sentence names behind prepositions of place; none where it names two or none."""
    tokens = sentence.tokens
    words = [token.text for token in tokens]
    found: set[str] = set()
    for at, word in enumerate(words):
        if word.lower() not in _LOCAL:
            continue
        for spot in range(at + 1, min(at + 1 + _STEPS, len(words))):
            token = tokens[spot]
            match = registry.match(words, spot) if token.tag == "PROPN" and token.text[0].isupper() else None
            if match is not None:
                first = match[1][0]
                if first.sense in _PLACES and first.country is not None and first.country != NOWHERE:
                    found.add(first.country)
                break
            if token.tag not in ("ADJ", "NOUN", "DET", "NUM") and token.text.lower() not in _INSIDE:
                break
    return found.pop() if len(found) == 1 else None
