"""The groups of the rows that change most, kept in memory: else each change would read all articles of its row."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from streams.state.groups import Groups

Positions = Mapping[str, int]

MOST = 10_000
"""What all groups that are kept may weigh: some 25 MiB."""


def weight(groups: Groups) -> int:
    """Articles and texts that groups hold, those that have gone included; a row weighs like an article by itself."""
    return 1 + max(groups.articles, groups.texts_held)


class KeptGroups:
    """Row key → groups of its articles, as they are after what the row's positions say has been applied.

    The positions are why nothing has to be told of rebalances and of writes that failed: groups are only taken for the
    row that they were kept for, and otherwise read anew.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Positions, Groups]] = OrderedDict()
        self._weight = 0

    def take(self, key: str, positions: Positions, stored: Callable[[], Iterable[tuple[str, str]]]) -> Groups:
        """The row's groups, which the caller may change; they are not kept until they are put back.

        Args:
            key: the row's.
            positions: those of the row as it stands in the table.
            stored: reads article ids and sketches from the table.
        """
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._weight -= weight(kept[1])
            if kept[0] == positions:
                return kept[1]
        return Groups(dict(stored()) if positions else {})

    def put(self, key: str, positions: Positions, groups: Groups) -> None:
        """Keep groups for a row that has these positions; those unused for longest are let go."""
        self._kept[key] = positions, groups
        self._weight += weight(groups)
        while self._weight > self._most and len(self._kept) > 1:
            _, (_, gone) = self._kept.popitem(last=False)
            self._weight -= weight(gone)
