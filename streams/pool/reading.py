"""From the bytes of one message to what reading it gives: the pure function that an extraction process runs."""

from collections.abc import Callable
from typing import Literal, NotRequired, TypedDict

from schemas import Article, RecordError, decode_json
from streams.extract import Extraction, ExtractionError, LanguageNotSupportedError
from streams.state.contribution import contributions
from streams.state.copies import sketch_of
from streams.state.ledger import Reading

Extractor = Callable[[Article], Extraction]


class Request(TypedDict):
    """What the process must know beside the message's value."""

    key: str | None
    """The message's key; null where it has none, or one that is not UTF-8."""
    placed: bool
    """Whether the message stands in the partition that its key belongs to."""
    revision: int
    """The revision that the ledger holds, 0 for none."""
    coder: str
    """Who read it."""


class Read(TypedDict):
    """The article was read."""

    kind: Literal["read"]
    reading: Reading


class Known(TypedDict):
    """This revision, or a later one, is in the ledger: the text was not read again."""

    kind: Literal["known"]


class Misplaced(TypedDict):
    """The message must stand under this key, in this key's partition."""

    kind: Literal["misplaced"]
    id: str


class Failed(TypedDict):
    """The message cannot be read, now or later."""

    kind: Literal["failed"]
    stage: str
    error: str
    message: str
    language: NotRequired[str]
    """Of an article whose language is not supported yet."""


Reply = Read | Known | Misplaced | Failed


def read_message(value: bytes, request: Request, extractor: Extractor, coder: str) -> Reply:
    """Decode, validate and read the article in ``value``. Never raises for what the value holds."""
    stage = "decode"
    try:
        decoded = decode_json(value)
        stage = "validate"
        article = Article.from_plain(decoded)
    except RecordError as error:
        return failed(stage, error)
    if article.id != request["key"] or not request["placed"]:
        return Misplaced(kind="misplaced", id=article.id)
    if article.revision < request["revision"] or (
        article.revision == request["revision"] and coder == request["coder"]
    ):
        return Known(kind="known")
    return _extract(article, extractor, coder)


def _extract(article: Article, extractor: Extractor, coder: str) -> Read | Failed:
    try:
        extraction = extractor(article)
    except LanguageNotSupportedError as error:
        code = error.language if error.language.isascii() and len(error.language) <= len("deu") else "other"
        return Failed(**failed("extract", error), language=code)
    except ExtractionError as error:
        return failed("extract", error)
    except MemoryError:
        return Failed(kind="failed", stage="extract", error="MemoryError", message="reading it took too much memory")
    except Exception as error:  # noqa: BLE001 (a fault of ours must not lose the article)
        return failed("extract", error)
    return Read(kind="read", reading=reading_of(article, extraction, coder))


def reading_of(article: Article, extraction: Extraction, coder: str) -> Reading:
    """What the ledger remembers of an article that was read."""
    return Reading(
        article=article.ref().model_dump(mode="json"),
        title=article.title,
        text=article.text,
        language=extraction.language,
        sketch=sketch_of(article.text),
        coder=coder,
        events=[decode_json(event.to_json()) for event in extraction.events],
        statements=[decode_json(statement.to_json()) for statement in extraction.statements],
        rows=contributions(article.source, article.published_at, extraction.events, extraction.statements),
    )


def failed(stage: str, error: Exception) -> Failed:
    """A failure with the error's class and its text on one line, shortened where it is very long."""
    text = " ".join(str(error).encode("utf-8", "replace").decode().split()) or "no message"
    return Failed(kind="failed", stage=stage, error=type(error).__name__, message=text[:1000])
