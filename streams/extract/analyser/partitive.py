"""Some of those who were named: ``mehrere von ihnen``, which the network tends to take for ``… wurden von ihnen``."""

from collections.abc import Sequence

from streams.extract.analyser.document import Token

_SOME = frozenset({"PIS", "PIAT", "CARD"})
_WHOLE = frozenset({"ihnen", "uns", "euch", "denen"})
_PLACES = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "conj", "appos", "root"})
"""What a number must be to stand for people; ``2010`` in ``wurde 2010 von ihnen gegründet`` is none of them."""


def hang_on_parts(tokens: list[Token]) -> None:
    """Hang the pronoun of ``von`` on the indefinite pronoun or number right before it; ``denen`` also before one."""
    for at, token in enumerate(tokens[:-1]):
        whole = at + 1
        if token.text.lower() != "von" or tokens[whole].text.lower() not in _WHOLE:
            continue
        if at and _tells_of_some(tokens, at - 1) and not _begins_attribute(tokens, whole + 1):
            _hang(tokens, whole, at - 1)
        elif tokens[whole].text == "denen" and _tells_of_some(tokens, whole + 1):
            # ``…, von denen viele geschlagen wurden``
            tokens[whole] = tokens[whole]._replace(stts="PRELS")
            _hang(tokens, whole, whole + 1)


def _tells_of_some(tokens: Sequence[Token], at: int) -> bool:
    if at >= len(tokens) or tokens[at].stts not in _SOME:
        return False
    return tokens[at].relation in _PLACES or (tokens[at].stts == "PIS" and tokens[at].relation == "obl")


def _begins_attribute(tokens: Sequence[Token], at: int) -> bool:
    """``zwei von ihnen besetzte Dörfer``: they are the ones who act."""
    return at < len(tokens) and tokens[at].stts == "ADJA"


def _hang(tokens: list[Token], whole: int, part: int) -> None:
    if tokens[part].head == whole:
        return
    tokens[whole] = tokens[whole]._replace(head=part, relation="nmod")
    if tokens[part].stts == "PIAT":
        tokens[part] = tokens[part]._replace(tag="PRON", stts="PIS")
