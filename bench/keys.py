"""Part of make soak: random keys on every screen, in windows of all sizes, while another process writes.

    python bench/keys.py [MINUTES] [SEED]      default 30 minutes, seed 2023

The program runs on a terminal of its own for ten minutes at a time, on one ledger. Nothing may end it but its own keys,
nothing may be drawn behind the last column, and its memory may not grow without end. In turn it runs without the keys
that record, and without a writer: then the ledger may hold no entry more.
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from measure import PROGRAM, PYTHON, ROOT, once

sys.path.insert(0, str(ROOT))

from tests.tui.keyboard import handful, keys
from tests.tui.terminals import Terminal, opened, settings
from xiaxian_tasks.tui import places

ON = "2023-10-10"
LIFE = 600.0
"""Seconds the program runs at a time, unless its own keys end it."""

DIGITS = tuple(places.DIGITS[place] for place in places.SCREENS)
RESIZED, WRITTEN, WEIGHED = 0.04, 0.01, 200
"""The share of handfuls after which the window changes or another process writes; handfuls between weighings."""

GROWTH = 1.15
"""Memory at the end of a life beside that after its first third."""


class Found(NamedTuple):
    """What a life showed: handfuls, seconds, memory in MiB at each weighing, whether its own keys ended it."""

    handfuls: int
    seconds: float
    memory: list[float]
    left: bool


class Life:
    """One run of the program."""

    def __init__(self, terminal: Terminal, db: str, seed: int, *, writing: bool) -> None:
        self.terminal, self.db, self.writing, self.seed = terminal, db, writing, seed
        self.dice = random.Random(seed)
        self.of = keys(writing=writing)
        self.told: list[str] = []
        self.writer: subprocess.Popen[bytes] | None = None

    def live(self, until: float) -> Found:
        """Strike until the moment comes, or the program leaves. Raises SystemExit where something does not hold."""
        begun, handfuls, memory = time.monotonic(), 0, []
        while time.monotonic() < until:
            if self.terminal.has_ended():
                self.hold(self.terminal.code == 0, f"exit {self.terminal.code}")
                break
            self.turn()
            handfuls += 1
            if handfuls % WEIGHED == 0:
                memory.append(self.terminal.memory())
        if self.writer is not None:
            self.writer.communicate()
        return Found(handfuls, time.monotonic() - begun, memory, self.terminal.has_ended())

    def turn(self) -> None:
        """One handful, and what comes of it."""
        chance = self.dice.random()
        if chance < RESIZED:
            self.resize()
            return
        if chance < RESIZED + WRITTEN and self.writing:
            self.write()
        struck = handful(self.dice, self.of, DIGITS)
        self.told = [*self.told[-60:], struck]
        try:
            self.terminal.type(struck)
        except OSError:  # it is leaving
            return
        self.terminal.wait_until_quiet(0.02)
        self.hold(not self.terminal.screen.wider, "drawn behind the last column")
        self.terminal.raw = self.terminal.raw[-20_000:]

    def resize(self) -> None:
        """Another window; what was drawn for the one before may come late."""
        size = self.dice.randrange(40, 251), self.dice.randrange(10, 71)
        if self.dice.random() < 0.5:
            size = max(size[0], 80), max(size[1], 24)
        self.told.append(f"<{size[0]}x{size[1]}>")
        self.terminal.resize(*size)
        self.terminal.wait_until_idle()
        self.terminal.screen.wider.clear()

    def write(self) -> None:
        """Another process reports, unless the one before still does."""
        if self.writer is not None and self.writer.poll() is None:
            return
        task, note = f"services-23/{self.dice.randrange(1, 49)}", f"note {self.dice.randrange(0, 999)}"
        command = [PROGRAM, "--db", self.db, "--on", ON, "--by", "李某", "report", task, "--note", note]
        self.writer = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def hold(self, so: bool, otherwise: str) -> None:
        """End the campaign where something does not hold, with all that is needed to look into it."""
        if so:
            return
        self.terminal.wait_until_quiet(0.5)
        print(f"seed {self.seed}: {otherwise}\nlast struck: {self.told!r}\n{self.terminal.screen.wider[-3:]}\n"
              f"{self.terminal.text}\n{self.terminal.raw[-6000:].decode(errors='replace')}")
        raise SystemExit(1)


def entries(db: str) -> int:
    """How many entries a ledger holds."""
    connection = sqlite3.connect(db)
    try:
        return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])
    finally:
        connection.close()


def environment(folder: Path, db: str) -> dict[str, str]:
    """The program's environment: whatever it writes lies in the folder, and its editor leaves at once."""
    return settings(db, HOME=str(folder), XDG_CONFIG_HOME=str(folder), XDG_DATA_HOME=str(folder), EDITOR="true",
                    VISUAL="true", XIAXIAN_DEBUG="1", XIAXIAN_ON=ON, XIAXIAN_STATE=str(folder))


def grown(memory: list[float]) -> float:
    """Memory in the last fifth of a life beside that behind its first third; 1 where it was too short to tell."""
    if len(memory) < 9:
        return 1.0
    early = memory[len(memory) // 3 : len(memory) // 3 + max(1, len(memory) // 5)]
    late = memory[-max(1, len(memory) // 5) :]
    return (sum(late) / len(late)) / (sum(early) / len(early))


def campaign(minutes: float, seed: int) -> bool:
    """Live life after life for so long; whether memory grew in any. Raises SystemExit where something else fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = str(folder / "ledger.sqlite3")
        once((PROGRAM, "--db", db, "load"))
        end, total, fat = time.monotonic() + 60 * minutes, 0, False
        while (now := time.monotonic()) < end:
            writing, before = seed % 3 != 0, entries(db)
            with opened([PYTHON, "-m", "xiaxian_tasks"], (120, 36), environment(folder, db)) as terminal:
                terminal.first(b"2023")
                life = Life(terminal, db, seed, writing=writing)
                found = life.live(min(end, now + (LIFE if writing else LIFE / 5)))
                life.hold(writing or entries(db) == before, "an entry was recorded without a key that records")
            total += found.handfuls
            growth = grown(found.memory)
            fat = fat or growth > GROWTH
            weighed = f"{found.memory[0]:.0f} -> {found.memory[-1]:.0f} MiB, x {growth:.2f}" if found.memory else "-"
            print(f"seed {seed}{'' if writing else ' (recording nothing)'}: {found.handfuls} handfuls in "
                  f"{found.seconds:.0f} s, {entries(db) - before} entries more, {weighed}"
                  f"{', left by its own keys' if found.left else ''}, load {os.getloadavg()[0]:.1f}", flush=True)
            seed += 1
        once((PROGRAM, "--db", db, "verify"))
        print(f"{total} handfuls of keys on {len(DIGITS)} screens, ledger proved, memory {'GREW' if fat else 'stayed'}")
    return fat


def main() -> None:
    """Run the campaign."""
    given = [float(word) for word in sys.argv[1:]]
    minutes, seed = (given + [30, 2023][len(given):])[:2]
    if campaign(minutes, int(seed)):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
