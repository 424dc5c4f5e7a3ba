"""Random walks through the workflow, as many steps as asked for: what tests/domain/test_walks.py samples.

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
    """Walk until so many steps are taken; how many walks did not hold."""
    begun, total, broken, seed = time.perf_counter(), Counter[str](), 0, first
    while total.total() < steps:
        try:
            total += walked(seed)
        except Exception as error:  # noqa: BLE001
            broken += 1
            total["broken"] += 1
            print(f"seed {seed}: {type(error).__name__} {error}", flush=True)
        seed += 1
    refused = sum(count for what, count in total.items() if ": " in what)
    kinds = sorted(what for what in total if ": " not in what and what != "broken")
    print(
        f"{total.total()} steps in {seed - first} walks, {time.perf_counter() - begun:.0f} s: "
        f"{total.total() - refused - broken} recorded of {len(kinds)} kinds, {refused} refused, {broken} broken"
    )
    print("recorded: " + ", ".join(f"{kind} {total[kind]}" for kind in kinds))
    return broken


def main() -> None:
    """Run the campaign."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    steps, seed = (given + [100_000, 2023][len(given):])[:2]
    if campaign(steps, seed):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
