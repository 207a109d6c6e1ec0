"""Dead letters: messages that could not be processed, kept whole."""

from typing import Annotated, Self

from pydantic import Field

from schemas.base import Instant, Record

PREFIX = "depesche-dead-letter-"
"""Prefix of the headers that carry a dead letter's fields."""


class DeadLetter(Record):
    """What the headers of a message on ``articles.dead-letter`` say; its key and value are the original bytes."""

    topic: Annotated[str, Field(description="Where the message stood.")]
    partition: Annotated[int, Field(ge=0, description="Its partition there.")]
    offset: Annotated[int, Field(ge=0, description="Its offset in that partition.")]
    stage: Annotated[str, Field(description="What was being done: decode, validate, route, extract, publish.")]
    error: Annotated[str, Field(description="Class of the error.")]
    message: Annotated[str, Field(description="What went wrong, one line.")]
    attempt: Annotated[int, Field(ge=1, description="How often the message has come here.")] = 1
    coder: Annotated[str, Field(description="Name and version of the code that gave up.")]
    time: Annotated[Instant, Field(description="When, UTC.")]

    def to_headers(self) -> dict[str, bytes]:
        """The headers of the dead letter, one a field, UTF-8."""
        plain = self.model_dump(mode="json")
        return {PREFIX + name: str(value).encode() for name, value in plain.items()}

    @classmethod
    def from_headers(cls, headers: dict[str, bytes]) -> Self:
        """Read the fields back.

        Raises:
            RecordError: a header is missing or malformed.
        """
        return cls.from_plain(
            {
                name.removeprefix(PREFIX): value.decode("utf-8", "replace")
                for name, value in headers.items()
                if name.startswith(PREFIX)
            }
        )
