"""Some of those who were named: ``mehrere von ihnen``, which the network tends to take for ``… wurden von ihnen``."""

from streams.extract.analyser.document import Token

_SOME = frozenset({"PIS", "PIAT", "CARD"})
_WHOLE = frozenset({"ihnen", "uns", "euch", "diesen", "denen"})


def hang_on_parts(tokens: list[Token]) -> None:
    """Hang the pronoun of ``von`` on the indefinite pronoun or number right before it; ``denen`` also before one."""
    for at, token in enumerate(tokens[:-1]):
        if token.text.lower() != "von" or tokens[at + 1].text.lower() not in _WHOLE:
            continue
        if at and tokens[at - 1].stts in _SOME:
            _hang(tokens, at + 1, at - 1)
        elif tokens[at + 1].text == "denen" and at + 2 < len(tokens) and tokens[at + 2].stts in _SOME:
            # ``…, von denen viele geschlagen wurden``
            tokens[at + 1] = tokens[at + 1]._replace(stts="PRELS")
            _hang(tokens, at + 1, at + 2)


def _hang(tokens: list[Token], whole: int, part: int) -> None:
    if tokens[part].head == whole:
        return
    tokens[whole] = tokens[whole]._replace(head=part, relation="nmod")
    if tokens[part].stts == "PIAT":
        tokens[part] = tokens[part]._replace(tag="PRON", stts="PIS")
