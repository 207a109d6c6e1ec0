"""simplemma's dictionary of German, without its memory of 65,536 words: who asks keeps what it found."""

from functools import cache

from simplemma import Lemmatizer


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer(cache_max_size=0)


def dictionary_form(form: str) -> str:
    """The dictionary form of a word; the word itself where it is not known."""
    return str(_lemmatizer().lemmatize(form, "de"))
