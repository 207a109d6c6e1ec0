"""A sense of the lexicon: the words, what they report, where its parties stand, when it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.plover import EventType, Modality
from streams.extract.languages.de.words import fold

VERB_PLACES = frozenset(("subj", "obj", "dat", "gen", "of", "own", "clause", "speaker"))
NOUN_PLACES = frozenset(("of", "adj", "comp", "clause", "speaker"))
PREPOSITIONS = frozenset(
    [
        "mit",
        "gegen",
        "an",
        "auf",
        "aus",
        "bei",
        "durch",
        "für",
        "gegenüber",
        "hinter",
        "in",
        "nach",
        "neben",
        "seitens",
        "über",
        "um",
        "unter",
        "von",
        "vor",
        "wegen",
        "zu",
        "zwischen",
    ]
)
REFLEXIVE = frozenset(("sich", "einander", "mich", "uns", "dich", "euch"))
BEFORE_NOUNS = PREPOSITIONS | {"als", "ausser"}
FLAGS = frozenset(("recip", "two", "state", "parliament"))
DYNAMIC = frozenset(("actor", "theirs", "person", "state", "people", "body", "clause", "any", "none", "good", "bad"))
"""Classes that the text decides, not a list of words."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the sentence that may name a party."""

    place: str
    strict: bool = False
    """Only an actor itself, never whose a thing is."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold, or must not, of the word in a place."""

    place: str
    wanted: bool
    lemmas: frozenset[str]
    tails: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One line of the lexicon."""

    text: str
    pos: str
    type: EventType
    modes: tuple[str, ...]
    actor: tuple[Slot, ...]
    recipient: tuple[Slot, ...]
    reciprocal: bool = False
    needs_two: bool = False
    state: bool = False
    """Only a state's organs do this."""
    parliament: bool = False
    """The other side, where nobody names it, is the parliament of the country."""
    conditions: tuple[Condition, ...] = ()
    modality: Modality | None = None
    example: str = ""
    gives: str = ""
    note: str = ""
    where: str = ""
    """File and line."""
    key: str = ""
    """Folded lemma of the verb or noun that it is found by; of a tail without its hyphen."""
    tail: bool = False
    words: tuple[str, ...] = ()
    """What goes with the verb, folded; a noun's first letter is kept large."""
    mark: str = ""
    """What stands in the marks of each sentence that has this sense (see ``marks_of``); empty where nothing need."""

    @property
    def rank(self) -> tuple[int, int]:
        """Of two senses that match, the one with more words wins, then the one with more conditions."""
        return len(self.words), len(self.conditions)


def mark_of(words: Iterable[str]) -> str:
    """The mark of a sense with these words: its longest, of a noun the end of a key, else a whole key or word."""
    needed = [
        f"{fold(word)}\n" if word[0].isupper() else f"\n{word}\n"
        for word in words
        if word not in REFLEXIVE and word not in BEFORE_NOUNS
    ]
    return max(needed, key=len, default="")


def marks_of(keys: Iterable[str], folded: Iterable[str]) -> str:
    """All that may be a mark of a sense in a sentence, from its tokens' keys and folded words."""
    return "\n".join(("", *keys, *folded, ""))
