"""What the registry costs; the floors leave room for a busy machine."""

from time import process_time

from streams.extract.actors.known.registry import Registry

TEXT = (
    "Der belarussische Außenminister Maxim Ryschenkow traf am Montag in Moskau den Generalsekretär der Vereinten "
    "Nationen und sprach mit ihm über die Lage im Gebiet und über Reisen zwischen beiden Ländern ."
)
SENTENCE = TEXT.split()


def test_loading_takes_part_of_a_second() -> None:
    begun = process_time()
    Registry()
    assert process_time() - begun < 1.5


def test_words_that_are_nothing_cost_next_to_nothing(known: Registry) -> None:
    for spot, word in enumerate(SENTENCE):
        known.match(SENTENCE, spot)
        known.adjective(word)
        known.role(word)
    begun = process_time()
    for _ in range(500):
        for spot, word in enumerate(SENTENCE):
            known.match(SENTENCE, spot)
            known.adjective(word)
            known.role(word)
    assert (process_time() - begun) / (500 * len(SENTENCE)) < 12e-6
