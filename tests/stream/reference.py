"""What the topics hold, and the answers that follow from it: computed without any of what the workers compute with."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from streams.topics import ARTICLES, EVENTS, INTERACTIONS, STATEMENTS, partition_of
from tests.support.stream import Stream, without_times

Plain = dict[str, Any]
Wanted = Callable[[Plain], bool]


class Reference:
    """The topics' records of all partitions of articles (or of rows) but those that are missing."""

    def __init__(self, stream: Stream, missing: list[int], partitions: int) -> None:
        def here(key: str) -> bool:
            return partition_of(key.encode(), partitions) not in missing

        self.events = {id_: one for id_, one in stream.latest(EVENTS).items() if here(one["article"]["id"])}
        self.statements = {id_: one for id_, one in stream.latest(STATEMENTS).items() if here(one["article"]["id"])}
        self.rows = without_times(row for key, row in stream.latest(INTERACTIONS).items() if here(key))
        self.articles = {id_: one for id_, one in stream.latest(ARTICLES).items() if here(id_)}
        self.facts = [*self._event_facts(), *self._statement_facts()]

    def _event_facts(self) -> list[Plain]:
        return [
            {"from": from_, "to": to, "article": event["article"]["id"], "source": event["article"]["source"]}
            | {name: event[name] for name in ("type", "quad", "intensity", "modality")}
            | {"day": day_of(event)}
            for event in self.events.values()
            for from_, to in sides(event)
        ]

    def _statement_facts(self) -> list[Plain]:
        return [
            {"from": speaker["actor"]["code"], "to": about, "article": one["article"]["id"], "type": None}
            | {"source": one["article"]["source"], "day": one["article"]["published_at"][:10]}
            for one in self.statements.values()
            for speaker in one["speakers"]
            for about in one["about"]
        ]

    def counted(self, wanted: Wanted = bool, modality: str = "factual") -> list[Plain]:
        """The facts that figures are over: events of one modality, and statements."""
        return [fact for fact in self.facts if (not fact["type"] or fact["modality"] == modality) and wanted(fact)]

    def dyads(self, facts: list[Plain], order: str, by: str) -> list[tuple[Any, ...]]:
        """From, to, first and last day, figures: the most first."""
        groups: dict[tuple[str, str], list[Plain]] = {}
        for fact in facts:
            groups.setdefault((part(fact["from"], by), part(fact["to"], by)), []).append(fact)
        found = [
            (ends, figures(group), [fact["day"] for fact in group if fact["day"]]) for ends, group in groups.items()
        ]
        found = [line for line in found if line[1][order]]
        found.sort(key=lambda line: (-line[1][order], line[0]))
        return [
            (from_ or None, to or None, min(days, default=None), max(days, default=None), sums)
            for (from_, to), sums, days in found
        ]

    def buckets(self, facts: list[Plain], by: str) -> dict[str, Plain]:
        """Period (`''`: no day) → figures."""
        groups: dict[str, list[Plain]] = {}
        for fact in facts:
            groups.setdefault(period(fact["day"], by), []).append(fact)
        return {name: figures(group) for name, group in groups.items()}

    def names(self) -> Counter[str]:
        """Code → articles with it as a party or speaker."""
        found = {
            (one["article"]["id"], party["actor"]["code"])
            for one in (*self.events.values(), *self.statements.values())
            for party in (*one.get("actors", ()), *one.get("recipients", ()), *one.get("speakers", ()))
        }
        return Counter(code for _, code in found)

    def contradictions(self, window: int) -> set[tuple[str, str]]:
        """Nobody is quoted in these articles, so a contradiction needs two publishers."""
        told, denied = ([e for e in self.events.values() if e["modality"] == m] for m in ("factual", "negated"))
        return {
            (one["event_id"], other["event_id"])
            for one, other in itertools.product(told, denied)
            if one["type"] == other["type"]
            and one["article"]["source"] != other["article"]["source"]
            and _near(one, other, window)
            and any(_same(these, those) for these, those in itertools.product(sides(one), sides(other)))
        }


def day_of(event: Plain) -> str | None:
    return event["date"] and event["date"]["start"]


def sides(event: Plain) -> set[tuple[str, str]]:
    one, other = ([party["actor"]["code"] for party in event[side]] for side in ("actors", "recipients"))
    return set(itertools.permutations({*one, *other}, 2) if event["reciprocal"] else itertools.product(one, other))


def names(asked: str, code: str) -> bool:
    return code == asked or code.startswith(asked + ".")


def part(code: str, by: str) -> str:
    country, _, sector = code.partition(".")
    return {"actor": code, "country": country, "sector": sector}[by]


def period(day: str | None, by: str) -> str:
    if day is None:
        return ""
    return f"{date.fromisoformat(day):%G-W%V}" if by == "week" else day[: {"day": 10, "month": 7, "year": 4}[by]]


def figures(facts: Iterable[Plain]) -> Plain:
    facts = list(facts)
    events = [fact for fact in facts if fact["type"]]
    quads = Counter(str(event["quad"]) for event in events)
    total = sum(event["intensity"] for event in events)
    return {
        "events": len(events),
        "counts": dict(Counter(event["type"] for event in events)),
        "quads": dict(quads),
        "cooperation": quads["1"] + quads["2"],
        "conflict": quads["3"] + quads["4"],
        "intensity_sum": total,
        "intensity_mean": round(total / len(events), 3) if events else None,
        "statements": len(facts) - len(events),
        "articles": len({fact["article"] for fact in facts}),
    }


def slope(points: list[tuple[int, float, int]]) -> float | None:
    """By the normal equations of a weighted line: (place, mean intensity, weight) of each period with events."""
    if len(points) < 3:
        return None
    s, sx, sy, sxx, sxy = (
        sum(weight * term for weight, term in terms)
        for terms in zip(*(((w, 1), (w, x), (w, y), (w, x * x), (w, x * y)) for x, y, w in points), strict=True)
    )
    return (s * sxy - sx * sy) / (s * sxx - sx * sx)


def _same(these: tuple[str, str], those: tuple[str, str]) -> bool:
    homes = [[part(code, "country") for code in ends] for ends in (these, those)]
    return homes[0] == homes[1] and (homes[0][0] != homes[0][1] or these == those)


def _near(one: Plain, other: Plain, window: int) -> bool:
    if not (one["date"] and other["date"]):
        return True  # all are published on one day
    days = [date.fromisoformat(event["date"]["start"]) for event in (one, other)]
    return abs(days[0] - days[1]) <= timedelta(window)
