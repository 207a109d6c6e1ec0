"""simplemma's dictionary of German, without its memory of 65,536 words: who asks keeps what it found."""

from functools import cache

import simplemma


@cache
def _lemmatizer() -> simplemma.Lemmatizer:
    return simplemma.Lemmatizer(cache_max_size=0)


def dictionary_form(form: str) -> str:
    """The dictionary form of a word; the word itself where it is not known."""
    return str(_lemmatizer().lemmatize(form, "de"))


def in_dictionary(form: str) -> bool:
    """Whether a word, in this form, is in the dictionary."""
    return bool(simplemma.is_known(form, "de"))
