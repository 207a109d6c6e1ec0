"""How well the heads for speech do on the annotated articles that nothing was trained on."""

from collections import Counter

from streams.extract.analyser import Network, analyse
from training.heads import HEADS, flat_numbers
from training.speech import Record


def figures(network: Network) -> dict[str, float]:
    """Give F1 by word of each label of the flat heads, begin and inside as one, in percent."""
    hits: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for head in HEADS:
        if not head.labels:
            continue
        records: list[Record] = list(head.read(head.annotation, held=True))
        for record in records:
            for sentence in analyse(record["text"], "de", network=network).sentences:
                gold = flat_numbers(head, record, [(token.start, token.end) for token in sentence.tokens])
                for label, number in zip(sentence.labels[head.name], gold, strict=True):
                    right = _bare(head.labels[number])
                    found = _bare(label)
                    given[found] += 1
                    wanted[right] += 1
                    hits[found] += found == right
    return {
        f"words of speech F1, {label}": round(200 * hits[label] / (given[label] + wanted[label]), 2)
        for label in sorted(wanted)
        if label != "O"
    }


def _bare(label: str) -> str:
    return label.partition("-")[2] or label
