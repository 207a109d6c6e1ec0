"""Which of its meanings a name has where it stands: people or adjective, party or colour, state or city."""

from collections.abc import Sequence

from streams.extract.actors.known.entry import Entry
from streams.extract.actors.known.registry import Registry
from streams.extract.analyser import Token
from streams.extract.languages.de.words import words

_PRONE = frozenset(("ADJ", "VERB", "AUX", "ADV", "ADP", "DET", "CCONJ", "SCONJ", "PRON"))
"""Tags of words that are written like a name at the beginning of a sentence only."""

_BY_DATE = "date decides"
"""A name whose meanings differ by their days alone is no word besides."""
_INDEFINITE = frozenset(("ein", "eine", "einer", "einem", "einen", "eines", "keine", "keiner"))


class Chooser:
    """Chooses among the senses of a name by its neighbours."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def senses(self, tokens: Sequence[Token], index: int, length: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The senses that a name may have, the likeliest first; none if it is no name there."""
        token, last = tokens[index], tokens[index + length - 1]
        following = tokens[index + length] if index + length < len(tokens) else None
        if length == 1 and token.tag in _PRONE and token.tag != "ADJ":
            return ()
        kept = [entry for entry in entries if self._fits(entry, tokens, index, token, last, following, length)]
        return tuple(kept)

    def _fits(  # noqa: PLR0917
        self, entry: Entry, tokens: Sequence[Token], index: int, token: Token, last: Token, following: Token | None,
        length: int,
    ) -> bool:  # fmt: skip
        if length == 1 and entry.sense == "people":
            # ``Deutsche Bank``, ``ein deutscher``: an adjective, or a part of another name.
            modifies = following is not None and following.tag in ("NOUN", "PROPN") and following.head != token.head
            return token.tag in ("NOUN", "PROPN") and not modifies
        if length == 1 and (token.tag == "ADJ" or self._is_other(entry, tokens, index)):
            return False
        if entry.ambiguous and entry.sense == "body" and not entry.ambiguous.startswith(_BY_DATE):
            return self._ambiguous(tokens, index, token, last)
        if length == 1 and last.name.endswith("PER") and entry.sense in ("city", "body"):
            return self._no_part_of_a_name(tokens, index)
        return True

    @staticmethod
    def _is_other(entry: Entry, tokens: Sequence[Token], index: int) -> bool:
        """``Mouvement de Libération du Congo``: a part of a longer name; ``der Zug``: a word, no city."""
        token = tokens[index]
        if entry.sense == "body":
            inside = index > 0 and token.name.startswith("I-") and token.stts == "NE"
            return inside and tokens[index - 1].tag in ("PROPN", "X")
        behind_article = index > 0 and tokens[index - 1].stts == "ART"
        return entry.sense in ("city", "capital") and behind_article and words().is_("city_word", token.text.lower())

    @staticmethod
    def _ambiguous(tokens: Sequence[Token], index: int, token: Token, last: Token) -> bool:
        """A name that is a word too is one where the analyser takes it for one, or where a plural article stands."""
        if index and tokens[index - 1].text.lower() in _INDEFINITE:
            return False
        if token.name.endswith("ORG") or last.name.endswith("ORG"):
            return True
        quoted = index > 0 and tokens[index - 1].text in '„“»«"‚' and token.tag in ("PROPN", "NOUN", "X")
        return quoted or last.stts == "NE"

    @staticmethod
    def _no_part_of_a_name(tokens: Sequence[Token], index: int) -> bool:
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        return not (before is not None and before.name.endswith("PER")) and not (
            after is not None and after.name == "I-PER"
        )
