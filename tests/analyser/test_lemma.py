"""Verb forms that two verbs share are those of the verb that is meant more often."""

import pytest

from streams.extract.analyser.lemma import lemma_of


@pytest.mark.parametrize(
    ("form", "kind", "lemma"),
    [
        ("führen", "VVFIN", "führen"),
        ("führe", "VVFIN", "führen"),
        ("einführen", "VVINF", "einführen"),
        ("fuhren", "VVFIN", "fahren"),
        ("drängen", "VVFIN", "drängen"),
        ("drangen", "VVFIN", "dringen"),
        ("schaltet", "VVFIN", "schalten"),
        ("sähen", "VVFIN", "sehen"),
        ("gewährt", "VVPP", "gewähren"),
        ("gestattet", "VVPP", "gestatten"),
        ("zugestanden", "VVPP", "zugestehen"),
        ("gehört", "VVPP", "hören"),
        ("gehört", "VVFIN", "gehören"),
        ("gedacht", "VVPP", "denken"),
    ],
)
def test_a_form_of_two_verbs(form: str, kind: str, lemma: str) -> None:
    assert lemma_of(form, "VERB", kind) == lemma
