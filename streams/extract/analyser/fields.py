"""Topological fields: what the order of German words says where tags and tree are wrong.

A clause has a left bracket (finite verb, or subordinator) and a right bracket (particle, participle, infinitive, or the
finite verb at the end). These mends work on a sentence's tokens before clauses are read off.
"""

from collections.abc import Sequence

from streams.extract.analyser.document import Token
from streams.extract.analyser.lemma import verb_form
from streams.extract.analyser.partitive import hang_on_parts
from streams.extract.analyser.tags import (
    AUX_RELATIONS,
    CUT,
    ENDING,
    FINITE,
    RIGHT,
    VERBAL,
    copula_on_subject,
    finite_root,
    is_finite,
    known_form,
    make_infinitive,
    modal_first,
    verbs_under_auxiliaries,
)  # fmt: skip

_AUXILIARY = frozenset({"VAFIN", "VMFIN"})
_MAY_BE_WRONG = _AUXILIARY | {"ADJD", "ADV", "PTKVZ", "KOUS"}
_OPENING = frozenset({"KOUS", "PRELS", "PRELAT"})
_JOINING = frozenset({"und", "oder", "aber", "sondern", "denn"})
_CONTENT = frozenset({"dass", "daß", "ob"})
_HUNG = frozenset({"ccomp", "advcl", "acl", "csubj", "parataxis", "conj"})
_JOINED = frozenset({"xcomp", "ccomp", "aux", "conj", "dep", "compound", "obj", "advcl"})


def mend(tokens: Sequence[Token]) -> list[Token]:
    """Mend tags, particles and brackets; gives new tokens where something was mended."""
    mended = [
        known_form(token) if token.tag in VERBAL or token.stts[0] == "V" or "zu" in token.text else token
        for token in tokens
    ]
    auxiliaries = [at for at, token in enumerate(mended) if token.relation in AUX_RELATIONS]
    verbs_under_auxiliaries(mended, auxiliaries)
    copula_on_subject(mended, auxiliaries)
    modal_first(mended)
    _finite_at_the_end(mended)
    finite_root(mended)
    may_be_wrong = [at for at, token in enumerate(mended) if token.stts in _MAY_BE_WRONG or token.relation == "cop"]
    for at in may_be_wrong:
        token = mended[at]
        if token.stts in {"ADJD", "ADV"} and token.relation != "root":
            _find_particle(mended, at)
        if token.stts == "PTKVZ" and token.relation != "root":
            _attach_particle(mended, at)
    for at in may_be_wrong:
        token = mended[at]
        if token.stts in _AUXILIARY and token.relation not in AUX_RELATIONS:
            _join_bracket(mended, at)
        elif token.relation == "cop" and mended[token.head].stts in {"VVPP", "VVIZU"} and token.lemma == "sein":
            mended[at] = token._replace(relation="aux")  # "waren ausgefallen", "ist umzusetzen"
            mended[token.head] = mended[token.head]._replace(tag="VERB")
        elif token.stts == "VAFIN" and token.lemma == "werden" and _has_object(mended, token.head):
            make_infinitive(mended, token.head)  # "wird den Botschafter empfangen"
            mended[at] = token._replace(relation="aux")
        elif token.stts == "VMFIN" and token.relation == "aux" and mended[token.head].stts == "VVFIN":
            make_infinitive(mended, token.head)
    for at in may_be_wrong:
        token = mended[at]
        if token.stts == "KOUS" and at > 1 and mended[at - 1].text == "," and token.text.lower() in _CONTENT:
            _hang_on_verb_before(mended, at)
    hang_on_parts(mended)
    return mended


def _has_object(tokens: Sequence[Token], at: int) -> bool:
    """Tell a participle that may be an infinitive and has an object, which no passive has."""
    verb = tokens[at]
    infinitive = verb.stts == "VVPP" and verb.text.lower() == verb.lemma
    return infinitive and any(
        token.head == at and token.relation in {"obj", "obl:arg"} and token.features.get("Case") == "Acc"
        for token in tokens
    )


def _find_particle(tokens: list[Token], at: int) -> None:
    """Know a particle that looks like an adjective ("gaben … bekannt") at the end of its clause."""
    if at + 1 < len(tokens) and tokens[at + 1].tag != "PUNCT" and tokens[at + 1].text not in _JOINING:
        return
    for left in range(at - 1, -1, -1):
        token = tokens[left]
        if token.text in CUT:
            return
        if token.stts == "VVFIN":
            if verb_form(tokens[at].text.lower() + token.lemma) is not None and not _has_particle(tokens, left):
                tokens[at] = tokens[at]._replace(stts="PTKVZ", relation="compound:prt", head=left)
            return


def _has_particle(tokens: Sequence[Token], at: int) -> bool:
    return any(token.head == at and token.stts == "PTKVZ" for token in tokens)


def _finite_at_the_end(tokens: list[Token]) -> None:
    """Make the last verb of a subordinate clause finite if no other is ("dass er sich einmischt")."""
    for at, token in enumerate(tokens):
        if token.stts not in _OPENING:
            continue
        last = -1
        for number in range(at + 1, len(tokens)):
            other = tokens[number]
            if is_finite(other) or other.stts in _OPENING:
                last = -1
                break
            if other.text in ENDING:
                break
            if other.tag in {"VERB", "AUX"} or other.stts in RIGHT:
                last = number
        if last < 0:
            continue
        verb = tokens[last]
        known = verb_form(verb.text)
        if known is not None and known.may_be_finite:
            tense = "Past" if "r" not in known.readings and "v" in known.readings else "Pres"
            plural = verb.text.endswith("en")
            features = {"Mood": "Ind", "Number": "Plur" if plural else "Sing", "Tense": tense, "VerbForm": "Fin"}
            tokens[last] = verb._replace(tag="VERB", stts="VVFIN", features=features, lemma=known.lemmas[0])


def _hang_on_verb_before(tokens: list[Token], at: int) -> None:
    """Hang a dass-clause on the verb that ends right before its comma ("… und herausgefunden, dass …")."""
    before = at - 2
    if tokens[before].stts == "PTKVZ":
        before = tokens[before].head
    top = tokens[at].head
    if tokens[before].stts not in {*RIGHT, "VVIZU", "VVFIN"} or top in {before, at} or tokens[top].head == before:
        return
    if tokens[before].relation in AUX_RELATIONS:
        before = tokens[before].head
    if tokens[top].relation in _HUNG and before != top and not _above(tokens, before, top):
        tokens[top] = tokens[top]._replace(head=before, relation="ccomp")


def _attach_particle(tokens: list[Token], at: int) -> None:
    """Hang a separated particle on the finite verb before it, if it hangs on no verb that forms a word with it."""
    particle = tokens[at]
    head = tokens[particle.head]
    between = tokens[particle.head + 1 : at]
    hung = particle.relation == "compound:prt" and head.stts in FINITE and particle.head < at
    if hung and not any(token.stts == "VVFIN" for token in between):
        return
    for left in range(at - 1, -1, -1):
        token = tokens[left]
        if token.stts in FINITE and token.stts != "VAFIN":
            if verb_form(particle.text.lower() + token.lemma) is not None:
                tokens[at] = particle._replace(head=left, relation="compound:prt")
            return


def _join_bracket(tokens: list[Token], at: int) -> None:
    """Give a lone auxiliary or modal the participle or infinitive that ends its clause ("hat … stattgefunden")."""
    children = [number for number, token in enumerate(tokens) if token.head == at and number != at]
    for number in children:
        token = tokens[number]
        to_be = tokens[at].lemma == "sein" and token.stts == "VVIZU" and token.relation == "xcomp"  # "ist umzusetzen"
        if to_be or (token.stts in RIGHT and token.relation in _JOINED and not _with_zu(tokens, number)):
            _swap(tokens, at, number)
            return
    if tokens[at].lemma == "sein" or any(tokens[child].stts == "VVPP" for child in children):
        return
    if tokens[at].lemma == "haben" and any(tokens[child].relation == "obj" for child in children):
        return
    for number in range(at + 1, len(tokens)):
        token = tokens[number]
        if is_finite(token) or token.stts in _OPENING or token.text in ENDING:
            return
        if token.stts in {"VVINF", "VVPP"} and not _with_zu(tokens, number):
            fits = token.stts == ("VVPP" if tokens[at].lemma == "haben" else "VVINF") or tokens[at].lemma == "werden"
            bound = any(t.head == number and t.relation in AUX_RELATIONS for t in tokens)
            if fits and not bound and not _above(tokens, at, number):
                _swap(tokens, at, number)
            return


def _with_zu(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].stts == "PTKZU"


def _above(tokens: Sequence[Token], at: int, number: int) -> bool:
    """Tell whether a token hangs, however far down, on another one that joining would turn round."""
    seen = 0
    while tokens[at].head != at and seen < len(tokens):
        at, seen = tokens[at].head, seen + 1
        if at == number:
            return True
    return False


def _swap(tokens: list[Token], auxiliary: int, verb: int) -> None:
    """Make the full verb the head, as the treebanks have it, and the auxiliary its dependant."""
    finite, full = tokens[auxiliary], tokens[verb]
    root = finite.head == auxiliary
    passive = finite.lemma == "werden" and full.stts == "VVPP"
    tokens[verb] = full._replace(head=verb if root else finite.head, relation=finite.relation)
    tokens[auxiliary] = finite._replace(head=verb, relation="aux:pass" if passive else "aux")
    for number, token in enumerate(tokens):
        if token.head == auxiliary and number not in {auxiliary, verb}:
            tokens[number] = token._replace(head=verb)


def field(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Give the stretch around a verb up to the next mark or conjunction that may bound its clause."""
    start, end = at, at + 1
    while start > 0 and tokens[start - 1].text not in CUT:
        start -= 1
    while (
        end < len(tokens)
        and tokens[end].text not in CUT
        and not (tokens[end].text in _JOINING and _verb_follows(tokens, end))
    ):
        end += 1
    return start, end


def _verb_follows(tokens: Sequence[Token], at: int) -> bool:
    for token in tokens[at + 1 :]:
        if token.text in CUT:
            return False
        if token.stts in FINITE:
            return True
    return False
