"""Topological fields: what the order of German words says where the tree is wrong.

A clause has a left bracket (finite verb, or subordinator) and a right bracket (particle, participle, infinitive, or the
finite verb at the end). These mends work on a sentence's tokens before clauses are read off.
"""

from collections.abc import Sequence

from streams.extract.analyser.document import Token
from streams.extract.analyser.lemma import verb_form

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
_AUXILIARY = frozenset({"VAFIN", "VMFIN"})
_RIGHT = frozenset({"VVPP", "VVINF", "VAPP", "VAINF", "VMPP", "VMINF", "VVIZU"})
_CUT = frozenset({",", ";", ":", "–", "—", "„", "“", "”", "(", ")", "»", "«"})
_JOINING = frozenset({"und", "oder", "aber", "sondern", "denn"})
AUX_RELATIONS = frozenset({"aux", "aux:pass", "cop"})


def is_finite(token: Token) -> bool:
    """Tell a finite verb: by the STTS tag, or by the features where that is no verb's."""
    if token.stts in FINITE:
        return token.tag in {"VERB", "AUX"} or token.features.get("VerbForm") == "Fin"
    return token.features.get("VerbForm") == "Fin" and token.tag in {"VERB", "AUX"} and token.stts not in _RIGHT


def mend(tokens: Sequence[Token]) -> list[Token]:
    """Mend particles and brackets; gives new tokens where something was mended."""
    mended = list(tokens)
    for at, token in enumerate(tokens):
        if token.stts == "PTKVZ" and token.relation not in {"root"}:
            _attach_particle(mended, at)
    for at, token in enumerate(tokens):
        if token.stts in _AUXILIARY and token.relation not in AUX_RELATIONS:
            _join_bracket(mended, at)
    return mended


def _attach_particle(tokens: list[Token], at: int) -> None:
    """Hang a separated particle on the finite verb before it, if it hangs on no verb that forms a word with it."""
    particle = tokens[at]
    head = tokens[particle.head]
    if particle.relation == "compound:prt" and head.stts in FINITE and particle.head < at:
        return
    for left in range(at - 1, -1, -1):
        token = tokens[left]
        if token.stts in FINITE and token.stts != "VAFIN":
            if verb_form(particle.text.lower() + token.lemma) is not None:
                tokens[at] = particle._replace(head=left, relation="compound:prt")
            return


def _join_bracket(tokens: list[Token], at: int) -> None:
    """Give a lone auxiliary or modal the participle or infinitive that ends its clause.

    "hat … stattgefunden" where the tree made "stattgefunden" a dependant of "hat" or hung it elsewhere.
    """
    children = [number for number, token in enumerate(tokens) if token.head == at and number != at]
    for number in children:
        token = tokens[number]
        if token.stts in _RIGHT and token.stts != "VVIZU" and token.relation in {"xcomp", "ccomp", "aux", "conj", "dep", "compound", "obj", "advcl"}:
            if any(tokens[k].stts == "PTKZU" for k in range(max(0, number - 1), number)):
                continue
            _swap(tokens, at, number)
            return


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
    while start > 0 and tokens[start - 1].text not in _CUT:
        start -= 1
    while end < len(tokens) and tokens[end].text not in _CUT and not (tokens[end].text in _JOINING and _verb_follows(tokens, end)):
        end += 1
    return start, end


def _verb_follows(tokens: Sequence[Token], at: int) -> bool:
    for token in tokens[at + 1 :]:
        if token.text in _CUT:
            return False
        if token.stts in FINITE:
            return True
    return False
