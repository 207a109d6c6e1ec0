"""Reporting clauses: a verb of saying with its speaker, found in one sentence."""

from dataclasses import dataclass

from streams.extract.document import Token
from streams.extract.languages.de import Words
from streams.extract.languages.de.words import Saying

_MARKS = frozenset(",;:–—()[]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between marks; token positions, ``last`` exclusive."""

    first: int
    last: int
    before: str
    """The mark before it, empty at the start; ``"`` stands for a quotation."""
    after: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting clause."""

    segment: Segment
    verb: int
    cue: tuple[int, ...]
    speaker: tuple[int, int] | None
    addressee: tuple[int, int] | None
    saying: Saying
    lemma: str
    verb_first: bool


def segments_of(tokens: tuple[Token, ...], inside: list[bool], joined: set[int], *, wanted: bool) -> list[Segment]:
    """The stretches of a sentence that stand outside (or inside) of quotations; ``joined`` commas do not part."""
    segments: list[Segment] = []
    start: int | None = None
    before = ""
    for position, token in enumerate(tokens):
        here = inside[position] is wanted
        mark = not here or (token.text in _MARKS and position not in joined)
        if mark:
            sign = token.text if here else '"'
            if start is not None:
                segments.append(Segment(start, position, before, sign))
                start = None
            before = '"' if not here else ('"' + sign if before.startswith('"') and start is None else sign)
        elif start is None and token.text not in '.!?…"“”„»«':
            start = position
    if start is not None:
        segments.append(Segment(start, len(tokens), before, ""))
    return segments


def frame_in(tokens: tuple[Token, ...], segment: Segment, words: Words) -> Frame | None:
    """The reporting clause that a segment is, if it has a verb of saying in a form that tells."""
    last = segment.last
    while last > segment.first and not tokens[last - 1].word:
        last -= 1
    for position in range(segment.first, last):
        token = tokens[position]
        if token.capital or not token.word or _attributive(tokens, position, words):
            continue
        if position and tokens[position - 1].lower == "zu":
            continue
        lemma, cue = _joined(tokens, position, last, words)
        saying = words.saying.get(lemma)
        if saying is None or (token.lower == lemma and not _helped(tokens, segment)):
            continue
        if token.lower.endswith("end"):
            continue
        verb_first = position == segment.first
        helpers = tuple(
            spot
            for spot in range(segment.first, last)
            if words.is_("have", tokens[spot].lower) or tokens[spot].lower in ("wird", "wurde", "wurden", "worden")
        )
        if helpers:
            verb_first = helpers[0] == segment.first or verb_first
        speaker = _speaker(
            tokens, segment.first, last, helpers[0] if helpers and helpers[0] < position else position, words
        )
        return Frame(
            segment,
            position,
            tuple(sorted({*cue, *helpers})),
            speaker,
            _addressee(tokens, segment.first, last, words),
            saying,
            lemma,
            verb_first,
        )
    return None


def _helped(tokens: tuple[Token, ...], segment: Segment) -> bool:
    """An infinitive tells only as a finite plural or after a modal: ``die Länder erklären``."""
    return segment.last - segment.first > 1 and not any(
        tokens[spot].lower in ("um", "zu", "ohne") for spot in range(segment.first, segment.last)
    )


def _attributive(tokens: tuple[Token, ...], position: int, words: Words) -> bool:
    """``das erklärte Ziel``: a participle before its noun."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    before = tokens[position - 1] if position else None
    return (
        following is not None
        and following.capital
        and before is not None
        and (words.is_("determiner", before.lower) or before.lower in ("zur", "zum", "im", "vom", "am"))
    )


def _joined(tokens: tuple[Token, ...], position: int, last: int, words: Words) -> tuple[str, tuple[int, ...]]:
    """(lemma with its particle, cue tokens) of a verb: ``merkte … an`` → anmerken."""
    lemma = tokens[position].lemma
    final = last - 1
    for spot in (final, final - 1):
        if spot > position and words.is_("particle", tokens[spot].lower):
            whole = tokens[spot].lower + lemma
            if whole in words.saying:
                return whole, (position, spot)
            if spot == final and not words.is_("preposition", tokens[spot].lower):
                return "", ()
            if spot == final:
                return "", ()
    return lemma, (position,)


def noun_phrase_end(tokens: tuple[Token, ...], first: int, last: int, words: Words) -> int:
    """Where a noun phrase ends that begins at ``first``."""
    end = first
    seen_noun = False
    while end < last:
        token = tokens[end]
        if token.capital or token.text[0].isdigit() or not token.word:
            if token.text in ',;:“”„»«"':
                break
            seen_noun = seen_noun or token.word
        elif (
            seen_noun
            and (
                token.lower in words.classes["phrase_ends"]
                or (token.lower not in words.classes["phrase_goes_on"] and not _adjective(tokens, end, words))
            )
        ) or (not seen_noun and end > first and words.is_("preposition", token.lower)):
            break
        end += 1
    while end > first and (
        tokens[end - 1].lower in words.classes["phrase_goes_on"]
        or (not tokens[end - 1].word and tokens[end - 1].text not in ")“”»")
    ):
        end -= 1
    return end


def _adjective(tokens: tuple[Token, ...], position: int, words: Words) -> bool:
    token = tokens[position]
    if token.lemma in words.saying or words.is_("preposition", token.lower):
        return False
    return (
        token.lower.endswith(("en", "er", "es", "em", "e"))
        and position + 1 < len(tokens)
        and (tokens[position + 1].capital or tokens[position + 1].lower.endswith(("en", "er", "es")))
        and token.lower not in words.classes["phrase_ends"]
    )


def _speaker(tokens: tuple[Token, ...], first: int, last: int, verb: int, words: Words) -> tuple[int, int] | None:
    begin = first
    while begin < verb and tokens[begin].lower in words.classes["frame_adverb"] and begin + 1 < verb:
        begin += 1
    if verb - begin == 1 and (
        tokens[begin].lower in words.classes["frame_adverb"] or _adverb_opens(tokens, begin, words)
    ):
        return _after(tokens, verb + 1, last, words)
    if begin < verb and not words.is_("preposition", tokens[begin].lower) and not _only_adverb(tokens, begin, verb):
        if tokens[begin].lower in ("wie", "dass", "ob", "weil", "nachdem"):
            end = noun_phrase_end(tokens, begin + 1, verb, words)
            return (begin + 1, end) if end > begin + 1 else None
        if tokens[begin].lower in ("dem", "den") or (tokens[begin].lower == "es" and verb == begin + 1):
            return _after(tokens, verb + 1, last, words)
        return begin, verb
    return _after(tokens, verb + 1, last, words)


def _adverb_opens(tokens: tuple[Token, ...], begin: int, words: Words) -> bool:
    """One word at the head of a sentence that only its place has given a capital: ``Gleichzeitig``."""
    token = tokens[begin]
    if words.is_("pronoun", token.lower):
        return token.lower in ("es", "dies", "das")
    return begin == 0 and (
        words.is_("starter", token.lower)
        or token.lower.endswith(("lich", "ig", "weise", "maßen", "dem", "mals", "ends", "seits"))
    )


def _only_adverb(tokens: tuple[Token, ...], begin: int, verb: int) -> bool:
    pronouns = (
        "er",
        "sie",
        "man",
        "wir",
        "ich",
        "es",
        "beide",
        "viele",
        "einige",
        "alle",
        "andere",
        "der",
        "die",
        "das",
    )
    return (
        all(not tokens[spot].capital or (spot == 0 and begin == 0) for spot in range(begin, verb))
        and tokens[begin].lower not in pronouns
        and not (tokens[begin].capital and verb == begin + 1)
    )


def _after(tokens: tuple[Token, ...], first: int, last: int, words: Words) -> tuple[int, int] | None:
    begin = first
    while begin < last and (
        tokens[begin].lower in words.classes["phrase_ends"] - {"in"}
        or tokens[begin].lower in words.classes["frame_adverb"] - {"das", "dies"}
    ):
        if words.is_("preposition", tokens[begin].lower):
            end = noun_phrase_end(tokens, begin + 1, last, words)
            begin = max(end, begin + 1)
        else:
            begin += 1
    if begin >= last:
        return None
    if tokens[begin].lower in ("er", "sie", "man"):
        return begin, begin + 1
    end = noun_phrase_end(tokens, begin, last, words)
    return (begin, end) if end > begin else None


def _addressee(tokens: tuple[Token, ...], first: int, last: int, words: Words) -> tuple[int, int] | None:
    """Whom the frame names as spoken to: ``gegenüber Journalisten``, ``dem Sender``, ``der Zeitung „X“``."""
    for spot in range(first, last - 1):
        if tokens[spot].lower == "gegenüber":
            end = noun_phrase_end(tokens, spot + 1, last, words)
            return (spot, end) if end > spot + 1 else None
    for spot in range(first, last - 1):
        lower = tokens[spot].lower
        before = tokens[spot - 1] if spot > first else None
        if lower != "dem" or (before is not None and words.is_("preposition", before.lower)):
            continue
        if spot == first or (before is not None and before.text != ","):
            end = spot + 1
            while end < last and not tokens[end].capital and tokens[end].lower.endswith("en"):
                end += 1
            while end < last and tokens[end].capital:
                end += 1
            return (spot, end) if end > spot + 1 else None
    return None
