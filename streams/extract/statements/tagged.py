"""What the network's heads for speech say of a sentence, as runs of tokens."""

from collections.abc import Sequence
from typing import NamedTuple

from streams.extract.analyser import Sentence

HEADS = ("content", "quoted", "frame", "role")
TIE = "tie"
_NONE = "O"


class Run(NamedTuple):
    """Tokens `first` up to before `last` that bear one label."""

    first: int
    last: int
    label: str


def runs(labels: Sequence[str]) -> list[Run]:
    """Join `B-x`, `I-x`, `I-x` to a run `x`; an inside without its begin begins one too."""
    if labels.count(_NONE) == len(labels):
        return []
    found: list[Run] = []
    first, open_label = 0, ""
    for position, label in enumerate((*labels, _NONE)):
        place, _, name = label.partition("-")
        if open_label and (place != "I" or name != open_label):
            found.append(Run(first, position, open_label))
            open_label = ""
        if name and not open_label:
            first, open_label = position, name
    return found


class Tagged:
    """The runs of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        """Take the labels that the sentence bears.

        Raises:
            KeyError: the network that read the sentence has no heads for speech.
        """
        self.content = runs(sentence.labels["content"])
        self.contents = [(run.first, run.last) for run in self.content if run.label == "indirect"]
        self.frames = [(run.first, run.last) for run in runs(sentence.labels["frame"])]
        roles = runs(sentence.labels["role"])
        self.cues = [(run.first, run.last) for run in roles if run.label == "cue"]
        self.speakers = [(run.first, run.last) for run in roles if run.label == "speaker"]
        self.addressees = [(run.first, run.last) for run in roles if run.label == "addressee"]
        self.said = [label == "said" for label in sentence.labels["quoted"]]
        self.ties: Sequence[int] = sentence.points[TIE]
        self._sure = sentence.sureness

    def sure(self, head: str, first: int, last: int) -> Sequence[float]:
        """Probabilities of the labels of some tokens; certain where the network gives none."""
        given = self._sure.get(head)
        return given[first:last] if given is not None else [1.0] * (last - first)
