"""Mentions with their neighbourhood: coordination, the governing preposition, the cases that the words allow."""

from collections.abc import Sequence

from streams.extract.actors.entity import Mention, Phrase
from streams.extract.actors.nouns import syntactic_head
from streams.extract.analyser import Sentence, Token
from streams.extract.languages.de import Words

_ANY = frozenset("nda")
_OBJECTS = frozenset("da")
_LETTERS = {"Nom": "n", "Gen": "g", "Dat": "d", "Acc": "a"}
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
    "ihn": frozenset("a"),
    "ihm": frozenset("d"),
    "ihnen": frozenset("d"),
    "ich": frozenset("n"),
    "uns": frozenset("da"),
}
_ENDINGS = (("em", "d"), ("en", "da"), ("es", "g"), ("er", "ngd"), ("e", "na"), ("ein", "na"))
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
_JOINS = frozenset(("und", "sowie", "bzw.", "&"))
_BETWEEN = 3
"""Words between two joined mentions: ``und``, a preposition, an article."""


def bare(preposition: str) -> str:
    """A preposition without its contracted article: ``im`` → ``in``."""
    return _CONTRACTED.get(preposition, preposition)


def phrases_of(sentence: Sentence, mentions: Sequence[Mention], places: Sequence[int], words: Words) -> list[Phrase]:
    """The noun phrases of a sentence that name actors, coordinated ones joined.

    Args:
        sentence: the analysed sentence.
        mentions: its mentions, from left to right.
        places: for each of its tokens and the end, the position among the tokens that the rules see.
        words: closed classes.
    """
    tokens = sentence.tokens
    phrases: list[Phrase] = []
    parties = [mention for mention in mentions if not mention.possessive]
    for group in _coordinated(tokens, parties, words):
        first = group[0]
        phrases.append(
            Phrase(
                places[first.first],
                places[group[-1].last],
                tuple(_moved(mention, places) for mention in group),
                _preposition(tokens, first.first, words),
                _cases(sentence, first),
                plural=len(group) > 1 or len(first.entities) > 1 or None,
                clause_comma=tokens[group[-1].last - 1].text == ",",
            )
        )
    return phrases


def _moved(mention: Mention, places: Sequence[int]) -> Mention:
    return Mention(
        places[mention.first], places[mention.last], places[mention.head],
        mention.entities, mention.pronoun, mention.why, mention.capital, mention.confidence,
    )  # fmt: skip


def _preposition(tokens: Sequence[Token], first: int, words: Words) -> str | None:
    before = first - 1
    if before > 0 and words.is_("degree", tokens[before].text.lower()):
        before -= 1
    if before < 0:
        return None
    lower = tokens[before].text.lower()
    if words.is_("preposition", lower):
        return bare(lower)
    if before > 0 and lower in ("wie", "als") and tokens[before - 1].text[0].isalnum():
        # A comparison: neither who acts nor whom it happens to.
        return lower
    return None


def _coordinated(tokens: Sequence[Token], mentions: Sequence[Mention], words: Words) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for index, mention in enumerate(mentions):
        if groups:
            between = [token.text.lower() for token in tokens[groups[-1][-1].last : mention.first]]
            comma = between == [","] and _list_goes_on(tokens, mentions, index)
            joined = bool(between) and between[0] in _JOINS and all(_links(word, words) for word in between[1:])
            if (comma or joined) and len(between) <= _BETWEEN:
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups


def _links(word: str, words: Words) -> bool:
    return words.is_("preposition", word) or words.is_("determiner", word) or word.endswith("isch")


def _list_goes_on(tokens: Sequence[Token], mentions: Sequence[Mention], index: int) -> bool:
    """A, B und C: a comma joins only where an ``und`` follows in the same list."""
    for position in range(index, len(mentions) - 1):
        between = [token.text.lower() for token in tokens[mentions[position].last : mentions[position + 1].first]]
        if between and between[0] in _JOINS:
            return True
        if between != [","]:
            return False
    return False


def _cases(sentence: Sentence, mention: Mention) -> frozenset[str]:
    """What the words allow, narrowed by what the analyser says where the two agree."""
    tokens = sentence.tokens
    start, head = tokens[mention.first], tokens[mention.head]
    allowed = _allowed(start, head, mention)
    if _behind_relative(tokens, mention):
        return _OBJECTS
    position = syntactic_head(tokens, mention.first, mention.last, mention.head)
    finite = [clause for clause in sentence.clauses if clause.order != "infinitive"]
    told = _LETTERS.get(tokens[position].features.get("Case", "")) if start.tag == "DET" else None
    if any(position in clause.objects or clause.dative == position for clause in finite):
        told = "a"
    elif any(clause.subject == position for clause in finite):
        told = "n"
    if told is None or told not in allowed:
        return allowed
    # Dative and accusative of names look alike: the analyser guesses, and the verb knows.
    return allowed & _OBJECTS if told in _OBJECTS else frozenset((told,))


def _behind_relative(tokens: Sequence[Token], mention: Mention) -> bool:
    """``Norwegen, das Island unterstützt``: who acts is the one before the comma."""
    first = mention.first
    return (
        first > 1
        and tokens[first - 1].text in ("der", "die", "das")
        and tokens[first - 2].text == ","
        and tokens[mention.head].tag == "PROPN"
    )


def _allowed(start: Token, head: Token, mention: Mention) -> frozenset[str]:
    lower = start.text.lower()
    if lower in _DETERMINERS:
        return _DETERMINERS[lower]
    if mention.first < mention.head and not start.text[0].isupper():
        for ending, cases in _ENDINGS:
            if lower.endswith(ending):
                return frozenset(cases)
    genitive = head.text.endswith("s") and head.features.get("Case") == "Gen"
    return frozenset("g") if genitive and mention.first == mention.head else _ANY
