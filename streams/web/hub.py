"""The hub of the live feed: what comes in is passed to every reader that wants it, and no reader is waited for."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import orjson

Kind = Literal["event", "statement"]
Part = tuple[Kind, int]
"""One partition of one of the two topics."""

_PLACE = re.compile(r"([es])(\d{1,4})\.(\d{1,19})")
_KINDS: dict[str, Kind] = {"e": "event", "s": "statement"}


@dataclass(frozen=True)
class Item:
    """One message of the topic ``events`` or ``statements``."""

    kind: Kind
    partition: int
    offset: int
    id: str
    json: bytes | None
    """The record; None where it was withdrawn."""

    @property
    def part(self) -> Part:
        """Where it stands."""
        return self.kind, self.partition

    @cached_property
    def plain(self) -> dict[str, Any] | None:
        """The record, decoded once for all readers."""
        return orjson.loads(self.json) if self.json is not None else None


Places = dict[Part, int]
"""For each partition the offset of the last message that was passed on; −1 before the first."""


def format_places(places: Mapping[Part, int]) -> str:
    """As the ``id`` of a server-sent event: ``e0.12_e1.7_s0.3``, so that any worker can resume from it."""
    return "_".join(f"{kind[0]}{partition}.{offset}" for (kind, partition), offset in places.items() if offset >= 0)


def parse_places(text: str) -> Places | None:
    """What ``format_places`` wrote, or None where it is none of ours."""
    found: Places = {}
    for part in text.split("_"):
        match = _PLACE.fullmatch(part)
        if match is None:
            return None
        found[_KINDS[match[1]], int(match[2])] = int(match[3])
    return found


@dataclass(frozen=True, slots=True)
class Passed:
    """What a reader gets: an item, and the id to resume after it; without an item, some were missed."""

    item: Item | None
    place: str


@dataclass(eq=False)
class Reader:
    """One reader's queue, of limited length."""

    wants: Callable[[Item], bool]
    queue: asyncio.Queue[Passed | None]
    """None ends it."""
    dropped: bool = field(default=False)

    async def next(self, seconds: float) -> Passed | None:
        """What comes next.

        Raises:
            TimeoutError: nothing has come for so long.
        """
        if self.dropped:
            return None
        return await asyncio.wait_for(self.queue.get(), seconds)


class Hub:
    """Remembers the last items, and passes each on to its readers without ever waiting for one.

    Args:
        remembered: items kept for those who resume.
        waiting: items that may wait for one reader; a reader that lets more pile up is dropped.
        readers: at most so many at once.
    """

    def __init__(self, *, remembered: int = 5000, waiting: int = 1000, readers: int = 500) -> None:
        self._remembered = remembered
        self._waiting = waiting
        self._most = readers
        self._items: deque[Item] = deque()
        self._places: Places = {}
        self._before: Places = {}
        """As the places were before the first item that is remembered."""
        self._readers: set[Reader] = set()

    @property
    def places(self) -> Places:
        """Where it stands in each partition."""
        return dict(self._places)

    @property
    def readers(self) -> int:
        """Readers now."""
        return len(self._readers)

    def begin(self, places: Mapping[Part, int]) -> None:
        """Say from where on nothing will be left out: all that comes after these offsets."""
        self._items.clear()
        self._places, self._before = dict(places), dict(places)

    def publish(self, item: Item) -> None:
        """Pass an item on; a repeat is passed over."""
        if item.offset <= self._places.get(item.part, -1):
            return
        self._places[item.part] = item.offset
        self._items.append(item)
        if len(self._items) > self._remembered:
            forgotten = self._items.popleft()
            self._before[forgotten.part] = forgotten.offset
        readers = [reader for reader in self._readers if reader.wants(item)]
        if readers:
            passed = Passed(item, format_places(self._places))
            for reader in readers:
                self._offer(reader, passed)

    def _offer(self, reader: Reader, passed: Passed | None) -> None:
        try:
            reader.queue.put_nowait(passed)
        except asyncio.QueueFull:
            reader.dropped = True
            self._readers.discard(reader)

    def subscribe(self, wants: Callable[[Item], bool], after: str | None = None, recent: int = 0) -> Reader | None:
        """A new reader, or None where there are too many.

        Args:
            wants: which items it is for.
            after: the id of the last event that the reader has seen: what came since, as far as it is remembered,
                comes first, behind a ``Passed`` without an item where something may be missing.
            recent: without ``after``, so many of the last items come first.
        """
        if len(self._readers) >= self._most:
            return None
        wanted = [item for item in (self._items if after is None else self._since(after)) if wants(item)]
        if after is None:
            wanted = wanted[-recent:] if recent else []
        first = [] if after is None or self._is_whole(after) else [Passed(None, format_places(self._places))]
        first += self._with_places(wanted)
        reader = Reader(wants, asyncio.Queue(max(self._waiting, len(first))))
        for passed in first:
            reader.queue.put_nowait(passed)
        self._readers.add(reader)
        return reader

    def _since(self, after: str) -> list[Item]:
        seen = parse_places(after) or {}
        return [item for item in self._items if item.offset > seen.get(item.part, -1)]

    def _with_places(self, wanted: Sequence[Item]) -> Iterator[Passed]:
        """Some of the items that are remembered, in their order, each with the places as they were after it."""
        places, coming = dict(self._before), iter(wanted)
        following = next(coming, None)
        for item in self._items:
            places[item.part] = item.offset
            if item is following:
                yield Passed(item, format_places(places))
                following = next(coming, None)

    def _is_whole(self, after: str) -> bool:
        seen = parse_places(after)
        return seen is not None and all(seen.get(part, -1) >= before for part, before in self._before.items())

    def leave(self, reader: Reader) -> None:
        """Forget a reader."""
        self._readers.discard(reader)

    def close(self) -> None:
        """End all readers."""
        for reader in self._readers:
            reader.dropped = True
            while not reader.queue.empty():
                reader.queue.get_nowait()
            reader.queue.put_nowait(None)
        self._readers.clear()


async def passed_to(hub: Hub, reader: Reader, heartbeat: float) -> AsyncIterator[Passed | None]:
    """What comes for a reader, with None as a heartbeat after so many seconds of silence, until it is dropped."""
    try:
        while not reader.dropped:
            try:
                passed = await reader.next(heartbeat)
            except TimeoutError:
                yield None
                continue
            if passed is None:
                return
            yield passed
    finally:
        hub.leave(reader)
