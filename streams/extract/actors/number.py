"""Whether a role noun means one or several, where its form and its article can be either."""

from streams.extract.actors.known.entry import Role
from streams.extract.analyser import Sentence

_ONE = ("das", "dem", "des")


def is_plural(sentence: Sentence, first: int, head: int, role: Role) -> bool:
    """Whether a noun stands in the plural: by its form, its article, its place in the clause, then the analyser."""
    if role.plural is not None:
        return role.plural
    article = sentence.tokens[first].text.lower() if first < head else ""
    if article in _ONE or article.startswith("ein"):
        return False
    if article == "die" and role.feminine is False:
        return True
    subject = any(clause.subject == head for clause in sentence.clauses)
    if article == "der" and subject:
        return False
    if article == "den":
        if any(head in clause.objects for clause in sentence.clauses):
            return False
        if any(clause.dative == head for clause in sentence.clauses):
            return True
    return sentence.tokens[head].features.get("Number") == "Plur"
