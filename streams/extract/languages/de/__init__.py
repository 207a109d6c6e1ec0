"""The German language pack: data files, and the small classes that read them."""

from streams.extract.languages.de.words import Words, words

__all__ = ["Words", "words"]
