"""Where a sentence says that something happens: ``in Nairobi``, ``im Norden des Gazastreifens``."""

from collections.abc import Mapping

from streams.extract.actors.entity import NOWHERE
from streams.extract.actors.known.registry import Registry
from streams.extract.actors.standing import Standing
from streams.extract.analyser import Sentence
from streams.extract.languages.de.words import words

_LOCAL = frozenset(("in", "im", "bei", "nahe", "unweit", "vor"))
_INSIDE = frozenset(("der", "des", "dem", "von", "vom"))
_STEPS = 4
"""Words from a preposition to its place."""
_NEAR = 15
"""Words from who is meant to the place; one that is further off is rather of somebody else."""
_PLACES = frozenset(("state", "capital", "city", "entity"))


class Where:
    """Finds where sentences say that something happens, as of the article's day."""

    def __init__(self, registry: Registry, standing: Standing) -> None:
        self._registry = registry
        self._standing = standing

    def told(self, sentence: Sentence, position: int, meant: Mapping[int, str]) -> str | None:
        """The one country whose places stand behind prepositions near a word; none where there are two or none.

        Args:
            sentence: where the word stands.
            position: of the word.
            meant: position → country, of the descriptions of the sentence that mean a state.
        """
        texts = [token.text for token in sentence.tokens]
        found: set[str] = set()
        for at in range(max(0, position - _NEAR), min(len(texts), position + _NEAR)):
            country = self._behind(sentence, texts, at, meant) if texts[at].lower() in _LOCAL else None
            if country is not None:
                found.add(country)
        return found.pop() if len(found) == 1 else None

    def _behind(self, sentence: Sentence, texts: list[str], at: int, meant: Mapping[int, str]) -> str | None:
        """The country of the place behind a preposition."""
        for spot in range(at + 1, min(at + 1 + _STEPS, len(texts))):
            token = sentence.tokens[spot]
            if spot in meant:
                return meant[spot]
            if words().is_("neighbour", token.lemma.lower()) and not _names_it(sentence, spot):
                return None
            nominal = token.tag in ("PROPN", "NOUN") and token.text[0].isupper()
            match = self._registry.match(texts, spot) if nominal else None
            # A noun that is a name by a rule only is none here: ``beim Essen``.
            if match is not None and (token.tag == "PROPN" or not any(entry.rule for entry in match[1])):
                entry = self._standing.choose(match[1], local=True)
                placed = entry is not None and entry.sense in _PLACES and entry.country != NOWHERE
                return entry.country if placed and entry is not None else None
            if token.tag not in ("ADJ", "NOUN", "DET", "NUM") and token.text.lower() not in _INSIDE:
                break
        return None


def _names_it(sentence: Sentence, spot: int) -> bool:
    """``im Nachbarland Polen``: its name, where ``im Nachbarland Polens`` means another country."""
    after = sentence.tokens[spot + 1] if spot + 1 < len(sentence.tokens) else None
    return after is not None and after.tag == "PROPN" and after.features.get("Case") != "Gen"
