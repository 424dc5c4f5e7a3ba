"""Part of make bench: what the full screen costs on a terminal of its own, beside what Textual itself costs.

    python bench/screen.py [LEDGER …] [SHARE]      default three ledgers made for it, 100 percent of the usual keys

Every figure comes from a real terminal (pty), 120 columns and 36 rows unless said: from the key to the last byte that
is painted. In the same run stand an empty Textual app whose one line every key changes, and Textual's DataTable with
the same rows (bench/empty.py, bench/tables.py). Read the ratios.
"""

import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import county
from measure import PROGRAM, PYTHON, ROOT, once, padded

sys.path.insert(0, str(ROOT))

from tests.tui.terminals import Terminal, opened, settings
from xiaxian_tasks.tui import places

LARGE, LARGER = (120, 36), (200, 60)
ON = "2023-10-31"
EMPTY, TABLE = str(ROOT / "bench" / "empty.py"), str(ROOT / "bench" / "tables.py")
IDLE = 60.0
"""Seconds for which nothing is typed."""

DOWN, PAGE, WIPE, BACK, ENTER, LIST = "\x1b[B", "\x1b[6~", "\x15", "\x7f", "\r", "2"
SIZES = (("bundled plans", 0), ("10,000 tasks", 4), ("100,000 tasks", 40))
"""The ledgers: how they are told, and of how many plans of the county (bench/county.py), none for the bundled ones."""

DIGITS = tuple(places.DIGITS[place] for place in reversed(places.SCREENS))
"""The digit of every screen there is, the last first."""


ONCE = 0
"""A count: each key once."""


class Kind(NamedTuple):
    """A sort of key: how many are struck, which they are in turn, the same for DataTable, its goal."""

    count: int
    keys: tuple[str, ...]
    table: tuple[str, ...]
    goal: str
    before: str = ""
    after: str = ""
    says: bytes = b""
    """What DataTable's screen writes when it has done: where it takes seconds and paints in between."""


TYPED = ("改", "造", BACK, BACK, "路", BACK, "户", BACK)
KINDS = {
    "cursor down": Kind(100, (DOWN,), (DOWN,), "goal p95 33"),
    "page down": Kind(60, (PAGE,), (PAGE,), "goal p95 80, 120 at 200x60"),
    "a screen for the first time": Kind(ONCE, DIGITS, (), "each once", after=LIST),
    "another screen": Kind(54, DIGITS, (), "goal p95 150", after=LIST),
    "a key of the filter": Kind(40, TYPED, ("改", BACK), "goal p95 120", "/", WIPE + ENTER, b"LISTED"),
    "another order": Kind(12, ("s",), ("s",), "", says=b"LISTED"),
}


@contextmanager
def ours(ledger: str, size: tuple[int, int] = LARGE) -> Iterator[Terminal]:
    """The program on a ledger, begun."""
    with opened([PROGRAM], size, settings(ledger, XIAXIAN_ON=ON)) as terminal:
        yield terminal


@contextmanager
def empty_app(size: tuple[int, int] = LARGE) -> Iterator[Terminal]:
    """An empty Textual app, begun."""
    with opened([PYTHON, EMPTY], size, settings("")) as terminal:
        yield terminal


@contextmanager
def data_table(ledger: str, size: tuple[int, int] = LARGE) -> Iterator[Terminal]:
    """Textual's DataTable with the rows of a ledger, begun."""
    with opened([PYTHON, TABLE, ledger], size, settings("")) as terminal:
        yield terminal


def quantile(times: list[float], share: float) -> float:
    """The time within which this share of them lies."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def headline(title: str) -> None:
    """The names of the columns."""
    print(f"\n{padded(title)}   median      p95      p99   ms, load {os.getloadavg()[0]:.1f}")


def told(name: str, times: list[float], beside: dict[str, list[float]], goal: str = "") -> None:
    """One row: median, p95, p99, and the median beside others'."""
    if not times:
        print(f"{padded(name)}  nothing was painted")
        return
    middle = statistics.median(times)
    figures = "".join(f"{1000 * each:9.1f}" for each in (middle, quantile(times, 0.95), quantile(times, 0.99)))
    floors = {called: statistics.median(other) for called, other in beside.items() if other}
    ratios = "".join(f"{middle / floor:8.2f} x {called}" for called, floor in floors.items())
    print(f"{padded(name)}{figures}{ratios}   {goal}".rstrip(), flush=True)


def tasks_of(ledger: str) -> int:
    """How many tasks a ledger holds, as its list counts them."""
    connection = sqlite3.connect(ledger)
    try:
        return int(connection.execute("SELECT count(*) FROM task WHERE withdrawn = 0").fetchone()[0])
    finally:
        connection.close()


def first_frames(ledgers: dict[str, str], runs: int) -> None:
    """First frame with rows, and until the whole list can be searched, in turns with an empty app."""
    floor: list[float] = []
    found: dict[str, list[float]] = {name: [] for name in ledgers}
    whole: dict[str, list[float]] = {name: [] for name in ledgers}
    for _turn in range(runs + 1):
        with empty_app() as terminal:
            floor.append(terminal.first(b"READY"))
        for name, ledger in ledgers.items():
            total = f"{tasks_of(ledger)}/{tasks_of(ledger)}".encode()
            with ours(ledger) as terminal:
                found[name].append(terminal.first(b"2023"))
                terminal.type(LIST)
                whole[name].append(terminal.first(total, 60))
    headline("first frame with rows")
    told("an empty Textual app", floor[1:], {})  # the first round warms up
    for name, times in found.items():
        told(name, times[1:], {"an empty app": floor[1:]}, "goal 1.7 x, p50 500")
    for name, times in whole.items():
        told(f"whole list to be searched, {name}", times[1:], {}, "goal 1500")


def keys(title: str, ledger: str, share: float, size: tuple[int, int] = LARGE) -> None:
    """Every sort of key on a ledger, in turns with the table and the empty app."""
    total = tasks_of(ledger)
    with empty_app(size) as empty, data_table(ledger, size) as table, ours(ledger, size) as mine:
        empty.first(b"READY")
        spent = table.first(f"LISTED {total}".encode(), 200)
        mine.first(b"2023")
        mine.type(LIST)
        mine.first(f"{total}/{total}".encode(), 60)
        for each in (empty, table, mine):
            each.wait_until_quiet(0.5)
        headline(f"key to last byte, {title}, {size[0]}x{size[1]}")
        for name, kind in KINDS.items():
            count = len(kind.keys) if kind.count == ONCE else max(4, round(kind.count * share))
            floor = struck(empty, ("x",), min(count, 30))
            times, others = both(kind, mine, table, count)
            told(name, times, {"a line": floor, "DataTable": others}, kind.goal)
        print(f"DataTable: first rows after {spent:.1f} s, {table.memory():.0f} MiB; here {mine.memory():.0f} MiB")


def both(kind: Kind, mine: Terminal, table: Terminal, count: int) -> tuple[list[float], list[float]]:
    """The times of one sort of key, here and in the table."""
    for terminal in (mine, table):
        if kind.before:
            terminal.strike(kind.before, limit=2)
    times = struck(mine, kind.keys, count)
    others = struck(table, kind.table, min(count, 6) if kind.says else count // 2, kind.says)
    if kind.after:
        mine.strike(kind.after, limit=2)
    if kind.after and kind.table:  # the table is full again already
        table.strike("\t", limit=2)
    return times, others


def struck(terminal: Terminal, of: tuple[str, ...], count: int, until: bytes = b"") -> list[float]:
    """Seconds to the last byte of each of so many keys, those that painted nothing left out."""
    turns = range(count if of else 0)
    paints = [terminal.strike(of[turn % len(of)], until=until, limit=60 if until else 2) for turn in turns]
    return [paint.last for paint in paints if paint]


def idle(title: str, ledger: str, seconds: float) -> None:
    """What is written, and how much of a processor is taken, while nothing is typed; memory before and after."""
    with ours(ledger) as terminal:
        terminal.first(b"2023")
        for each in (*DIGITS, LIST):
            terminal.strike(each, rest=0.5)
        terminal.watch(1)
        before, written, work = terminal.memory(), len(terminal.raw), terminal.worked()
        terminal.watch(seconds)
        spent, said = (terminal.worked() - work) / seconds, len(terminal.raw) - written
        print(f"\nidle {seconds:.0f} s, {title}, every screen opened: {said} bytes written, {100 * spent:.2f} % of a"
              f" processor, {before:.0f} -> {terminal.memory():.0f} MiB   goal 0 bytes, 0.5 %, 120 MiB", flush=True)


def live(title: str, ledger: str, rounds: int) -> None:
    """How soon another process's report is seen once that process has ended, which is after it had recorded."""
    times = []
    with ours(ledger) as terminal:
        terminal.first(b"2023")
        for each in (LIST, "c", "o"):
            terminal.type(each)
            terminal.wait_until_idle()
            if each == "c":
                task = re.findall(r"已复制：(\S+)", terminal.text)[0]
        command = [PROGRAM, "--db", ledger, "--on", ON, "--by", "李某", "report", task, "--note"]
        for turn in range(rounds):
            subprocess.run([*command, f"live-{turn}."], capture_output=True, check=True)
            begun = time.perf_counter()
            terminal.watch(20, until=f"live-{turn}.".encode())
            times.append(time.perf_counter() - begun)
    headline(f"another process's report seen, {title}")
    told("from the end of its command", times, {}, "goal 1200")


def campaign(ledgers: dict[str, str], share: float = 1.0) -> None:
    """All of it on these ledgers, from the smallest to the largest."""
    first_frames(ledgers, max(3, round(20 * share)))
    for title, ledger in ledgers.items():
        keys(title, ledger, share)
    title, ledger = list(ledgers.items())[-1]
    keys(title, ledger, share / 2, LARGER)
    idle(title, ledger, max(5.0, IDLE * share))
    for title, ledger in ledgers.items():
        live(title, ledger, max(3, round(10 * share)))


def made(folder: Path) -> dict[str, str]:
    """A ledger of each size."""
    found = {}
    for title, plans in SIZES:
        path = folder / f"{plans}.sqlite3"
        if plans:
            print(county.made(path, plans), flush=True)
        else:
            once((PROGRAM, "--db", str(path), "load"))
        found[title] = str(path)
    return found


def main() -> None:
    """Run it on the ledgers that are named, or on three that are made."""
    given = [word for word in sys.argv[1:] if not word.isdigit() and word != "screen"]
    share = next((int(word) for word in sys.argv[1:] if word.isdigit()), 100) / 100
    with tempfile.TemporaryDirectory() as name:
        campaign(dict(zip(given, given, strict=True)) if given else made(Path(name)), share)


if __name__ == "__main__":
    main()
