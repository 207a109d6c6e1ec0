"""Sample dispatches: what ``depesche demo`` sends, with a correction and a withdrawal among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from schemas import Article, RecordError

_HEADER = ["article", "file", "note"]
_WITHDRAWN = "-"


class SampleError(ValueError):
    """A line of ``steps.tsv`` or the article that it names is wrong; the message names the line. Mend it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the demo."""

    key: str
    """The article's id: the message's key."""
    article: Article | None
    """The message's value; null withdraws the article."""
    note: str
    """What to watch, in English."""


def steps() -> list[Step]:
    """The messages in the order in which they are sent: articles, then the correction, then the withdrawal.

    Raises:
        SampleError: a line of ``steps.tsv`` or a file that it names is wrong.
    """
    return list(_steps(files(__package__).joinpath("steps.tsv").read_text(encoding="utf-8")))


def _steps(table: str) -> Iterator[Step]:
    header: list[str] = []
    for number, line in enumerate(table.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            if header != _HEADER:
                raise SampleError(f"steps.tsv:{number}: columns {', '.join(header)}, not {', '.join(_HEADER)}")
            continue
        if len(cells) != len(_HEADER):
            raise SampleError(f"steps.tsv:{number}: {len(cells)} cells where {len(_HEADER)} are expected")
        key, file, note = cells
        yield Step(key, None if file == _WITHDRAWN else _article(file, key, number), note)


def _article(file: str, key: str, number: int) -> Article:
    try:
        article = Article.from_json(files(__package__).joinpath(file).read_bytes())
    except (OSError, RecordError) as error:
        raise SampleError(f"steps.tsv:{number}: {file}: {error}") from error
    if article.id != key:
        raise SampleError(f"steps.tsv:{number}: {file} is article {article.id}, not {key}")
    return article
