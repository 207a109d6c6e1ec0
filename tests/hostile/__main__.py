"""Hostile inputs to ``extract``, in a process as a worker's: python -m tests.hostile --inputs 1000000 --folder …

Each input is made from seed and number alone and read within the laws; what becomes of it is counted. A process that
dies or hangs is a finding, and the run goes on. Stopped, it goes on where it was. The exit code is 1 if anything was
found; ``--only NUMBER`` shows one input again.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from streams.pool import ExtractionPool, Request
from streams.settings import Settings
from tests.hostile.accounts import Accounts
from tests.hostile.grammar import numbered
from tests.support.stream import ROOT

CHECKED = "tests.hostile.laws:extract"
BLOCK = 1000
"""Inputs between two notes of how far it is."""


def request(number: int) -> Request:
    return Request(key=f"h-{number}", placed=True, revision=0, coder="")


async def run(accounts: Accounts, inputs: int, *, processes: int = 1) -> Accounts:
    """Read until so many inputs have come as far as the extractor."""
    os.environ["PYTHONPATH"] = str(ROOT)  # for the processes, which find the tests there
    budget, memory = Settings().extraction_time_budget, Settings().extraction_memory_mb
    pool = ExtractionPool(CHECKED, processes=processes, time_budget=budget, memory_mb=memory)
    try:
        await pool.start()
        while accounts.extracted < inputs:
            block = range(accounts.next, accounts.next + min(BLOCK, inputs - accounts.extracted))
            numbers = iter(block)
            # One more than there are processes: an input is made while another is read.
            await asyncio.gather(*(_work(pool, accounts, numbers) for _ in range(processes + 1)))
            accounts.keep(block.stop)
            if block.stop % (10 * BLOCK) == 0:
                print(accounts, flush=True)
    finally:
        await pool.stop()
    return accounts


async def _work(pool: ExtractionPool, accounts: Accounts, numbers: Iterator[int]) -> None:
    for number in numbers:
        value = numbered(accounts.seed, number)
        accounts.note(number, value, await pool.read(value, request(number)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--inputs", type=int, default=1_000_000, help="as many that come as far as the extractor")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("hostile"), help="progress and findings")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="print one input and end")
    asked = parser.parse_args()
    if asked.only is not None:
        sys.stdout.buffer.write(numbered(asked.seed, asked.only) + b"\n")
        return
    accounts = asyncio.run(run(Accounts(asked.folder, asked.seed), asked.inputs, processes=asked.processes))
    print(accounts)
    sys.exit(any(outcome.startswith("FAULT") for outcome in accounts.outcomes))


if __name__ == "__main__":
    main()
