"""Mentions with their neighbourhood: coordination, the governing preposition, the cases that the words allow."""

from streams.extract.actors.entity import Entity, Mention, Phrase
from streams.extract.document import Token
from streams.extract.languages.de import Words

_ANY = frozenset("nda")
_GENITIVE = frozenset("g")
_DETERMINERS = {
    "der": frozenset("ngd"),
    "die": frozenset("na"),
    "das": frozenset("na"),
    "den": frozenset("da"),
    "dem": frozenset("d"),
    "des": frozenset("g"),
    "beide": frozenset("na"),
    "beider": frozenset("g"),
    "beiden": frozenset("nda"),
    "er": frozenset("n"),
    "sie": frozenset("na"),
    "wir": frozenset("n"),
}
_ENDINGS = (("em", "d"), ("en", "da"), ("es", "g"), ("er", "ngd"), ("e", "na"), ("ein", "na"))
_FEMININE_ENDINGS = ("ung", "ei", "ion", "schaft", "tät", "ie", "ik", "enz", "anz", "sie", "rie")
_CONTRACTED = {
    "im": "in",
    "ins": "in",
    "am": "an",
    "ans": "an",
    "beim": "bei",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "aufs": "auf",
    "fürs": "für",
    "vorm": "vor",
    "unterm": "unter",
    "hinterm": "hinter",
}
_JOINS = frozenset(("und", "sowie", "bzw", "&"))


def bare(preposition: str) -> str:
    """A preposition without its contracted article: ``im`` → ``in``."""
    return _CONTRACTED.get(preposition, preposition)


def phrases_of(tokens: tuple[Token, ...], mentions: list[Mention], words: Words) -> list[Phrase]:
    """The noun phrases of a sentence that name actors, coordinated ones joined."""
    phrases: list[Phrase] = []
    for group in _coordinated(tokens, mentions, words):
        first = group[0]
        preposition = None
        before = first.first - 1
        if before > 0 and words.is_("degree", tokens[before].lower):
            before -= 1
        if before >= 0 and words.is_("preposition", tokens[before].lower):
            preposition = bare(tokens[before].lower)
        elif before > 0 and tokens[before].lower in ("wie", "als") and tokens[before - 1].word:
            # A comparison: neither who acts nor whom it happens to.
            preposition = tokens[before].lower
        phrases.append(
            Phrase(
                first.first,
                group[-1].last,
                tuple(group),
                preposition,
                _cases(tokens, first, words),
                plural=len(group) > 1 or len(first.entities) > 1 or None,
                clause_comma=tokens[group[-1].last - 1].text == ",",
            )
        )
    return phrases


def _coordinated(tokens: tuple[Token, ...], mentions: list[Mention], words: Words) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for index, mention in enumerate(mentions):
        if groups:
            between = [token.lower for token in tokens[groups[-1][-1].last : mention.first]]
            comma = between == [","] and _list_goes_on(tokens, mentions, index)
            joined = (
                bool(between)
                and between[0] in _JOINS
                and all(
                    words.is_("preposition", word) or words.is_("determiner", word) or word.endswith("isch")
                    for word in between[1:]
                )
            )
            if (comma or joined) and len(between) <= 3:  # noqa: PLR2004  # und, a preposition, an article
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups


def _list_goes_on(tokens: tuple[Token, ...], mentions: list[Mention], index: int) -> bool:
    """A, B und C: a comma joins only where an ``und`` follows in the same list."""
    for position in range(index, len(mentions) - 1):
        between = [token.lower for token in tokens[mentions[position].last : mentions[position + 1].first]]
        if between and between[0] in _JOINS:
            return True
        if between != [","]:
            return False
    return False


def _cases(tokens: tuple[Token, ...], mention: Mention, words: Words) -> frozenset[str]:
    start = tokens[mention.first]
    head = tokens[mention.head]
    entity = mention.entities[0]
    if start.lower == "der":
        return _after_der(head, entity, words)
    if start.lower in _DETERMINERS:
        return _DETERMINERS[start.lower]
    if mention.first < mention.head and not start.capital:
        for ending, cases in _ENDINGS:
            if start.lower.endswith(ending):
                return frozenset(cases)
    bare_word = mention.first == mention.head == mention.last - 1 and entity.kind != "group"
    own = head.text.endswith("s") and head.text[:-1] in (entity.name, entity.name.split()[-1])
    return _GENITIVE if bare_word and own else _ANY


def _after_der(head: Token, entity: Entity, words: Words) -> frozenset[str]:
    lower = head.lower.rpartition("-")[2]
    feminine = (lower.endswith(("in", *_FEMININE_ENDINGS)) and entity.feminine is not False) or lower in words.classes[
        "feminine"
    ]
    if entity.kind == "person":
        if entity.feminine:
            return frozenset("gd")
        plural = lower.endswith(("en", "ern")) and entity.role is not None and not entity.role.endswith("en")
        # Nouns in -er look alike in the plural: ``der Minister``, ``ein Treffen der Minister``.
        both = lower.endswith("er") and entity.role is not None and head.lower.endswith(entity.role)
        return frozenset("g" if plural else "ng" if both else "n")
    if entity.kind == "group" and entity.role is not None and lower == entity.role and not feminine:
        # ``der Rebell`` is one; ``der Teilnehmer`` may be several in the genitive.
        return frozenset("ng" if lower.endswith("er") else "n")
    if entity.kind == "group" or words.is_("plural_name", lower):
        return _GENITIVE
    return frozenset("gd") if feminine else frozenset("n")
