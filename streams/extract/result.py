"""What reading an article gives, and the ways in which it can fail."""

from dataclasses import dataclass

from schemas import Event, Statement


class ExtractionError(Exception):
    """An article that cannot be read; the message is one line for people. It goes to the dead letters whole."""


class LanguageNotSupportedError(ExtractionError):
    """The article is in a language that has no pack yet. Retry the dead letter once a version has it.

    Args:
        message: for people.
        language: primary language subtag, lower case.
    """

    def __init__(self, message: str, language: str) -> None:
        super().__init__(message)
        self.language = language


class LanguageUnknownError(ExtractionError):
    """No language given, and the text does not tell. Send the article again with ``language`` set."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The records of one article, in the order of the text."""

    language: str
    """BCP 47 of the language that it was read in."""
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
