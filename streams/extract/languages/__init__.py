"""Language packs, and which one reads an article."""

from streams.extract.languages.choose import choose_language

__all__ = ["choose_language"]
