"""What one more article costs in a row of many, and one less: python -m benchmarks.groups."""

import random
import time

from streams.state.copies import sketch_of
from streams.state.groups import Groups

SIZES = (100, 1_000, 10_000)
MEASURED = 100
"""Articles, over which times are means."""
VERSIONS = 1_000


def another(chance: random.Random) -> str:
    """The sketch of a text of 150 words that no other has."""
    return sketch_of(" ".join(f"wort{chance.randrange(10**6)}" for _ in range(150)))


def version(chance: random.Random) -> str:
    """The sketch of a dispatch that somebody cut and changed."""
    begin = chance.randrange(20)
    return sketch_of(" ".join(f"wort{at}" if chance.random() > 0.03 else "anders" for at in range(begin, begin + 90)))


def placed(groups: Groups, sketches: list[str]) -> float:
    """Milliseconds of the processor for each of these articles."""
    begun, first = time.process_time(), groups.articles
    for at, sketch in enumerate(sketches, first):
        groups.place(str(at), sketch)
    return (time.process_time() - begun) / len(sketches) * 1000


def main() -> None:
    chance, groups = random.Random(1), Groups()
    for size in SIZES:
        filling = [another(chance) for _ in range(size - MEASURED - groups.articles)]
        whole = sum(placed(groups, [sketch]) for sketch in filling) / 1000
        took = placed(groups, [another(chance) for _ in range(MEASURED)])
        print(f"one more in a row of {size:6,} articles: {took:.2f} ms; the row so far: {whole:.1f} s")
    sketches = {str(at): another(chance) for at in range(SIZES[-1])}
    begun = time.process_time()
    Groups(sketches)
    print(f"a row of {SIZES[-1]:6,} articles read anew: {time.process_time() - begun:.1f} s")
    groups = Groups()
    took = placed(groups, [version(chance) for _ in range(VERSIONS)])
    begun = time.process_time()
    groups.place("5", None)
    gone = (time.process_time() - begun) * 1000
    print(
        f"{VERSIONS:,} versions of one dispatch, {groups.reports} report: {took:.1f} ms each; one less: {gone:.1f} ms"
    )


if __name__ == "__main__":
    main()
