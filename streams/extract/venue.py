"""Where an event happened: the place that its clause tells, not every place that is named."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from schemas.plover import EventType, Quad, quad_of
from streams.extract.analyser import Sentence, Token
from streams.extract.events import Found
from streams.extract.languages.de.words import fold, words
from streams.extract.places import place_named
from streams.extract.remembering import SOME_KEPT

_WHERE = frozenset(("in", "bei", "nahe", "im", "unweit", "nördlich", "südlich", "östlich", "westlich"))
_WHITHER = frozenset(("nach", "in"))
_UP = frozenset(("nmod", "appos", "flat", "flat:name", "compound", "nmod:poss"))
_ROLES_OF_PLACE = frozenset(("in", "bei", "where it happened"))
"""Arguments of a party that is named by the place where it is."""
_DEEDS = (Quad.MATERIAL_COOPERATION, Quad.MATERIAL_CONFLICT)
_DEEP = 4
_MOST_WORDS = 4


class Spot(NamedTuple):
    """A place, and the code points that name it."""

    name: str
    country: str | None
    start: int
    end: int
    city: bool


def where(item: Found, near: Collection[str]) -> Spot | None:
    """The place of an event, a city rather than its country; nothing where its clause tells none.

    A capital that acts (``Moskau kritisierte``) is a government and no place: only what stands in a phrase of place
    counts, or what is visited.

    Args:
        item: the event.
        near: countries that the article is about.
    """
    if "phone" in item.modes:
        return None
    spots = list(_spots(item, near))
    for ranges in (item.near, item.around):
        found = [spot for spot in spots if any(start <= spot.start < end for start, end in ranges)]
        if found:
            return min(found, key=lambda spot: (not spot.city, abs(spot.start - item.start)))
    return None


def _spots(item: Found, near: Collection[str]) -> Iterator[Spot]:
    sentence = item.sentence
    visit = item.type is EventType.CONSULT and "visit" in item.modes
    last = 0
    for first in [at for at, token in enumerate(sentence.tokens) if _may_be_name(token)]:
        if first < last:
            continue
        named = _named(sentence, first, near)
        if named is None:
            continue
        place, last = named
        head = _head(sentence, first, last)
        above = _stands_at(sentence, head)
        told = above is not None and _is_of(item, above) and not _is_party(item, first, last)
        if told or (visit and _is_visited(sentence, head, item.trigger)):
            tokens = sentence.tokens
            yield Spot(place[0], place[1], tokens[first].start, tokens[last - 1].end, place[2])


def _is_party(item: Found, first: int, last: int) -> bool:
    """``die Regierung in Warschau``, ``kritisierte Belarus``: whom it names, or where he sits, is no place."""
    for filled in (*item.actors, *item.recipients):
        mention = filled.mention
        if mention is None or not mention.first <= first < mention.last:
            continue
        if not first <= mention.head < last or filled.role not in _ROLES_OF_PLACE:
            return True
    return False


def _may_be_name(token: Token) -> bool:
    return (token.tag == "PROPN" or "LOC" in token.name) and token.text[0].isupper()


def _named(sentence: Sentence, first: int, near: Collection[str]) -> tuple[tuple[str, str | None, bool], int] | None:
    """(name, country, whether a city) of the longest known name that begins at a token, and one past it."""
    tokens = sentence.tokens
    for last in range(min(len(tokens), first + _MOST_WORDS), first, -1):
        name = " ".join(token.text for token in tokens[first:last])
        rare = all("LOC" in token.name for token in tokens[first:last])
        found = place_named(name, near, rare=rare)
        if found is None and name.endswith("s"):
            found = place_named(name[:-1], near, rare=rare)
        if found is not None:
            country = found[1] if len(found[1]) == len("DEU") else None
            return (found[0], country, found[2]), last
    return None


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The word of a name that hangs on something outside it."""
    for spot in range(first, last):
        if not first <= sentence.tokens[spot].head < last:
            return spot
    return first


def _stands_at(sentence: Sentence, spot: int) -> int | None:
    """What a phrase of place hangs on: ``in Bagdad``, ``in der Hauptstadt Kiew``, ``in der Nähe von Brüssel``."""
    for _ in range(_DEEP):
        preposition = sentence.preposition(spot)
        token = sentence.tokens[spot]
        if token.text.lower() in words().months or (token.tag == "NOUN" and not _is_local(token.lemma)):
            return None
        if preposition in _WHERE:
            return token.head
        if preposition not in ("", "von") or token.head == spot or token.relation not in _UP:
            return None
        spot = token.head
    return None


def _is_of(item: Found, above: int) -> bool:
    """Whether it is the event that a phrase of place tells of.

    Who is hit in Kiev is hit there; who criticises the situation in Kiev does so from anywhere.
    """
    on_noun = item.sentence.tokens[above].tag in ("NOUN", "PROPN") and above != item.trigger
    return not on_noun or quad_of(item.type) in _DEEDS


@lru_cache(maxsize=SOME_KEPT)
def _is_local(lemma: str) -> bool:
    """``Hauptstadt``, ``Nähe``, ``Hafenstadt``: a noun that is itself a place."""
    folded = fold(lemma)
    return any(folded.endswith(word) for word in words().classes["local"])


def _is_visited(sentence: Sentence, spot: int, trigger: int) -> bool:
    """``besuchte Moskau``, ``reiste nach Rom``, ``sein Besuch in Paris``."""
    token = sentence.tokens[spot]
    preposition = sentence.preposition(spot)
    return (token.relation == "obj" and not preposition) or (preposition in _WHITHER and token.head == trigger)
