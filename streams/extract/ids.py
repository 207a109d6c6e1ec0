"""Who made a record, and its deterministic name."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

_DIGITS = 12
_LEXICONS = (
    "streams.extract.languages.de",
    "streams.extract.actors.data",
    "streams.extract.actors.data.holders",
    "streams.extract.analyser.data",
    "streams.extract.analyser.model",
)
_READ = (".tsv", ".txt", ".gz", ".onnx", ".npz", ".json")


@cache
def coder() -> str:
    """Name and version of code and lexicons: ``depesche/0.1.0 de/3f2a9c01b7de``."""
    try:
        release = version("depesche")
    except PackageNotFoundError:
        release = "0"
    digest = hashlib.sha256()
    folders = [files(package) for package in _LEXICONS]
    folders.append(files(_LEXICONS[0]).joinpath("events"))
    for folder in folders:
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(_READ):
                digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"depesche/{release} de/{digest.hexdigest()[:_DIGITS]}"


class Namer:
    """Names the records of one article.

    A name hangs on what the record says, not on where it stands or which revision it is of, so an unchanged
    sentence keeps its records. Equal records of one article are told apart by their order.
    """

    def __init__(self, article_id: str) -> None:
        self._article_id = article_id
        self._used: dict[str, int] = {}

    def name(self, kind: str, *content: object) -> str:
        """The id of a record; ``kind`` is ``e`` for events and ``s`` for statements."""
        joined = "\x1f".join((kind, *(str(part) for part in content)))
        ordinal = self._used.get(joined, 0)
        self._used[joined] = ordinal + 1
        digest = hashlib.sha256(f"{joined}\x1e{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self._article_id}:{kind}:{digest[:_DIGITS]}"
