"""What the analyser gives: a document of sentences, tokens on a tree, clauses and names. Plain values, no behaviour.

All offsets count characters (code points) of the article's own text; `text[start:end]` is what a thing reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Mood = Literal["indicative", "subjunctive-1", "subjunctive-2", "imperative"]
Tense = Literal["present", "past", "perfect", "pluperfect", "future"]
Order = Literal["verb-first", "verb-second", "verb-last", "infinitive"]


class Token(NamedTuple):
    """One word or mark."""

    start: int
    end: int
    text: str
    """As it stands in the article."""
    tag: str
    """Universal part of speech."""
    stts: str
    """Part of speech in the Stuttgart-Tübingen tag set."""
    lemma: str
    features: Mapping[str, str]
    """Universal features: `{"Case": "Nom", "Number": "Sing"}`."""
    head: int
    """Number of the governing token in the sentence, from 0; the token itself at the root."""
    relation: str
    """Universal dependency relation to the head."""
    name: str
    """Begin or inside of a name: `B-PER`, `I-LOC`, `O`."""


class Name(NamedTuple):
    """A name: tokens `first` up to before `last` of the sentence."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    """`PER`, `LOC`, `ORG`, `OTH`; with `deriv` for "deutsch", with `part` for "deutschlandweit"."""


class Oblique(NamedTuple):
    """A prepositional or adverbial noun phrase of a clause."""

    head: int
    preposition: str
    """Lower case, contraction undone ("an" of "am Ende"); empty for a bare noun phrase ("jeden Tag")."""


class Clause(NamedTuple):
    """A finite verb, or an infinitive with "zu", and what belongs to it. Numbers are those of the sentence's tokens."""

    verb: int
    """The finite verb; of an infinitive clause the infinitive."""
    predicate: tuple[int, ...]
    """All parts of the predicate in the order of the text: finite verb, auxiliaries, participle, particle."""
    lemma: str
    """Of the full verb with its particle: `hervorheben`; of a copula clause: `sein`."""
    mood: Mood
    tense: Tense
    passive: bool
    negated: bool
    modal: str
    """Lemma of the modal verb, or empty."""
    order: Order
    subject: int | None
    """Head of the subject. In an infinitive clause that of the clause that controls it."""
    objects: tuple[int, ...]
    """Heads of direct objects."""
    dative: int | None
    complement: int | None
    """What a copula clause says of its subject."""
    obliques: tuple[Oblique, ...]
    subordinator: int | None
    """The conjunction, or the relative or question word, that begins the clause."""
    governor: int | None
    """Number of the clause that this one hangs on, in the sentence's clauses."""
    relation: str
    """Relation of the clause in the tree: `root`, `ccomp`, `acl`, `conj` …"""
    start: int
    """First token of the clause."""
    end: int
    """One past its last token."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a headline."""

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    names: tuple[Name, ...]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the network's further heads say of each token, by the head's name; see `training/heads.py`."""
    points: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """For each token the one that a further head makes it point to, -1 for none."""
    sureness: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """For each label in `labels` its probability by the network."""

    def preposition(self, spot: int) -> str:
        """The preposition that hangs on a noun, lower case and with its contraction undone; empty for none."""
        before = (token for token in self.tokens[:spot] if token.head == spot and token.relation == "case")
        return next((token.lemma.lower() for token in before), "")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by whom a dispatch was sent: "MINSK, 26. Oktober (BelTA) –". The sentences begin after it."""

    start: int
    end: int
    place: str
    day: int | None
    month: int | None
    year: int | None
    agency: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text, read."""

    text: str
    language: str
    """ISO 639-1 code, `und` if the text does not tell."""
    dateline: Dateline | None
    sentences: tuple[Sentence, ...]
