"""Hostile messages through broker and worker, each accounted for: python -m tests.hostile.topic --inputs 100000

They are sent to ``articles`` of an embedded broker, some without their key or under another, and read by a worker with
the real extractor within the laws. At the end each must stand in the ledger, or as it was sent among the dead letters
with an error that a text may have; and events and statements on the topics must be those of the ledger. The exit code
is 1 where that does not hold.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass
from math import inf
from pathlib import Path

from schemas import Article, RecordError, decode_json
from streams.topics import DEAD_LETTERS, EVENTS, LEDGER_TABLE, STATEMENTS, changelog_name
from tests.hostile.grammar import numbered, rarely, seeded
from tests.hostile.laws import is_expected
from tests.support.stream import Stream, headers

CHECKED = "tests.hostile.laws:extract"
PREFIX = "depesche-dead-letter-"
BLOCK = 2000
"""Messages sent before the worker is waited for: the embedded broker keeps in memory what was not read."""
PATIENCE = 1800.0
"""Seconds for a block, on a machine that is busy with other things."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message, and the id of its article, or None where it is no article."""

    key: bytes | None
    value: bytes
    id: str | None


def messages(seed: int, first: int, last: int) -> Iterator[Sent]:
    """The inputs of these numbers; one in 20 without a key, one in 20 under a key that is another's."""
    for number in range(first, last):
        value = numbered(seed, number)
        pick = seeded(seed, -number - 1)
        key = None if rarely(pick, 20) else b"other" if rarely(pick, 20) else b"h-%d" % number
        try:
            id_ = Article.from_plain(decode_json(value)).id
        except RecordError:
            id_ = None
        yield Sent(key, value, id_)


def run(
    stream: Stream, inputs: int, seed: int, *, first: int = 0, minutes: float = inf
) -> tuple[Counter[str], list[str]]:
    """Send, wait, compare: what became of the messages, and what does not hold.

    Nothing more is sent when the minutes are over, and what was sent till then is compared.
    """
    sent: list[Sent] = []
    until = time.monotonic() + minutes * 60
    for start in range(first, first + inputs, BLOCK):
        some = list(messages(seed, start, min(first + inputs, start + BLOCK)))
        stream.send((one.key, one.value) for one in some)
        sent += some
        stream.drain(PATIENCE, pause=1)
        print(f"{len(sent):,} of {inputs:,} read", file=sys.stderr, flush=True)
        if time.monotonic() > until:
            break
    return compare(stream, sent)


def compare(stream: Stream, sent: list[Sent]) -> tuple[Counter[str], list[str]]:
    """Every message that was sent is in one place, and nothing else is anywhere."""
    ledger = stream.latest(changelog_name(stream.settings, LEDGER_TABLE))
    letters = [(letter.value, headers(letter)) for letter in stream.read(DEAD_LETTERS)]
    faults = [
        f"{told[PREFIX + 'error']} in {told[PREFIX + 'stage']}: {told[PREFIX + 'message']}"
        for _, told in letters
        if not is_expected(told[PREFIX + "stage"], told[PREFIX + "error"])
    ]
    # Kept again after a publishing that was not confirmed, a letter has the same source: that is no second message.
    sources = {(value, told[PREFIX + "partition"], told[PREFIX + "offset"]) for value, told in letters}
    kept = Counter(value for value, _, _ in sources)
    counts = Counter({"messages": len(sent), "dead letters kept again": len(letters) - len(sources)})
    faults += misplaced(sent, ledger.keys(), kept)
    counts["ledger"] = sum(one.id in ledger for one in sent)
    counts["dead letter"] = kept.total()
    for topic, name, id_ in ((EVENTS, "events", "event_id"), (STATEMENTS, "statements", "statement_id")):
        remembered = {record[id_]: record for entry in ledger.values() for record in entry[name]}
        counts[name] = len(remembered)
        if stream.latest(topic) != remembered:
            faults.append(f"the topic {topic} is not what the ledger says")
    return counts, faults


def misplaced(sent: Iterable[Sent], ledger: AbstractSet[str], kept: Counter[bytes]) -> list[str]:
    """What is in no place, in two, or was never sent. Equal values, such as none at all, are told by their number."""
    sent = list(sent)
    due = Counter(one.value for one in sent if one.id not in ledger)
    faults = [f"{number} lost of {value[:100]!r}" for value, number in (due - kept).items()]
    faults += [f"{number} too many dead letters of {value[:100]!r}" for value, number in (kept - due).items()]
    if unknown := ledger - {one.id for one in sent}:
        faults.append(f"{len(unknown)} in the ledger that were never sent")
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="number of the first, to go on after a run that was ended")
    parser.add_argument("--minutes", type=float, default=inf, help="send nothing more when they are over")
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, closing(Stream(Path(folder), extractor=CHECKED)) as stream:
        stream.start_worker()
        counts, faults = run(stream, asked.inputs, asked.seed, first=asked.first, minutes=asked.minutes)
    print(f"{counts['messages']:,} messages in {time.monotonic() - begun:,.0f} s: {dict(counts)}")
    print("\n".join(faults[:50]) or "each accounted for")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
