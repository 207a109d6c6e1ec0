"""Words that judge: whether a phrase speaks well or ill of somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from streams.extract.events.frame import Frame
from streams.extract.events.lexicon.parse import noun_key
from streams.extract.events.view import View
from streams.extract.languages.de.compounds import last_parts
from streams.extract.languages.de.words import fold
from streams.extract.tables import LexiconError, read_table

_FILE = "judgements.tsv"
_POLARITIES, _KINDS = frozenset(("good", "bad", "open")), frozenset(("adj", "noun", "verb"))
_ENDINGS = ("er", "en", "es", "em", "e")
_REACH = 14
"""Words behind ``als`` that a phrase reaches at most."""
_NOT = frozenset(("nicht", "kein", "keine", "keinen", "keiner", "keinem", "keines", "kaum", "wenig", "weder", "nie"))
_NOUNS = frozenset(("NOUN", "PROPN"))
_ARTICLES = frozenset(("ein", "eine", "einen", "einem", "einer"))


@dataclass(frozen=True, slots=True)
class Judgements:
    """The table."""

    words: dict[tuple[str, str], str]
    """(part of speech, folded lemma) → polarity."""
    tails: dict[str, str]
    """Last part of a compound noun → polarity."""

    def adjective(self, lemma: str) -> str | None:
        """The polarity of an adjective in any inflection."""
        found = self.words.get(("adj", lemma))
        if found is not None:
            return found
        stem = next((lemma.removesuffix(ending) for ending in _ENDINGS if lemma.endswith(ending)), lemma)
        return self.words.get(("adj", stem))

    def noun(self, key: str) -> str | None:
        """The polarity of a noun; of a compound that of its last part."""
        found = self.words.get(("noun", key))
        if found is not None:
            return found
        return next((self.tails[part] for part in last_parts(key) if part in self.tails), None)

    def verb(self, lemma: str) -> str | None:
        """The polarity of a verb."""
        return self.words.get(("verb", lemma))


@cache
def judgements() -> Judgements:
    """The table, read once.

    Raises:
        LexiconError: a bad line; the message names it.
    """
    words: dict[tuple[str, str], str] = {}
    tails: dict[str, str] = {}
    for number, row in read_table("streams.extract.languages.de", _FILE, ("polarity", "pos", "word")):
        polarity, pos, word = row["polarity"], row["pos"], row["word"]
        if polarity not in _POLARITIES or pos not in _KINDS or not word:
            raise LexiconError(f"{_FILE}:{number}: a polarity, a part of speech and a word are needed")
        if word.startswith("-"):
            tails[fold(word[1:])] = polarity
            continue
        for form in {fold(word), noun_key(word)} if pos == "noun" else {fold(word)}:
            if words.setdefault((pos, form), polarity) != polarity:
                raise LexiconError(f"{_FILE}:{number}: {word} is {words[pos, form]} as well")
    return Judgements(words, tails)


def polarity_at(view: View, spot: int) -> str | None:
    """The polarity of one word; a verb's form is an adjective's too: ``gescheitert``."""
    token = view.tokens[spot]
    if token.tag in _NOUNS:
        return judgements().noun(view.keys[spot])
    if token.tag in ("ADJ", "ADV", "VERB"):
        lower = fold(token.text)
        return judgements().adjective(lower) or judgements().adjective(view.keys[spot])
    return None


def polarity(view: View, spots: Iterator[int]) -> str | None:
    """How a phrase judges: its first word that does; denied, what is good is bad."""
    denied = False
    for spot in spots:
        if view.tokens[spot].text.lower() in _NOT:
            denied = True
        found = polarity_at(view, spot)
        if found in ("good", "bad"):
            return ("bad" if found == "good" else None) if denied else found
    return None


def called(view: View, frame: Frame) -> Iterator[int]:
    """The words that tell what something is called: behind ``als``, or the second object of ``nennen``."""
    clause = view.sentence.clauses[frame.clause] if frame.clause >= 0 else None
    if clause is None:
        return
    members = view.members(frame.clause)
    opener = next((s for s in members if view.tokens[s].text.lower() == "als" and _calls(view, s)), None)
    if opener is not None:
        yield from phrase(view, opener + 1)
        return
    taken = {frame.subject, *frame.objects[:1]}
    for spot in members:
        token = view.tokens[spot]
        if spot in taken or spot == frame.node:
            continue
        if token.text.lower() in _NOT or (token.stts == "ADJD" and token.head == frame.node):
            yield spot
        elif token.text.lower() in _ARTICLES and token.relation == "det" and not view.preposition(token.head):
            above = view.tokens[token.head]
            if above.relation in ("obj", "xcomp", "iobj", "nsubj", "obl", "nmod", "appos", "obl:arg"):
                yield from phrase(view, spot)


def held(view: View, frame: Frame) -> Iterator[int]:
    """The words behind ``für``: ``hält das für falsch``."""
    for spot in view.members(frame.clause) if frame.clause >= 0 else ():
        if view.tokens[spot].text.lower() == "für":
            yield from phrase(view, spot + 1)
            return


def said_to_be(view: View, frame: Frame) -> Iterator[int]:
    """The predicate of a copula with what stands before it: ``sei völlig untragbar``."""
    if frame.clause < 0:
        return
    clause = view.sentence.clauses[frame.clause]
    subject = frame.subject if frame.subject is not None else -1
    for spot in view.members(frame.clause):
        if spot == frame.node or (spot > subject and view.tokens[spot].head in (frame.node, clause.verb)):
            token = view.tokens[spot]
            if token.text.lower() in _NOT or spot == frame.node or token.relation == "amod":
                yield spot


def _calls(view: View, opener: int) -> bool:
    """``als`` before a noun or an adjective, not a comparison: ``mehr als``, ``besser als``."""
    before = view.tokens[opener - 1] if opener else None
    compared = before is not None and (
        before.features.get("Degree") == "Cmp" or before.text.lower() in ("mehr", "anders", "sowohl", "weniger")
    )
    return not compared and view.tokens[opener].relation != "mark"


def phrase(view: View, start: int) -> Iterator[int]:
    """The words of a phrase up to its noun; where that judges nothing, what belongs to it."""
    for spot in range(start, min(start + _REACH, len(view.tokens))):
        token = view.tokens[spot]
        if token.tag == "VERB" and token.stts.startswith("VVFIN"):
            return
        if token.text in (",", ";", ":", ".", "–"):
            return
        yield spot
        if token.tag in _NOUNS and judgements().noun(view.keys[spot]) != "open":
            return
