"""make bench: what the commands cost beside their floors, in one run on this machine. Read the ratios, not the times.

    python bench/speed.py [PLANS] [RUNS]      default 40 plans of 2,500 tasks, 11 rounds
    python bench/speed.py screen [SHARE]      the full screen alone, at length (bench/screen.py)
    python bench/speed.py serving [N] [ASKED] the feed server alone (bench/serving.py)
    python bench/speed.py calendars [EVENTS]  calendars beside icalendar alone (bench/calendars.py)

Beside the bundled plans a whole county is measured (bench/county.py): 100,000 tasks, 1,080,000 entries.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import calendars
import county
import screen
import serving
from lives import BODIES, CLERK, FULL, LIVES, SECOND
from measure import FLOOR, PROGRAM, PYTHON, Command, figures, line, once, rounds

from plans import plan, reports

ON = "2023-10-31"
BARE_BOARD = (
    "import sqlite3,sys;c=sqlite3.connect(sys.argv[1]);"
    "print(c.execute(\"select t.plan,s.light,count(*) from task t join light_step s on s.task=t.id "
    "and s.since<='2023-10-31' and s.until>'2023-10-31' group by t.plan,s.light\").fetchall())"
)


QUERIES = {
    "tasks 灯:红 单位:水利局 限:<30天": ("灯:红 单位:水利局 限:<30天",),
    "tasks (灯:红 或 灯:黄) 非限:逾期": ("(灯:红 或 灯:黄) 非限:逾期",),
    "tasks 进度:<50%": ("进度:<50%",),
    "tasks 因:漏报 (few)": ("因:漏报",),
    "tasks 灯:绿 进度:>150% (none)": ("灯:绿 进度:>150%",),
    "tasks 态:暂缓 (none)": ("态:暂缓",),
    "tasks 无此字样 (none)": ("无此字样",),
}
"""Queries as they are told in the table; all with --limit 20."""


def commands(db: str, task: str) -> dict[str, tuple[Command, str]]:
    """Each command measured on a ledger, with its goal."""
    base = (PROGRAM, "--db", db, "--on", ON)
    found: dict[str, tuple[Command, str]] = {}
    plain = {"tasks": ("tasks", "--limit", "20"), "today": ("today",), "why": ("why", task), "show": ("show", task)}
    for name, words in (plain | {name: ("tasks", *text, "--limit", "20") for name, text in QUERIES.items()}).items():
        found[f"{name} --json"] = ((*base, *words, "--json"), "goal 2.0")
        found[name] = ((*base, *words), "goal 2.6")
    return found | {
        "today --body 县水利局": ((*base, "today", "--body", "县水利局"), "goal 2.6"),
        "tasks of a past day": ((PROGRAM, "--db", db, "--on", "2023-06-30", "tasks", "--limit", "20"), ""),
        "report --json": ((*base, "report", task, "1", "--correct", "--json"), "goal 2.0"),
        "board --json": ((*base, "board", "--json"), ""),
        "board": ((*base, "board"), ""),
    }


def receiving(db: str) -> Iterator[tuple[str, ...]]:
    """Commands that sign for a task, each for another one."""
    place = [life.__name__ for life in LIVES].index("_unsigned") + 1
    lead = BODIES[place * 3 % len(BODIES)]
    for number in range(place, county.PLAN, FULL):
        act = ("assignment", "receive", f"f2-23/{number}", "--body", lead, "--json")
        yield PROGRAM, "--db", db, "--on", ON, "--by", CLERK, *act


def on_ledger(title: str, measured: dict[str, tuple[Command, str]], db: str, runs: int) -> None:
    """The commands on one ledger against the floor, and the board against its bare query."""
    beside = {"floor": FLOOR, "tabulate": (PYTHON, "-c", "import click, sqlite3, tabulate"),
              "bare board query": (PYTHON, "-c", BARE_BOARD, db)}
    times = rounds({name: argv for name, (argv, _) in measured.items()} | beside, runs)
    print(f"\n{title}\n{'':<44} {'median':>12}   {'x floor':>6}")
    print(line("floor", times, "floor", "python -c 'import click, sqlite3'"))
    print(line("tabulate", times, "floor", "what a table's library costs alone"))
    for name, (_, goal) in measured.items():
        print(line(name, times, "floor", goal))
    print(line("bare board query", times, "floor"))
    ratios = [a / b for a, b in zip(times["board --json"], times["bare board query"], strict=True)]
    print(f"{'board --json beside its bare query':<44} {'':>12}   {statistics.median(ratios):6.2f}", flush=True)


def whole(db: str) -> None:
    """What reads all of a ledger: seconds and memory."""
    base = (PROGRAM, "--db", db, "--by", SECOND)
    print(f"\nof the whole ledger\n{'':<44} {'time':>11}    {'memory':>10}")
    for on, *words in (
        ("2023-11-30", "burden"), ("2023-10-31", "month", "close", "2023-09"),
        ("2023-11-30", "month", "close", "2023-10"), ("2023-11-30", "month", "show", "2023-10"),
        ("2023-11-30", "standing"), ("2023-11-30", "agenda"),
    ):
        figures(" ".join(words), (*base, "--on", on, *words))


def loading(folder: Path, tasks: int) -> None:
    """Load a plan of so many tasks and its reports."""
    file, db = folder / "bench-23.toml", str(folder / "large.sqlite3")
    file.write_bytes(plan(tasks))
    spent = once((PROGRAM, "--db", db, "load", str(file)))
    print(f"{f'load {tasks} tasks':<44} {spent:9.2f} s    {tasks / spent:8.0f} tasks a second")
    again = once((PROGRAM, "--db", db, "load", str(file)))
    print(f"{'load the same again':<44} {again:9.2f} s")
    (folder / "reports.csv").write_bytes(reports(tasks, 50))
    spent = once((PROGRAM, "--db", db, "--on", "2023-01-31", "report", "--from", str(folder / "reports.csv")))
    print(f"{f'report --from, {len(range(1, tasks + 1, 50))} reports':<44} {spent:9.2f} s")


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
    """Run all of it in a temporary folder, or the screen's or the feed server's part alone."""
    if "serving" in sys.argv:
        serving.main(sys.argv[1:])
        return
    if "screen" in sys.argv:
        screen.main()
        return
    if "calendars" in sys.argv:
        calendars.main()
        return
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    plans, runs = (given + [40, 11][len(given):])[:2]
    plans = max(plans, 2)  # one of each way
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = str(folder / "bundled.sqlite3"), str(folder / "county.sqlite3")
        once((PROGRAM, "--db", small, "load"))
        on_ledger("bundled plans", commands(small, "services-23/13"), small, runs)
        print()
        loading(folder, plans * county.PLAN)
        tasks, title = plans * county.PLAN, county.made(Path(large), plans)
        print(title, flush=True)
        receive: dict[str, tuple[Command, str]] = {"assignment receive": (receiving(large).__next__, "")}
        on_ledger(title, commands(large, "s1-23/13") | receive, large, runs)
        whole(large)
        screen.campaign({"bundled plans": small, f"{tasks} tasks": large}, runs / 40)
        taskwarrior(folder, min(tasks, 100_000), max(3, runs // 3))


if __name__ == "__main__":
    main()
