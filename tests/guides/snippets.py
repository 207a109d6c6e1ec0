"""The snippets of the guides in docs/, as they are read."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def snippets(guide: str, language: str) -> list[str]:
    """The code blocks of one language in a guide, in their order."""
    text = (DOCS / guide).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def containing(guide: str, language: str, words: str) -> str:
    """The one block that has these words."""
    (found,) = [block for block in snippets(guide, language) if words in block]
    return found
