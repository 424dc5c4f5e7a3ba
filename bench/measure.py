"""Whole processes timed side by side: every round runs each command once in turn, a ratio is the median over rounds."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
PROGRAM = str(ROOT / ".venv" / "bin" / "xiaxian")
FLOOR = (PYTHON, "-c", "import click, sqlite3")

Times = dict[str, list[float]]
Command = Sequence[str] | Callable[[], Sequence[str]]
"""The words of a command, or what gives them: what is recorded once cannot be recorded again."""


def once(argv: Sequence[str], **more: str) -> float:
    """Seconds of one run; a command that fails stops the bench with its own words."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XIAXIAN_")} | more
    start = time.perf_counter()
    run = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False)
    spent = time.perf_counter() - start
    if run.returncode != 0:
        raise SystemExit(f"{' '.join(argv)}: exit {run.returncode}\n{run.stderr.decode(errors='replace')}")
    return spent


def rounds(commands: dict[str, Command], runs: int) -> Times:
    """The seconds of each command in each round, two warm-up rounds left out."""
    found: Times = {name: [] for name in commands}
    for turn in range(runs + 2):
        for name, argv in commands.items():
            spent = once(argv() if callable(argv) else argv)
            if turn >= 2:
                found[name].append(spent)
    return found


def figures(title: str, argv: Sequence[str]) -> None:
    """Run a command that is no start beside a floor: its seconds, and the most memory it held."""
    start = time.perf_counter()
    child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr is not None
    told = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(argv)}: exit {child.returncode}\n{told.decode(errors='replace')}")
    print(f"{title:<44} {time.perf_counter() - start:9.2f} s    {used.ru_maxrss / 1024:6.0f} MiB", flush=True)


def ratio(times: Times, name: str, floor: str) -> float:
    """The median over the rounds of `name` against `floor`."""
    return statistics.median(a / b for a, b in zip(times[name], times[floor], strict=True))


def line(name: str, times: Times, floor: str, goal: str = "") -> str:
    """One row of the report: milliseconds, ratio, goal."""
    median = 1000 * statistics.median(times[name])
    return f"{padded(name)} {median:9.1f} ms   {ratio(times, name, floor):6.2f}   {goal}"


def padded(name: str) -> str:
    """A name in 44 cells."""
    return name + " " * (44 - sum(1 + (each > "ⓐ") for each in name))
