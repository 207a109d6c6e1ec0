"""How many of the gold mentions in a set of passages mean the actor that they should.

python -m tests.actors.linking tests/actors/first.txt [--errors]
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from streams.extract.actors import Mention, resolve
from streams.extract.actors.known.folding import fold
from streams.extract.analyser import analyse

_MARK = re.compile(r"\[\[([^|\]]*)\|([^|\]]*)\|([^|\]]*)\|([^|\]]*)\]\]")
PRONOUNS = ("pronoun", "possessive", "we", "i", "you")
BARE = ("pronoun", "possessive", "role", "both", "we", "i", "you")


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention and whom it means."""

    start: int
    end: int
    codes: frozenset[str]
    names: frozenset[str]
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text with its mentions."""

    name: str
    day: date
    text: str
    gold: tuple[Gold, ...]


def _split(cell: str) -> frozenset[str]:
    return frozenset(part.strip() for part in re.split(r"[,;]", cell) if part.strip())


def passages(file: Path) -> list[Passage]:
    """The passages of a file: a line ``# id | day | …``, then the marked text."""
    made = []
    for block in re.split(r"\n\s*\n", file.read_text("utf-8").strip()):
        head, _, body = block.strip().partition("\n")
        if not head.startswith("#") or not body.strip():
            continue
        fields = [part.strip() for part in head.lstrip("# ").split("|")]
        text, gold, at = "", [], 0
        body = body.strip()
        for match in _MARK.finditer(body):
            text += body[at : match.start()]
            start = len(text)
            text += match[1]
            gold.append(Gold(start, len(text), _split(match[2]), _split(match[3]), match[4].strip()))
            at = match.end()
        text += body[at:]
        made.append(Passage(fields[0], date.fromisoformat(fields[1]), text, tuple(gold)))
    return made


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a gold mention."""

    passage: Passage
    gold: Gold
    codes: frozenset[str]
    names: frozenset[str]
    persons: frozenset[str]
    why: str

    @property
    def linked(self) -> bool:
        """The actor codes, country and sector, are those of the gold, and so are the persons."""
        if self.codes != self.gold.codes:
            return False
        return (
            not self.persons
            or not self.gold.names
            or all(any(alike(name, wanted) for wanted in self.gold.names) for name in self.persons)
        )

    def told(self) -> str:
        """The error, for people."""
        gold, text = self.gold, self.passage.text
        around = text[max(0, gold.start - 60) : gold.end + 30]
        return (
            f"{self.passage.name} [{gold.kind}] {text[gold.start : gold.end]!r} in …{around}…\n"
            f"    wanted {sorted(gold.codes)} {sorted(gold.names)}; got {sorted(self.codes)} {sorted(self.names)}"
            f" ({self.why})"
        )


def alike(left: str, right: str) -> bool:
    """Whether two writings of a person's name share a word."""
    parts = [{fold(part) for part in re.split(r"[ -]", name) if len(part) > 1} for name in (left, right)]
    return bool(parts[0] & parts[1])


def outcomes(passage: Passage) -> list[Outcome]:
    """What the resolver makes of each gold mention."""
    document = analyse(passage.text, "de")
    resolved = resolve(document, passage.day)
    everything: list[tuple[int, int, int, Mention]] = []
    for sentence, mentions in zip(document.sentences, resolved.mentions, strict=True):
        for mention in mentions:
            tokens = sentence.tokens
            everything.append(
                (tokens[mention.first].start, tokens[mention.last - 1].end, tokens[mention.head].start, mention)
            )
    made = []
    for gold in passage.gold:
        # A possessive within a role is a mention of its own, and no rival of the role that begins with it.
        found = [row for row in everything if gold.kind in PRONOUNS or not row[3].possessive]
        chosen = [m for start, end, head, m in found if start == gold.start and end <= gold.end + 1]
        chosen = chosen or [m for start, end, head, m in found if end == gold.end and start > gold.start]
        chosen = chosen or [m for start, end, head, m in found if gold.start <= head < gold.end]
        chosen = chosen or [m for start, end, head, m in found if start <= gold.start and end >= gold.end]
        entities = [entity for mention in chosen[:1] for entity in mention.entities]
        if len(gold.codes) > 1:
            parts = [m for start, end, head, m in found if gold.start <= head < gold.end]
            entities = [entity for mention in parts or chosen for entity in mention.entities]
        made.append(
            Outcome(
                passage, gold, frozenset(e.code for e in entities), frozenset(e.name for e in entities),
                frozenset(e.name for e in entities if e.kind == "person" and " " in e.name),
                chosen[0].why if chosen else "nothing found",
            )
        )  # fmt: skip
    return made


def main() -> None:
    """Print the accuracy by kind of mention."""
    made = [outcome for passage in passages(Path(sys.argv[1])) for outcome in outcomes(passage)]
    total, right = Counter(o.gold.kind for o in made), Counter(o.gold.kind for o in made if o.linked)
    for kind in total:
        print(f"{kind:12s} {right[kind]:4d} of {total[kind]:4d}  {100 * right[kind] / total[kind]:5.1f} %")  # noqa: T201
    hard = [outcome for outcome in made if outcome.gold.kind in BARE]
    for title, group in (("hard", hard), ("all", made)):
        linked = sum(outcome.linked for outcome in group)
        print(f"{title:12s} {linked:4d} of {len(group):4d}  {100 * linked / max(1, len(group)):5.1f} %")  # noqa: T201
    if "--errors" in sys.argv:
        for outcome in made:
            if not outcome.linked:
                print(outcome.told())  # noqa: T201


if __name__ == "__main__":
    main()
