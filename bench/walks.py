"""Random walks through the workflow, until so many steps are recorded: what tests/domain/test_walks.py samples.

    python bench/walks.py [STEPS] [SEED]      default 100,000 steps, seed 2023

Each walk is a task of its own, sixty attempts long, every permitted act proved as it is recorded and the whole history
at its end. The seed of a walk that fails is told, and walks it again: python bench/walks.py 1 SEED
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.domain.walking import Walk

T = TypeVar("T")

LENGTH = 60
"""Attempts of one walk."""

BROKEN_AT_MOST = 20


class Seeded:
    """Dice that fall the same way for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def pick(self, of: Sequence[T]) -> T:
        """One of several."""
        return self._random.choice(of)


def walked(seed: int) -> Counter[str]:
    """One walk; how often each kind was recorded or refused. Raises AssertionError where something does not hold."""
    dice = Seeded(seed)
    walk = Walk(separation=seed % 4 > 0, full=seed % 8 > 0)
    found: Counter[str] = Counter()
    for turn in range(LENGTH):
        found[walk.attempt(dice)] += 1
        if turn % 5 == 4:
            walk.open_holds()
    walk.whole_holds(dice)
    return found


def campaign(steps: int, first: int) -> int:
    """Walk until so many steps are recorded; how many walks did not hold."""
    begun, broken, seed = time.perf_counter(), 0, first
    recorded, refused = Counter[str](), Counter[str]()
    while recorded.total() < steps and broken < BROKEN_AT_MOST:
        try:
            for what, count in walked(seed).items():
                (refused if ": " in what else recorded)[what] += count
        except Exception as error:  # noqa: BLE001
            broken += 1
            print(f"seed {seed}: {type(error).__name__} {error}", flush=True)
        seed += 1
    print(
        f"{recorded.total()} steps of {len(recorded)} kinds recorded and {refused.total()} refused for "
        f"{len(refused)} reasons in {seed - first} walks, {time.perf_counter() - begun:.0f} s: {broken} broken"
    )
    print(", ".join(f"{kind} {count}" for kind, count in sorted(recorded.items())))
    return broken


def main() -> None:
    """Run the campaign."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    steps, seed = (given + [100_000, 2023][len(given):])[:2]
    if campaign(steps, seed):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
