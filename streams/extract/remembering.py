"""How much is remembered of words read before."""

WORDS_KEPT = 30_000
"""Of how many words each memory keeps what it found; a word that came long ago is looked up again."""
