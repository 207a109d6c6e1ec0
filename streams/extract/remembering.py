"""How much is remembered of words read before: bounded, and full within some thousand articles."""

WORDS_KEPT = 30_000
"""Of how many words each memory keeps what it found; a word that came long ago is looked up again."""

SOME_KEPT = 5_000
"""The same where few words are asked for, as verbs: more would fill for days, and look like a leak."""
