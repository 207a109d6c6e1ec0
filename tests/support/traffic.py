"""What a test of faults does to a stream: seeded articles, corrections, withdrawals, bad messages; and a log of it."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.support.stream import value
from tests.support.world import COMMANDS, Survivors, Writing

Sent = tuple[bytes | None, bytes | None]
"""Key and value of a message."""

BAD = {"FAIL", "BUG", "EXIT 9", "SPIN", "EAT"}
"""Texts that the test extractor refuses, or does not survive."""


@dataclass
class Traffic:
    """Operations on articles, and the articles that are left after them.

    Args:
        seed: the same seed gives the same operations.
        days: of events: the fewer, the more articles a row has.
        writing: of the articles.
    """

    seed: int
    days: int = 5
    writing: Writing = COMMANDS
    survivors: Survivors = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)
    """One line an operation, or a fault: seconds since the start, what, and on which article."""

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._number = 0
        self._loose: set[str] = set()
        self._begun = time.monotonic()

    def note(self, what: str) -> None:
        """Write an operation or a fault into the log."""
        self.log.append(f"{time.monotonic() - self._begun:8.2f} {what}")

    def some(self, number: int) -> list[Sent]:
        """So many more messages: new articles, 20 % corrections, 5 % withdrawals, some that are bad or misplaced."""
        return list(self._operations(number))

    def apart(self, number: int) -> list[Sent]:
        """So many articles of one event each, each on a day of its own: no row is touched by two of them."""
        days = [date(2024, 1, 1) + timedelta(days=self._number + more) for more in range(number)]
        return [self._new(f"CONSULT BLR USA {day}") for day in days]

    def one(self, body: str) -> Sent:
        """A new article with this text."""
        return self._new(body)

    def gone(self, id_: str) -> Sent:
        """Withdraw an article."""
        return self._withdraw(id_)

    def back(self, id_: str, body: str) -> Sent:
        """Send an article that was withdrawn, as if it never had been."""
        self.withdrawn.remove(id_)
        self.survivors[id_] = (1, body)
        self.note(f"send {id_} after its withdrawal")
        return id_.encode(), self._value(id_)

    def refused(self, id_: str) -> Sent:
        """An article that cannot be read."""
        self.note(f"add bad {id_}")
        return id_.encode(), value(id_, self.writing.bad[0])

    def withdrawals(self) -> list[Sent]:
        """Withdraw every article that is there, but those that came without a key."""
        return [self._withdraw(id_) for id_ in sorted(self.survivors.keys() - self._loose)]

    def about(self, id_: str) -> list[str]:
        """The lines of the log about an article, and the faults."""
        return [line for line in self.log if f" {id_} " in f"{line} " or line[9:].startswith("!")]

    def _operations(self, number: int) -> Iterator[Sent]:
        for _ in range(number):
            lot = self._chance.random()
            if lot < 0.20 and len(self.survivors) > 9:
                yield self._correct()
            elif lot < 0.25 and len(self.survivors) > 9:
                yield self._withdraw(self._one())
            elif lot < 0.28 and len(self.survivors) > 9:
                yield self._again()
            elif lot < 0.31 and self.writing.bad:
                yield self._spoil()
            else:
                yield self._add(keyless=lot > 0.98)

    def _add(self, *, keyless: bool) -> Sent:
        return self._new(self.writing.write(self._chance, self.days), keyless=keyless)

    def _new(self, body: str, *, keyless: bool = False) -> Sent:
        self._number += 1
        id_ = f"article-{self.seed}-{self._number}"
        self.survivors[id_] = (1, body)
        self.note(f"{'add without a key' if keyless else 'add'} {id_}")
        if keyless:
            self._loose.add(id_)
        return None if keyless else id_.encode(), self._value(id_)

    def _correct(self) -> Sent:
        id_ = self._one()
        revision = self.survivors[id_][0] + 1
        self.survivors[id_] = (revision, self.writing.write(self._chance, self.days))
        self.note(f"correct {id_} to revision {revision}")
        return id_.encode(), self._value(id_)

    def _withdraw(self, id_: str) -> Sent:
        del self.survivors[id_]
        self.withdrawn.add(id_)
        self.note(f"withdraw {id_}")
        return id_.encode(), None

    def _again(self) -> Sent:
        id_ = self._one()
        self.note(f"send again {id_}")
        return id_.encode(), self._value(id_)

    def _spoil(self) -> Sent:
        """A message that cannot be read: a new article, or a revision of one that is there and must stay."""
        bad = self._chance.choice(self.writing.bad)
        if self._chance.random() < 0.5 and len(self.survivors) > 9:
            id_ = self._one()
            # The text is refused whatever its revision; the next good one has a higher one than the last good one.
            self.note(f"spoil {id_}")
            return id_.encode(), value(id_, bad, revision=self.survivors[id_][0] + 1)
        self._number += 1
        id_ = f"bad-{self.seed}-{self._number}"
        self.note(f"add bad {id_}")
        return id_.encode(), value(id_, bad)

    def _one(self) -> str:
        """An article that is there, half of the time one of the last: their messages may still be under way.

        None that came without a key: it takes a way round, and what follows would overtake it.
        """
        there = [id_ for id_ in self.survivors if id_ not in self._loose]
        return self._chance.choice(there[-40:] if self._chance.random() < 0.5 else there)

    def _value(self, id_: str) -> bytes:
        revision, body = self.survivors[id_]
        more: dict[str, Any] = {"revision": revision}
        return value(id_, body, **more)
