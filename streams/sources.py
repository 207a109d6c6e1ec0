"""Articles out of files: Article JSON, JSON lines, or plain text."""

import codecs
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas import Article, RecordError, decode_json

STDIN = Path("-")


class SourceError(ValueError):
    """A file, or one article in it, cannot be used; the message names the place. Mend it and try again."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at one place of a file: an article, or why it is none."""

    place: str
    article: Article | None
    error: str | None = None


def read_articles(paths: Iterable[Path], *, source: str) -> Iterator[Found]:
    """The articles of these files, in order; ``-`` is standard input.

    A file holds one Article as JSON, a JSON array of them, one a line, or (where it does not begin with a brace or
    bracket) plain text, which is one article.

    Args:
        paths: the files.
        source: the publisher of articles that are plain text.

    Raises:
        SourceError: a file cannot be read at all.
    """
    for path in paths:
        name = "standard input" if path == STDIN else str(path)
        data = _read(path, name)
        head = data.lstrip()[:1]
        if head not in (b"{", b"["):
            yield _plain_text(name, data, source)
            continue
        try:
            whole = decode_json(data)
        except RecordError as error:
            if b"\n" not in data.strip():
                yield Found(name, None, str(error))
                continue
            yield from _lines(name, data)
            continue
        for number, value in enumerate(whole if isinstance(whole, list) else [whole], 1):
            yield _article(f"{name}[{number}]" if isinstance(whole, list) else name, value)


def _read(path: Path, name: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except OSError as error:
        raise SourceError(f"{name}: {error.strerror or error}") from error
    return data.removeprefix(codecs.BOM_UTF8)


def _lines(name: str, data: bytes) -> Iterator[Found]:
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            place = f"{name}:{number}"
            try:
                yield _article(place, decode_json(line))
            except RecordError as error:
                yield Found(place, None, str(error))


def _article(place: str, value: Any) -> Found:
    try:
        return Found(place, Article.from_plain(value))
    except RecordError as error:
        return Found(place, None, str(error))


def _plain_text(name: str, data: bytes, source: str) -> Found:
    try:
        return Found(name, Article.from_text(data.decode(), source=source))
    except UnicodeDecodeError as error:
        return Found(name, None, f"not UTF-8 at byte {error.start}")
    except RecordError as error:
        return Found(name, None, str(error))
