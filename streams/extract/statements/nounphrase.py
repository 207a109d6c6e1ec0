"""Noun phrases by the tree: the words that belong to a head, relative clauses left out."""

from collections.abc import Sequence

from streams.extract.analyser import Token

_APART = frozenset(("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "punct", "case", "cop", "mark", "cc"))
_BEFORE = frozenset(("case", "det", "det:poss", "amod", "nummod"))
_OTHERS = frozenset(("iobj", "obj", "obl", "obl:arg"))
_PART = frozenset(("flat", "flat:name", "det", "det:poss", "amod", "compound", "nummod", "goeswith"))
_OPEN = frozenset(("case", "det", "det:poss", "amod", "cc"))
"""Relations of words that end no phrase."""
_DATIVES = frozenset(
    ("dem", "einem", "diesem", "jedem", "keinem", "meinem", "seinem", "ihrem", "unserem", "ihm", "ihnen", "mir", "uns")
)
"""First words of phrases in the dative that are nothing else."""
_OF_MANY = frozenset(("den", "diesen", "ihren", "seinen", "unseren", "meinen", "beiden", "allen"))
"""First words of phrases in the dative if the noun is plural."""
_TOWARDS = "gegenüber"
_PAIRS = {"„": '“”"', "»": "«", "(": ")", "“": "”", '"': '"'}
_WITHIN = 10
"""Words from a mark to its other half within a phrase."""
_ROUNDS = 12
"""Depth of the tree below a head that is followed."""

Span = tuple[int, int]


def whole_phrase(tokens: Sequence[Token], first: int, last: int, barred: Sequence[Span]) -> Span:
    """Let a run that is cut off within a noun phrase have the rest, and let go of another phrase behind it.

    The rest are articles, adjectives and parts of names of its words, the noun of a preposition at its end
    ("die Opposition in | Caracas"), an apposition, and the other half of a pair of marks. Another phrase is an object
    or a dative ("der Minister | den Spielerinnen"). A preposition at the beginning is none of its words.
    """
    taken = {at for low, high in barred for at in range(low, high)}
    while first < last - 1 and tokens[first].relation == "case" and tokens[first].tag == "ADP":
        first += 1
    inside = set(range(first, last)) | {tokens[at].head for at in range(first, last) if tokens[at].relation in _PART}
    if tokens[last - 1].relation in _OPEN and tokens[last - 1].head >= last:
        inside |= set(range(*noun_phrase(tokens, tokens[last - 1].head)))
    inside |= _attached(tokens, inside, last)
    for _ in range(_ROUNDS):
        more = {at for at, token in enumerate(tokens) if token.relation in _PART and token.head in inside} - inside
        if not more:
            break
        inside |= more
    while first - 1 in inside - taken:
        first -= 1
    while last in inside - taken:
        last += 1
    last = _before_others(tokens, first, last)
    last = _with_apposition(tokens, first, last, taken)
    return first, _closed(tokens, first, last, taken)


def _attached(tokens: Sequence[Token], inside: set[int], last: int) -> set[int]:
    """The genitive or prepositional phrase right behind a run that depends on one of its nouns."""
    if last >= len(tokens):
        return set()
    first = tokens[last]
    noun = first.head if first.relation in _BEFORE else last
    behind = tokens[noun]
    if not behind.relation.startswith("nmod") or behind.head not in inside or first.lemma.lower() == _TOWARDS:
        return set()
    if first.relation != "case" and behind.features.get("Case") != "Gen":
        return set()
    begin, end = noun_phrase(tokens, noun)
    return set(range(last, end)) if begin == last + (first.relation == "case") else set()


def _before_others(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a bare object or dative that depends on a word outside begins, or "gegenüber"."""
    own = next((at for at in range(first, last) if not first <= tokens[at].head < last), first)
    for at in range(own + 1, last):
        token = tokens[at]
        if token.lemma.lower() == _TOWARDS or bare_dative(tokens, at):
            return at
        if token.relation not in _OTHERS or first <= token.head < last:
            continue
        if any(each.relation == "case" and each.head == at for each in tokens[first:at]):
            continue
        begin = at
        while begin - 1 > first and tokens[begin - 1].relation in _PART and tokens[begin - 1].head == at:
            begin -= 1
        if begin > first and begin > own:
            return begin
    return last


def bare_dative(tokens: Sequence[Token], at: int) -> bool:
    """Whether a phrase in the dative without a preposition begins here, by the form of its first word."""
    if at > 0 and tokens[at - 1].tag in ("ADP", "CCONJ", "PUNCT"):
        return False
    form, noun = tokens[at].text.lower(), tokens[tokens[at].head]
    return form in _DATIVES or (form in _OF_MANY and tokens[at].tag == "DET" and noun.features.get("Number") == "Plur")


def _with_apposition(tokens: Sequence[Token], first: int, last: int, taken: set[int]) -> int:
    """The end of an apposition right behind a comma: "Eva Muster, die Sprecherin der Bahn"."""
    if last + 1 >= len(tokens) or tokens[last].text != ",":
        return last
    head = tokens[last + 1].head if tokens[last + 1].relation in _BEFORE else last + 1
    if tokens[head].relation != "appos" or not first <= tokens[head].head < last:
        return last
    begin, end = noun_phrase(tokens, head)
    return end if begin == last + 1 and not taken & set(range(last, end)) else last


def _closed(tokens: Sequence[Token], first: int, last: int, taken: set[int]) -> int:
    """The end with the other half of a quotation mark or bracket that was opened within: "die „Aktion Licht“"."""
    awaited = ""
    for at in range(first, last):
        text = tokens[at].text
        if awaited and text in awaited:
            awaited = ""
        elif not awaited:
            awaited = _PAIRS.get(text, "")
    if awaited:
        for at in range(last, min(last + _WITHIN, len(tokens))):
            if at in taken:
                break
            if tokens[at].text in awaited:
                return at + 1
    return last


def noun_phrase(tokens: Sequence[Token], head: int) -> Span:
    """Give the run of tokens around `head` that depend on it, without clauses and without its preposition."""
    inside = {head}
    for _ in range(_ROUNDS):
        more = {
            at
            for at, token in enumerate(tokens)
            if at not in inside and token.head in inside and token.relation not in _APART
        }
        if not more:
            break
        inside |= more
    first = last = head
    while first - 1 in inside or (first - 2 in inside and tokens[first - 1].relation in ("punct", "cc")):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and tokens[last + 1].relation in ("punct", "cc", "case")):
        last += 1
    return first, last + 1
