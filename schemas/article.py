"""Articles: what producers push."""

import hashlib
import unicodedata
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, field_validator, model_validator

from schemas.base import Moment, Record

MAX_ID = 512
"""Longest article id, in characters; record ids and ledger keys carry it."""

MAX_TEXT = 1_000_000
"""Longest text, in characters (code points)."""


def _real_integer(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be an integer")  # noqa: TRY004 - pydantic reports ValueError only
    return value


class ArticleRef(Record):
    """What a record says of the article that it came from."""

    id: Annotated[str, Field(description="The article's id.")]
    revision: Annotated[int, Field(ge=1, description="The revision that was read.")]
    source: Annotated[str, Field(description="The publisher.")]
    url: Annotated[str | None, Field(description="Where the article stands, if anywhere.")] = None
    published_at: Annotated[Moment | None, Field(description="Day, or time in UTC.")] = None


class Article(Record):
    """A news article: topic ``articles``, key: the article's id.

    A message with a null value under that key (a tombstone) withdraws the article. The id may be left out: it is
    then derived from ``url``, else from source, title and text.

    Raises:
        RecordError: a field breaks its rule; the message names it.
    """

    id: Annotated[str, Field(min_length=1, max_length=MAX_ID, description="The producer's own id.")]
    revision: Annotated[
        int,
        Field(ge=1, le=2**53 - 1, description="A higher revision of the same id replaces a lower one."),
        BeforeValidator(_real_integer),
    ] = 1
    source: Annotated[str, Field(min_length=1, max_length=200, description="The publisher, e.g. BelTA.")]
    url: Annotated[str | None, Field(max_length=4096, description="An http or https URL.")] = None
    language: Annotated[
        str | None,
        Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", description="BCP 47; detected where absent."),
    ] = None
    title: Annotated[str, Field(max_length=10_000, description="The headline.")] = ""
    text: Annotated[
        str,
        Field(min_length=1, max_length=MAX_TEXT, description="Paragraphs separated by newlines."),
    ]
    published_at: Annotated[
        Moment | None,
        Field(description="Day, or time in UTC: the anchor for relative dates and for dates without a year."),
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _derive_id(cls, value: object) -> object:
        if not isinstance(value, dict) or value.get("id") is not None:
            return value
        if value.get("url"):
            content = str(value["url"])
        else:
            content = "\n".join(str(value.get(name) or "") for name in ("source", "title", "text"))
        # A lone surrogate can reach this from Python callers; it must not break the hash.
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        return {**value, "id": f"sha256-{digest[:32]}"}

    @field_validator("id", "source", mode="after")
    @classmethod
    def _printable(cls, value: str) -> str:
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in value):
            raise ValueError("has control characters")
        if value != value.strip():
            raise ValueError("begins or ends with white space")
        return value

    @field_validator("url", mode="after")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("not an http or https URL")
        return value

    @field_validator("title", "text", mode="after")
    @classmethod
    def _encodable(cls, value: str) -> str:
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"no valid Unicode at character {error.start}") from error
        return value

    @field_validator("text", mode="after")
    @classmethod
    def _has_words(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("has nothing but white space")
        return value

    def ref(self) -> ArticleRef:
        """What the records made from this article say of it."""
        return ArticleRef(
            id=self.id, revision=self.revision, source=self.source, url=self.url, published_at=self.published_at
        )

    @classmethod
    def from_text(cls, text: str, *, source: str, title: str = "") -> Self:
        """An article of plain text, with an id of its content.

        Raises:
            RecordError: the text is empty or too long.
        """
        return cls.from_plain({"source": source, "title": title, "text": text})
