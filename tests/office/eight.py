"""The eight changes of a calendar, each as it is recorded. `python -m tests.office.eight FOLDER` writes their files.

Each change has a file of the day before it and one of the day itself, of whoever sees most of it: NAME.ics and
NAME.next.ics, and for the calendar of all as well.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.ledgers import office
from xiaxian_tasks.assemble import calendars
from xiaxian_tasks.office import adopt, record, steps, ways
from xiaxian_tasks.office.adopt import Papers
from xiaxian_tasks.office.feeds import Scope
from xiaxian_tasks.office.record import Said
from xiaxian_tasks.office.steps import Words

WATER, HOUSING, FARMS, TOWN, OTHER_TOWN = "县水利局", "县住建局", "县农业农村局", "埝掌镇", "水头镇"
TOWNS = "各乡镇人民政府"

PLAN = f"""
id = "wells-23"
document = "夏试〔2023〕2号"
title = "2023年节水计划"
issued = 2023-09-01
year = 2023
[[bodies]]
name = "{WATER}"
kind = "department"
[[bodies]]
name = "{HOUSING}"
kind = "department"
[[bodies]]
name = "{FARMS}"
kind = "department"
[[bodies]]
name = "{TOWN}"
kind = "township"
[[bodies]]
name = "{OTHER_TOWN}"
kind = "township"
[[bodies]]
name = "{TOWNS}"
kind = "group"
members = ["{TOWN}", "{OTHER_TOWN}"]
[[tasks]]
number = "1"
title = "关闭自备井"
lead = ["{WATER}"]
support = ["{HOUSING}", "{TOWNS}"]
value = 15
unit = "眼"
due = 2023-12-31
[[tasks]]
number = "2"
title = "安装水表"
lead = ["{WATER}"]
support = ["{HOUSING}", "{TOWNS}"]
[[tasks.milestones]]
what = "完成招标"
due = 2023-11-20
[[tasks.milestones]]
what = "完成安装"
due = 2023-12-10
"""
ADDED = f"""
[[tasks]]
number = "3"
title = "修复渠道"
lead = ["{WATER}"]
support = ["{HOUSING}", "{TOWNS}"]
due = 2023-12-20
"""
SECOND = '[[tasks.milestones]]\nwhat = "完成安装"\ndue = 2023-12-10\n'

ISSUED, BEFORE, DAY = date(2023, 9, 1), date(2023, 10, 11), date(2023, 10, 12)
LATER = DAY + timedelta(days=52)
"""The day the ledger is made, the days of a change, and one after thirty days and the turn of the month."""

WELLS, TENDER, FITTING, CHANNEL = (
    f"wells-23.{duty}@xiaxian-tasks" for duty in ("1.t1", "2.m1", "2.m2", "3.due")
)


class Change(NamedTuple):
    """One of the eight: how it is recorded, the UID it is seen at, and what it rests on."""

    name: str
    uid: str
    record: Callable[[Path, date], object]
    first: Callable[[Path, date], object] | None = None


def adopted(path: Path, on: date, plan: str = PLAN) -> None:
    """Adopt the plan as it reads now."""
    desk = office(path, on.isoformat())
    adopt.load(desk, Papers((("wells-23.toml", plan.encode()),)))
    desk.store.close()


def _edited(old: str, new: str) -> Callable[[Path, date], object]:
    assert old in PLAN
    return lambda path, on: adopted(path, on, PLAN.replace(old, new))


def _done(path: Path, on: date) -> None:
    record.report(office(path, on.isoformat()), Said("wells-23/2", milestone="m1"))


def _undone(path: Path, on: date) -> None:
    steps.withdraw(office(path, on.isoformat()), "wells-23/2", words=Words(reason="误报"))


def _renamed(path: Path, on: date) -> None:
    ways.reorganise(office(path, on.isoformat()), WATER, "县水务局", how="renamed")


WITHOUT_SECOND_TASK = PLAN[:PLAN.index('[[tasks]]\nnumber = "2"')]

CHANGES = (
    Change("new", CHANNEL, lambda path, on: adopted(path, on, PLAN + ADDED)),
    Change("postponed", WELLS, _edited("due = 2023-12-31", "due = 2024-01-31")),
    Change("renamed", WELLS, _edited("关闭自备井", "关闭全部自备井")),
    Change("body-renamed", WELLS, _renamed),
    Change("reassigned", WELLS, _edited(
        f'title = "关闭自备井"\nlead = ["{WATER}"]', f'title = "关闭自备井"\nlead = ["{FARMS}"]'
    )),
    Change("unsupported", WELLS, _edited(
        f'support = ["{HOUSING}", "{TOWNS}"]\nvalue = 15', "value = 15"
    )),
    Change("completed", TENDER, _done),
    Change("reopened", TENDER, _undone, _done),
    Change("withdrawn", FITTING, lambda path, on: adopted(path, on, WITHOUT_SECOND_TASK)),
    Change("dropped", FITTING, _edited(SECOND, "")),
)


def before(change: Change, folder: Path) -> Path:
    """A ledger as it stands before a change."""
    path = folder / f"{change.name}.sqlite3"
    adopted(path, ISSUED)
    if change.first:
        change.first(path, BEFORE - timedelta(days=5))
    return path


def _written(path: Path, on: date, body: str) -> bytes:
    desk = office(path, on.isoformat())
    try:
        return calendars.written(desk, Scope(body))
    finally:
        desk.store.close()


def main(folder: Path) -> None:
    """Write the pairs."""
    with TemporaryDirectory() as name:
        for change in CHANGES:
            path = before(change, Path(name))
            for whose, ending in ((WATER, ""), ("", "-all")):
                (folder / f"{change.name}{ending}.ics").write_bytes(_written(path, BEFORE, whose))
            change.record(path, DAY)
            for whose, ending in ((WATER, ""), ("", "-all")):
                (folder / f"{change.name}{ending}.next.ics").write_bytes(_written(path, DAY, whose))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
