"""Articles out of files: Article JSON, JSON lines, or plain text."""

import codecs
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    read: int = 0
    """Bytes of all the files up to here: how far the work has come."""


def total_size(paths: Sequence[Path]) -> int | None:
    """Bytes of these files together; None where that cannot be told beforehand."""
    try:
        return sum(path.stat().st_size for path in paths) if STDIN not in paths else None
    except OSError:
        return None


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
    before = 0
    for path in paths:
        name = "standard input" if path == STDIN else str(path)
        data = _read(path, name)
        for found, part in _articles(name, data, source):
            yield replace(found, read=before + round(part * len(data)))
        before += len(data)


def _articles(name: str, data: bytes, source: str) -> Iterator[tuple[Found, float]]:
    """What stands in one file, each with the part of it, 0 to 1, that is read by then."""
    if data.lstrip()[:1] not in (b"{", b"["):
        yield _plain_text(name, data, source), 1
        return
    try:
        whole = decode_json(data)
    except RecordError as error:
        if b"\n" not in data.strip():
            yield Found(name, None, str(error)), 1
            return
        yield from _lines(name, data)
        return
    if not isinstance(whole, list):
        yield _article(name, whole), 1
        return
    for number, value in enumerate(whole, 1):
        yield _article(f"{name}[{number}]", value), number / len(whole)


def _read(path: Path, name: str) -> bytes:
    try:
        data = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
    except OSError as error:
        raise SourceError(f"{name}: {error.strerror or error}") from error
    return data.removeprefix(codecs.BOM_UTF8)


def _lines(name: str, data: bytes) -> Iterator[tuple[Found, float]]:
    lines = data.splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{name}:{number}"
            try:
                found = _article(place, decode_json(line))
            except RecordError as error:
                found = Found(place, None, str(error))
            yield found, number / len(lines)


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
