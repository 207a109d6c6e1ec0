"""Words of saying, writing and thinking: what act they do, in which frames, and what becomes of the content."""

from dataclasses import dataclass
from functools import lru_cache

from streams.extract.remembering import WORDS_KEPT
from streams.extract.tables import LexiconError, read_table

_PACKAGE = "streams.extract.languages.de"
_FILE = "speech.tsv"
_SELF = "sich "
_COLUMNS = ("word", "pos", "act", "medium", "frames", "claim", "example")
MEDIA = frozenset(("speech", "thought", "writing"))
CLAIMS = frozenset(("true", "denied", "wished", "asked", "neutral"))
PARTS = frozenset(("v", "n", "idiom", "prep", "adv"))
FRAMES = frozenset(("quote", "v2", "dass", "ob", "w", "zu", "np", "dat", "acc", "gen", "als", "topic")) | frozenset(
    ("von", "über", "gegen", "für", "auf", "an", "um", "mit", "vor", "nach", "bei", "gegenüber", "aus", "in")
)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a word of saying does."""

    act: str
    medium: str
    frames: frozenset[str]
    """The contents and addressees that it takes, see `FRAMES`; `acc` and `dat` are persons spoken to.

    `topic`: what `np` or `über` names is all that is said.
    """
    claim: str
    """What becomes of the content: `true`, `denied`, `wished`, `asked` or `neutral`."""
    where: str = ""
    """File, line and word of the lexicon."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The lexicon by the words that are looked up; all folded to lower case."""

    verbs: dict[str, Saying]
    reflexive: dict[str, Saying]
    """Verbs that mean this with "sich" only: "sich wünschen" beside "wünschen"."""
    nouns: dict[str, Saying]
    idioms: dict[str, tuple[tuple[frozenset[str], Saying], ...]]
    """By the verb: the other words that must stand beside it."""
    sources: dict[str, Saying]
    """Prepositions and adverbs: laut, zufolge, so."""


@lru_cache(maxsize=WORDS_KEPT)
def fold(lemma: str) -> str:
    """A lemma in the spelling that lexicons are compared in: lower case, ``ss`` for ``ß``."""
    return lemma.lower().replace("ß", "ss")


def read_speech() -> Speech:
    """Read the lexicon.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    verbs: dict[str, Saying] = {}
    reflexive: dict[str, Saying] = {}
    nouns: dict[str, Saying] = {}
    sources: dict[str, Saying] = {}
    idioms: dict[str, list[tuple[frozenset[str], Saying]]] = {}
    seen: set[tuple[str, str]] = set()
    for number, row in read_table(_PACKAGE, _FILE, _COLUMNS):
        word, pos = row["word"], row["pos"]
        frames = frozenset(row["frames"].split())
        faults = [
            name
            for name, value, known in (("pos", {pos}, PARTS), ("medium", {row["medium"]}, MEDIA),
                                       ("claim", {row["claim"]}, CLAIMS), ("frames", frames, FRAMES))
            if not value <= known
        ]  # fmt: skip
        if faults or (word, pos) in seen:
            what = f"not known in {', '.join(faults)}" if faults else f"{word} ({pos}) stands twice"
            raise LexiconError(f"{_FILE}:{number}: {what}")
        seen.add((word, pos))
        saying = Saying(row["act"], row["medium"], frames, row["claim"], f"languages/de/{_FILE}:{number}: {word}")
        parts = [fold(part) for part in word.split() if part != "sich"]
        if pos == "v" and len(parts) == 1:
            (reflexive if word.startswith(_SELF) else verbs)[parts[0]] = saying
        elif pos in ("v", "idiom"):
            idioms.setdefault(parts[-1], []).append((frozenset(parts[:-1]), saying))
        else:
            (nouns if pos == "n" else sources)[fold(word)] = saying
    ordered = {verb: tuple(sorted(rows, key=lambda row: -len(row[0]))) for verb, rows in idioms.items()}
    return Speech(reflexive | verbs, reflexive, nouns, ordered, sources)
