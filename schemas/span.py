"""Spans: places in an article's text."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Record


class Span(Record):
    """Half-open offsets in Unicode code points into ``Article.text``; ``text`` is always ``article.text[start:end]``.

    Raises:
        RecordError: ``end`` does not come after ``start``, or ``text`` has another length.
    """

    start: Annotated[int, Field(ge=0, description="First code point.")]
    end: Annotated[int, Field(ge=1, description="One past the last code point.")]
    text: Annotated[str, Field(min_length=1, description="The words themselves.")]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"end - start is {self.end - self.start}, but text has {len(self.text)} code points")
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of ``text`` from ``start`` to ``end``.

        Raises:
            ValueError: an empty or reversed span, or one that leaves the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start} to {end} in a text of {len(text)} code points")
        return cls(start=start, end=end, text=text[start:end])
