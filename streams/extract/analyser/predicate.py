"""What a clause's verbs say: lemma, modal, tense, voice, mood."""

from collections.abc import Sequence

from streams.extract.analyser.document import Mood, Tense, Token
from streams.extract.analyser.draft import Draft
from streams.extract.analyser.lemma import VerbForm, separable, verb_form
from streams.extract.analyser.lists import lines
from streams.extract.analyser.tags import MODALS

_PARTICLES = frozenset(lines("particles.txt"))


def predicate_of(tokens: Sequence[Token], draft: Draft) -> tuple[str, str, Tense, bool]:
    """Give the full verb's lemma, the modal's, tense and voice."""
    finite, head = tokens[draft.verb], tokens[draft.head]
    others = [tokens[part] for part in draft.parts if part not in {draft.verb, draft.head}]
    particle = next((token.text for token in others if token.stts == "PTKVZ" or token.relation == "compound:prt"), "")
    full = head if draft.head in draft.parts else finite
    lemma = full.lemma
    known_pair = verb_form(particle.lower() + lemma) is not None or particle.lower() in _PARTICLES
    if particle and known_pair and not lemma.startswith(particle.lower()):
        lemma = separable(particle, lemma)
    if finite.relation == "cop":
        lemma = finite.lemma
    verbs = [finite, *(token for token in others if token.tag in {"AUX", "VERB"})]
    modal = next((token.lemma for token in verbs if token.lemma in MODALS and token is not full), "")
    participle = full.stts == "VVPP" or full.features.get("VerbForm") == "Part"
    if finite.lemma in {"haben", "sein"} and finite is not full and not modal and full.stts == "VVINF":
        known = verb_form(full.text)  # "haben … verlassen"
        participle = known is not None and "p" in known.readings and finite.relation != "cop"
    werden = [token for token in verbs if token.lemma == "werden" and token is not full]
    passive = participle and bool(werden)
    past = finite.features.get("Tense") == "Past" and finite.features.get("Mood") != "Sub"
    tense: Tense = "past" if past else "present"
    perfect = (
        finite.lemma in {"haben", "sein"}
        and finite is not full
        and finite.relation != "cop"
        and (participle or bool(werden))
    )
    if perfect:
        tense = "pluperfect" if past else "perfect"
    elif finite.lemma == "werden" and finite is not full and not past and not participle:
        tense = "future"
    return lemma, modal, tense, passive


def mood_of(tokens: Sequence[Token], draft: Draft, subject: int | None) -> Mood:
    """Give the mood: by the verb's form where that tells, else by the network."""
    verb = tokens[draft.verb]
    mood = verb.features.get("Mood")
    known = verb_form(verb.text)
    if not draft.finite or known is None:
        return "imperative" if mood == "Imp" else "indicative"
    if known.mood == "2":
        return "subjunctive-2"
    if known.mood in "1t":
        if not _third_person(tokens, draft, subject, known):
            return "imperative" if mood == "Imp" else "indicative"
        return "subjunctive-1"
    if mood != "Sub":
        return "imperative" if mood == "Imp" else "indicative"
    modal = known.lemmas[0] in MODALS and known.lemmas[0] != "wollen"  # "wollte" is a preterite nearly always
    ambiguous = "j" in known.readings and (modal or _among_subjunctives(tokens, draft))
    return "subjunctive-2" if ambiguous else "indicative"


def _third_person(tokens: Sequence[Token], draft: Draft, subject: int | None, known: VerbForm) -> bool:
    """Tell the third person from "ich habe", "Siehe auch …" and "Habe gestern …", which look like a subjunctive I."""
    verb = tokens[draft.verb]
    person = tokens[subject].text.lower() if subject is not None else ""
    if person in {"ich", "du"}:
        return False
    if known.mood == "1":
        return True
    first = all(token.tag == "PUNCT" for token in tokens[: draft.verb])
    if first and known.lemmas[0] not in {"sein", "haben", "werden", "mögen"}:
        return False
    return bool(person) or not (first or verb.features.get("Person") == "1" or tokens[draft.verb - 1].text == "(")


def _among_subjunctives(tokens: Sequence[Token], draft: Draft) -> bool:
    """Tell whether a conditional or another, clear subjunctive stands in the sentence: then "sagte" may be one too."""
    if any(
        tokens[child].text.lower() in {"wenn", "falls", "ob", "als"} and tokens[child].relation == "mark"
        for child in draft.children
    ):
        return True
    for at, token in enumerate(tokens):
        if at != draft.verb and token.features.get("Mood") == "Sub":
            known = verb_form(token.text)
            if known is not None and known.mood in "12t":
                return True
    return False


def with_mood(token: Token, mood: Mood) -> Token:
    """Make the verb's features say what the clause says."""
    wanted = {"indicative": "Ind", "imperative": "Imp"}.get(mood, "Sub")
    if token.features.get("Mood", wanted) == wanted:
        return token
    tense = {"subjunctive-1": "Pres", "subjunctive-2": "Past"}.get(mood, token.features.get("Tense", "Pres"))
    return token._replace(features={**token.features, "Mood": wanted, "Tense": tense, "VerbForm": "Fin"})
