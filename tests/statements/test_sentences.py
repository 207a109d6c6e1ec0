"""Statements in sentences of our own: at least thirty of each kind, and texts that only look like statements."""

import re
from collections import Counter

import pytest

from schemas import Article, Statement
from streams.extract import extract
from tests.statements.sentences import Block, blocks

BLOCKS = list(blocks())
_EDGES = " .,:;!?–—-„“”\"»«‚‘'"


def _plain(text: str) -> str:
    """Without white space, and without the marks at the edges of pieces."""
    return " | ".join(re.sub(r"\s+", " ", piece).strip(_EDGES) for piece in text.split(" | "))


def _found(statement: Statement) -> tuple[str, str, str, str]:
    speakers = dict.fromkeys(voice.mention.text for voice in statement.speakers if voice.mention)
    addressees = dict.fromkeys(voice.mention.text for voice in statement.addressees if voice.mention)
    return (
        statement.kind,
        _plain(" | ".join(span.text for span in statement.quote)),
        _plain(" | ".join(speakers)),
        _plain(" | ".join(addressees)),
    )


def read(text: str) -> list[tuple[str, str, str, str]]:
    """Kind, quote, speaker and addressee of each statement in a text."""
    article = Article.from_plain({"source": "T", "language": "de", "text": text, "published_at": "2024-05-16"})
    return sorted(_found(statement) for statement in extract(article).statements)


def wanted(block: Block) -> list[tuple[str, str, str, str]]:
    """What the file wants, in the same form."""
    return sorted((one.kind, *(_plain(one.parts.get(part, "")) for part in ("q", "s", "a"))) for one in block.wanted)


def _case(block: Block) -> object:
    marks = [pytest.mark.xfail(reason=block.fault, strict=True)] if block.fault else []
    return pytest.param(block, id=f"{block.line}", marks=marks)


@pytest.mark.parametrize("block", [_case(block) for block in BLOCKS])
def test_sentence(block):
    """All of its statements, whole, with speaker and addressee, and nothing else."""
    assert read(block.text) == wanted(block)


def test_there_are_enough():
    """Thirty and more of each kind, and fifty texts without a statement."""
    kinds = Counter(one.kind for block in BLOCKS for one in block.wanted)
    assert len(kinds) == 5
    assert min(kinds.values()) >= 30
    assert sum(not block.wanted for block in BLOCKS) >= 50
