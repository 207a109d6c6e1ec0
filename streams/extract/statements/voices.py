"""Words to those whom they mean: the actors that resolution found in them."""

from collections.abc import Sequence

from streams.extract.actors import Resolved
from streams.extract.actors.entity import Mention
from streams.extract.analyser import Document
from streams.extract.statements.draft import Heard
from streams.extract.statements.frames import Tokens
from streams.extract.statements.nounphrase import noun_phrase

_MARKS = frozenset(",;:.–—")


class Voices:
    """The actors of a document, for speakers and addressees."""

    def __init__(self, document: Document, resolved: Resolved) -> None:
        self._document = document
        self._resolved = resolved

    def own(self, number: int, words: Tokens) -> Heard | None:
        """Whose words they are that are called one's own ("eigenen Angaben zufolge"): the subject's of the sentence."""
        sentence = self._document.sentences[number]
        if not any(token.lemma.lower() == "eigen" for token in sentence.tokens[words[0] : words[1]]):
            return None
        root = next((clause for clause in sentence.clauses if clause.relation == "root"), None)
        if root is None or root.subject is None:
            return None
        named = self.heard(number, noun_phrase(sentence.tokens, root.subject))
        said = self.heard(number, words)
        return Heard(said.words, named.entities, f"one's own: {named.why}") if named.entities else None

    def actor(self, number: int, words: Tokens) -> Heard | None:
        """Give the party that some tokens are if their head names an actor, not only something within."""
        found = self.heard(number, words)
        heads = self._heads(number, words)
        named = any(mention.first <= at < mention.last for mention in self._resolved.mentions[number] for at in heads)
        return found if found.entities and named else None

    def heard(self, number: int, words: Tokens) -> Heard:
        """Give the party that some tokens of a sentence are."""
        tokens = self._document.sentences[number].tokens
        first, last = words
        while last > first + 1 and tokens[last - 1].text in _MARKS:
            last -= 1
        mentions = [
            mention
            for mention in self._resolved.mentions[number]
            if mention.first < last and first < mention.last and not mention.possessive
        ]
        chosen = self._chosen(number, (first, last), mentions)
        entities = tuple(dict.fromkeys(entity for mention in chosen for entity in mention.entities))
        why = "; ".join(dict.fromkeys(mention.why for mention in chosen if mention.why))
        return Heard((tokens[first].start, tokens[last - 1].end), entities, why)

    def _chosen(self, number: int, words: Tokens, mentions: Sequence[Mention]) -> list[Mention]:
        """The mention at the phrase's head and those joined to it, else the first one: "Angaben der Polizei"."""
        tokens = self._document.sentences[number].tokens
        first, last = words
        heads = self._heads(number, words)
        named = heads | {at for at in range(first, last) if tokens[at].relation == "flat" and tokens[at].head in heads}
        joined = {at for at in range(first, last) if tokens[at].relation == "conj" and tokens[at].head in named}
        at_head = [mention for mention in mentions if any(mention.first <= at < mention.last for at in heads | joined)]
        return at_head or list(mentions[:1])

    def _heads(self, number: int, words: Tokens) -> set[int]:
        """The words that hang on a word outside; not the noun of a phrase with a preposition behind them."""
        tokens = self._document.sentences[number].tokens
        first, last = words
        heads = [at for at in range(first, last) if not first <= tokens[at].head < last or tokens[at].head == at]
        prepositional = {tokens[at].head for at in range(first, last) if tokens[at].relation == "case"}
        return set(heads[:1]) | {at for at in heads[1:] if at not in prepositional}
