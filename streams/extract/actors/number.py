"""Whether a role noun means one or several, where its form and its article can be either."""

from streams.extract.actors.known.entry import Role
from streams.extract.analyser import Sentence

_ONE = ("das", "dem", "des")


def is_plural(sentence: Sentence, first: int, head: int, role: Role) -> bool:
    """Whether a noun stands in the plural: by its form, its article, its place in the clause, then the analyser."""
    if role.plural is not None:
        return role.plural
    article = sentence.tokens[first].text.lower() if first < head else ""
    clauses = sentence.clauses
    one = (
        article in _ONE
        or article.startswith("ein")
        or (article == "der" and any(clause.subject == head for clause in clauses))
        or (article == "den" and any(head in clause.objects for clause in clauses))
    )
    several = (article == "die" and role.feminine is False) or (
        article == "den" and any(clause.dative == head for clause in clauses)
    )
    if one or several:
        return not one
    return sentence.tokens[head].features.get("Number") == "Plur"
