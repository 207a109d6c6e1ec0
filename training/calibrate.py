"""`python -m training.calibrate`: how sure statements are, by how often they are right; the check on other articles.

The points are fitted on the articles of our annotation that nothing was trained on, and written into
`streams/extract/languages/de/confidence.tsv`. The table in `docs/statements.md` says how they hold on the development
part of the quotation corpus, which nothing was fitted on.
"""

import argparse
import itertools
import json
import logging
from collections.abc import Iterator, Sequence

from streams.extract.actors import resolve
from streams.extract.analyser import analyse
from streams.extract.statements import Draft, drafts_of
from training import speech
from training.corpora import DATA, ROOT

log = logging.getLogger(__name__)

POINTS = ROOT / "streams" / "extract" / "languages" / "de" / "confidence.tsv"
DOCUMENT = ROOT / "docs" / "statements.md"
_MARKS = "<!-- reliability: written by training.calibrate -->", "<!-- end of reliability -->"
_FEWEST = 25
"""Statements to a point at least."""
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

Span = tuple[int, int]
Told = tuple[str, list[Span]]
"""Kind and quote."""


def right(draft: Draft, gold: Sequence[Told]) -> bool:
    """Whether a statement of this kind is there, with more than half of the characters of both quotes in common."""
    mine = sum(end - start for start, end in draft.quote)
    for kind, quote in gold:
        common = sum(max(0, min(end, b) - max(start, a)) for start, end in draft.quote for a, b in quote)
        if kind == draft.kind and 2 * common > max(mine, sum(b - a for a, b in quote)):
            return True
    return False


def judged(texts: Iterator[tuple[str, list[Told]]], of: str) -> list[tuple[float, bool]]:
    """Give for every statement found a figure (`raw` or `confidence`) and whether it is right."""
    found = []
    for text, gold in texts:
        document = analyse(text, "de")
        found += [(float(getattr(draft, of)), right(draft, gold)) for draft in drafts_of(document, resolve(document))]
    return sorted(found)


def kept_back() -> Iterator[tuple[str, list[Told]]]:
    """Give the annotated texts that nothing was trained on."""
    for text, statements in speech.annotated(speech.STATEMENTS, held=True):
        yield text, [(one["kind"], [(a, b) for a, b in one["quote"]]) for one in statements]


def corpus() -> Iterator[tuple[str, list[Told]]]:
    """Give the development articles of the quotation corpus."""
    kinds = {kind.replace("_", ""): kind for kind in ("direct", *speech.CONTENT)}
    for path in sorted((DATA / "quotations" / "dev").glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        spans = {token["id"]: (token["charBegin"], token["charEnd"]) for token in read["tokens"]}
        yield (
            read["originalText"],
            [
                (kinds[one["type"].lower()], [spans[number] for number in one["quote"]["tokenIds"]])
                for one in read["annotations"]
            ],
        )


def fit(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Pool neighbours until the share of right ones rises (isotonic regression), `_FEWEST` to a point at least."""
    pools: list[list[float]] = []  # sum of figures, right ones, all
    for at in range(0, len(rows), _FEWEST):
        part = rows[at : at + _FEWEST]
        pools.append([sum(raw for raw, _ in part), float(sum(hit for _, hit in part)), float(len(part))])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [(round(raw / size, 3), round(hits / size, 3)) for raw, hits, size in pools]


def table(rows: Sequence[tuple[float, bool]]) -> str:
    """Write how often statements of each confidence are right."""
    lines = ["| confidence | statements | mean | right |", "|---|---|---|---|"]
    for low, high in itertools.pairwise(_BINS):
        part = [(value, hit) for value, hit in rows if low <= value < high]
        if part:
            mean = sum(value for value, _ in part) / len(part)
            hits = sum(hit for _, hit in part) / len(part)
            lines.append(f"| {low:.1f} to {min(high, 1.0):.1f} | {len(part)} | {mean:.2f} | {hits:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Fit, or check and write the table."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write the table of other articles; fit nothing")
    if parser.parse_args().check:
        text = DOCUMENT.read_text(encoding="utf-8")
        start, stop = text.index(_MARKS[0]) + len(_MARKS[0]), text.index(_MARKS[1])
        made = table(judged(corpus(), "confidence"))
        DOCUMENT.write_text(f"{text[:start]}\n{made}\n{text[stop:]}", encoding="utf-8")
        log.info(made)
        return
    points = fit(judged(kept_back(), "raw"))
    rows = [
        "# Mean probability of a statement's words, share that was right: written by training.calibrate",
        "raw\tright",
    ]
    POINTS.write_text("\n".join([*rows, *(f"{raw}\t{share}" for raw, share in points)]) + "\n", encoding="utf-8")
    log.info("%s", points)


if __name__ == "__main__":
    main()
