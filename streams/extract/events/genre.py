"""What kind of article it is, where that decides what its words mean: in a report of a match nobody is attacked."""

from functools import cache, lru_cache

from streams.extract.analyser import Document
from streams.extract.events.lexicon.parse import noun_key
from streams.extract.languages.de.compounds import last_parts
from streams.extract.languages.de.words import fold
from streams.extract.remembering import SOME_KEPT
from streams.extract.tables import LexiconError, read_table

_SHARE = 0.05
"""Share of an article's nouns that a genre's words have at least."""
_WORDS = 4
"""Different words of the genre that it has at least: one word often repeated is a topic, not a genre."""
_MOST_NOUNS = 600
"""Nouns that are looked at: what an article is shows in its first pages."""


def genre_of(document: Document) -> str:
    """``sport`` or ``show`` where an article's nouns are full of their words; empty for all others."""
    found: dict[str, list[str]] = {}
    nouns = 0
    for sentence in document.sentences:
        for token in sentence.tokens:
            if token.tag == "NOUN":
                nouns += 1
                genre = _genre(token.lemma)
                if genre:
                    found.setdefault(genre, []).append(noun_key(token.lemma))
        if nouns >= _MOST_NOUNS:
            break
    for genre, words in found.items():
        if len(set(words)) >= _WORDS and len(words) >= _SHARE * nouns:
            return genre
    return ""


@lru_cache(maxsize=SOME_KEPT)
def _genre(lemma: str) -> str:
    table, key = _table(), noun_key(lemma)
    if key in table:
        return table[key]
    return next((table[f"-{part}"] for part in last_parts(key) if f"-{part}" in table), "")


@cache
def _table() -> dict[str, str]:
    """Folded word → genre; with a hyphen for the last part of a compound."""
    table: dict[str, str] = {}
    for number, row in read_table("streams.extract.languages.de", "genres.tsv", ("genre", "word")):
        word = fold(row["word"].removeprefix("-"))
        if not row["genre"] or not word:
            raise LexiconError(f"genres.tsv:{number}: a genre and a word are needed")
        table[word] = row["genre"]
        if row["word"].startswith("-"):
            table[f"-{word}"] = row["genre"]
    return table
