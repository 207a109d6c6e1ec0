"""Tags and forms of verbs: what the lexicon and a verb's auxiliary say where the network is wrong.

These mends change tags, features and who is the head of a copula; those of `fields` then mend brackets.
"""

from collections.abc import Sequence

from streams.extract.analyser.document import Token
from streams.extract.analyser.lemma import lemma_of, verb_form
from streams.extract.analyser.lists import lines

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
AUX_RELATIONS = frozenset({"aux", "aux:pass", "cop"})
MODALS = frozenset({"können", "müssen", "sollen", "wollen", "dürfen", "mögen"})
VERBAL = frozenset({"VERB", "AUX"})
RIGHT = frozenset({"VVPP", "VVINF", "VAPP", "VAINF", "VMPP", "VMINF"})
ENDING = frozenset({".", "!", "?", ";", ":", "–", "—", "“", "”", "»", ")"})
CUT = ENDING | {",", "„", "«", "("}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_WITH_SEIN = tuple(lines("sein_verbs.txt"))


def is_finite(token: Token) -> bool:
    """Tell a finite verb: by the STTS tag, or by the features where that is no verb's."""
    if token.tag not in VERBAL:
        if token.stts not in FINITE:
            return False
        known = verb_form(token.text) if token.text[0].islower() else None
        return token.features.get("VerbForm") == "Fin" or (known is not None and known.may_be_finite)
    if token.stts in FINITE:
        return True
    return token.features.get("VerbForm") == "Fin" and token.stts not in RIGHT and token.stts != "VVIZU"


def known_form(token: Token) -> Token:
    """Mend the tag and tense of forms that can be one thing only ("teilzunehmen", "besprachen")."""
    if not token.text[0].islower() or token.stts in {"ADJA", "NE"}:
        return token
    known = verb_form(token.text)
    if known is None:
        return token
    if known.readings == "z" and token.stts != "VVIZU":
        features = {"VerbForm": "Inf"}
        return token._replace(tag="VERB", stts="VVIZU", features=features, lemma=lemma_of(token.text, "VERB", "VVIZU"))
    if token.stts in {"VVPP", "VVINF"} and not set(known.readings) & set("pizma"):
        features = {**token.features, "VerbForm": "Fin", "Mood": token.features.get("Mood", "Ind")}
        token = token._replace(tag="VERB", stts="VVFIN", features=features)  # "zogen"
    if token.features.get("VerbForm") == "Fin" and token.features.get("Mood") != "Sub":
        if "v" in known.readings and "r" not in known.readings and token.features.get("Tense") != "Past":
            return token._replace(features={**token.features, "Tense": "Past"})
        if "r" in known.readings and "v" not in known.readings and token.features.get("Tense") == "Past":
            return token._replace(features={**token.features, "Tense": "Pres"})
    return token


def verbs_under_auxiliaries(tokens: list[Token], auxiliaries: Sequence[int]) -> None:
    """Know a participle by its auxiliary ("geflohen war"), where it was taken for an adjective."""
    for at in auxiliaries:
        token = tokens[at]
        head = tokens[token.head]
        if head.tag != "ADJ":
            continue
        known = verb_form(head.text)
        if known is None or "p" not in known.readings:
            continue
        lemma = lemma_of(head.text, "VERB", "VVPP")
        if token.relation == "cop":
            if not lemma.endswith(_WITH_SEIN):
                continue  # "ist geschlossen": a state
            tokens[at] = token._replace(relation="aux")
        tokens[token.head] = head._replace(tag="VERB", stts="VVPP", lemma=lemma)


def copula_on_subject(tokens: list[Token], auxiliaries: Sequence[int]) -> None:
    """Make what the copula hangs on the predicate, where the tree calls it the subject of what is before the verb."""
    for at in auxiliaries:
        token = tokens[at]
        if token.relation != "cop":
            continue
        number, head = token.head, tokens[token.head]
        above = tokens[head.head]
        if head.relation == "nsubj" and head.head < number and above.tag in _NOMINAL and head.head != number:
            if any(other.head == head.head and other.relation in AUX_RELATIONS for other in tokens):
                continue
            root = above.head == head.head
            tokens[head.head] = above._replace(head=number, relation="nsubj")
            tokens[number] = head._replace(head=number if root else above.head, relation=above.relation)


def modal_first(tokens: list[Token]) -> None:
    """Know a modal verb that begins a question or a condition ("Müssen …?", "Sollte der Plan scheitern, …")."""
    first = next((at for at, token in enumerate(tokens) if token.tag != "PUNCT"), None)
    if first is None or tokens[first].stts in FINITE:
        return
    known = verb_form(tokens[first].text)
    if known is None or known.lemmas[0] not in MODALS or tokens[first].relation in {"nsubj", "obj", "root"}:
        return
    for number in range(first + 1, len(tokens)):
        if tokens[number].text in CUT:
            return
        form = verb_form(tokens[number].text)
        if tokens[number].stts in {"VVFIN", "VVINF"} and form is not None and "i" in form.readings:
            break
    else:
        return
    tense = "Pres" if "r" in known.readings else "Past"
    features = {"Mood": "Ind", "Tense": tense, "VerbForm": "Fin"}
    for at, token in enumerate(tokens):
        if token.head == first and at != first:
            tokens[at] = token._replace(head=number)
    tokens[first] = tokens[first]._replace(
        tag="AUX", stts="VMFIN", lemma=known.lemmas[0], features=features, head=number, relation="aux"
    )


def make_infinitive(tokens: list[Token], at: int) -> None:
    """Read "handeln" under a modal as the infinitive that it must be."""
    form = verb_form(tokens[at].text)
    if form is not None and "i" in form.readings:
        tokens[at] = tokens[at]._replace(stts="VVINF", features={"VerbForm": "Inf"})


def finite_root(tokens: list[Token]) -> None:
    """Make the root a finite verb where the sentence has none and its form can be ("Nachbarn vertiefen Handel")."""
    if any(is_finite(token) for token in tokens):
        return
    for at, token in enumerate(tokens):
        known = verb_form(token.text) if token.text[0].islower() else None
        if token.relation == "root" and token.stts in {"ADJA", "ADJD", "VVINF"} and known and known.may_be_finite:
            features = {"Mood": "Ind", "Tense": "Pres" if "r" in known.readings else "Past", "VerbForm": "Fin"}
            if token.stts != "VVINF" or any(child.head == at and child.relation == "nsubj" for child in tokens):
                tokens[at] = token._replace(tag="VERB", stts="VVFIN", features=features, lemma=known.lemmas[0])
