"""make bench: what the commands cost beside their floors, in one run on this machine. Read the ratios, not the times.

    python bench/speed.py [TASKS] [RUNS]      default 100000 tasks, 11 rounds
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import FLOOR, PROGRAM, PYTHON, first_frame, line, once, rounds

from plans import plan, reports

ON = "2023-10-31"
EMPTY_APP = "from textual.app import App\nfrom textual.widgets import Static\n" \
    "class A(App):\n    def compose(self):\n        yield Static('READY')\nA().run()\n"
BARE_BOARD = (
    "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);"
    "print(c.execute(\"select t.plan,s.light,count(*) from task t join light_step s on s.task=t.id "
    "and s.since<='2023-10-31' and s.until>'2023-10-31' group by t.plan,s.light\").fetchall())"
)


def commands(db: str, task: str) -> dict[str, tuple[tuple[str, ...], str]]:
    """Each command measured on a ledger, with its goal."""
    base = (PROGRAM, "--db", db, "--on", ON)
    return {
        "tasks --limit 20 --json": ((*base, "tasks", "--limit", "20", "--json"), "goal 2.0"),
        "tasks --limit 20": ((*base, "tasks", "--limit", "20"), "goal 2.6"),
        "today --json": ((*base, "today", "--json"), "goal 2.0"),
        "today": ((*base, "today"), "goal 2.6"),
        "today --body --json": ((*base, "today", "--body", "县民政局", "--json"), ""),
        "show --json": ((*base, "show", task, "--json"), "goal 2.0"),
        "show": ((*base, "show", task), "goal 2.6"),
        "report": ((*base, "report", task, "1", "--correct", "--json"), "goal 2.0"),
        "board": ((*base, "board"), ""),
        "board --json": ((*base, "board", "--json"), ""),
    }


def on_ledger(title: str, db: str, task: str, runs: int) -> None:
    """The commands on one ledger against the floor, and the board against its bare query."""
    measured = {name: argv for name, (argv, _) in commands(db, task).items()}
    measured |= {"floor": FLOOR, "tabulate": (PYTHON, "-c", "import click, sqlite3, tabulate"),
                 "bare board query": (PYTHON, "-c", BARE_BOARD, db)}
    times = rounds(measured, runs)
    print(f"\n{title}\n{'':<44} {'median':>12}   {'x floor':>6}")
    print(line("floor", times, "floor", "python -c 'import click, sqlite3'"))
    print(line("tabulate", times, "floor", "what a table's library costs alone"))
    for name, (_, goal) in commands(db, task).items():
        print(line(name, times, "floor", goal))
    print(line("bare board query", times, "floor"))
    beside = [a / b for a, b in zip(times["board --json"], times["bare board query"], strict=True)]
    print(f"{'board --json beside its bare query':<44} {'':>12}   {statistics.median(beside):6.2f}")


def loading(folder: Path, tasks: int) -> str:
    """Load a plan of so many tasks and its reports; the ledger's path."""
    file, db = folder / "bench-23.toml", str(folder / "large.sqlite3")
    file.write_bytes(plan(tasks))
    spent = once((PROGRAM, "--db", db, "load", str(file)))
    print(f"{f'load {tasks} tasks':<44} {spent:9.2f} s    {tasks / spent:8.0f} tasks a second")
    again = once((PROGRAM, "--db", db, "load", str(file)))
    print(f"{'load the same again':<44} {again:9.2f} s")
    (folder / "reports.csv").write_bytes(reports(tasks, 50))
    spent = once((PROGRAM, "--db", db, "--on", "2023-01-31", "report", "--from", str(folder / "reports.csv")))
    print(f"{f'report --from, {len(range(1, tasks + 1, 50))} reports':<44} {spent:9.2f} s")
    return db


def screens(ledgers: dict[str, str], runs: int) -> None:
    """First frame with rows against an empty Textual app."""
    empty = (PYTHON, "-c", EMPTY_APP)
    print(f"\nfirst frame with rows, 120x36\n{'':<44} {'median':>12}   {'x empty app':>6}")
    for title, db in ledgers.items():
        pairs = [
            (first_frame((PROGRAM, "--db", db, "--on", ON), "2023"), first_frame(empty, "READY")) for _ in range(runs)
        ]
        ours, floor = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
        beside = statistics.median(a / b for a, b in pairs)
        print(f"{title:<44} {ours:9.1f} ms   {beside:6.2f}   goal 1.7 (empty app {floor:.0f} ms)")


def taskwarrior(folder: Path, tasks: int, runs: int) -> None:
    """Taskwarrior's list on as many tasks, where it is installed."""
    program = shutil.which("task")
    if program is None:
        print("\nTaskwarrior is not installed (Debian package taskwarrior): not compared")
        return
    (folder / "taskrc").write_text(f"data.location={folder}/tw\nconfirmation=no\nhooks=off\nnews.version=9.9.9\n")
    rows = (
        f'{{"description":"测算第{n}项","project":"县民政局",'
        f'"status":"pending","due":"2023{n % 12 + 1:02d}01T000000Z"}}'
        for n in range(tasks)
    )
    start = time.perf_counter()
    subprocess.run([program, f"rc:{folder}/taskrc", "import"], input=("[" + ",\n".join(rows) + "]").encode(),
                   capture_output=True, check=True)
    print(f"\nTaskwarrior, {tasks} tasks: import {time.perf_counter() - start:.2f} s")
    times = rounds({"task limit:20 list": (program, f"rc:{folder}/taskrc", "limit:20", "list"), "floor": FLOOR}, runs)
    print(line("task limit:20 list", times, "floor"))


def main() -> None:
    """Run all of it in a temporary folder."""
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    tasks, runs = (given + [100_000, 11][len(given):])[:2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = str(folder / "bundled.sqlite3")
        once((PROGRAM, "--db", small, "load"))
        on_ledger("bundled plans", small, "services-23/13", runs)
        print()
        large = loading(folder, tasks)
        on_ledger(f"{tasks} tasks", large, "bench-23/13", runs)
        screens({"bundled plans": small, f"{tasks} tasks": large}, max(3, runs // 2))
        taskwarrior(folder, min(tasks, 100_000), max(3, runs // 3))


if __name__ == "__main__":
    main()
