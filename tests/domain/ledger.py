"""The scenario language: a history told line by line, and a task to tell it of.

A line is `DAY report FIGURE [as of DAY] [by BODY] [correct|add]`, `DAY done MILESTONE`, `DAY turn RECURRENCE@DAY` or
`DAY note WORDS`. Blank lines do not count.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from xiaxian_tasks.domain import quantity, reporting
from xiaxian_tasks.domain.chain import ROOT, sealed
from xiaxian_tasks.domain.codec import encode
from xiaxian_tasks.domain.days import Calendars
from xiaxian_tasks.domain.entries import ADOPTION, REPORT, Entry
from xiaxian_tasks.domain.history import TaskState, fold
from xiaxian_tasks.domain.plan import Milestone, Period, Recurrence, Target, Task
from xiaxian_tasks.domain.recurrence import laid_out
from xiaxian_tasks.domain.reporting import Call, Draft

ANNOUNCED = ((2022, date(2021, 10, 25)), (2023, date(2022, 12, 8)), (2024, date(2023, 10, 25)))
CALENDARS = Calendars((), ANNOUNCED)
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
LAST = date(2023, 12, 31)
FAR = date(2030, 1, 1)


def target(kind: str, value: str, unit: str = "户", **more: Any) -> Target:
    """A target over 2023, due on its last day unless said otherwise."""
    given: dict[str, Any] = {"period": YEAR, "due": LAST, "due_basis": "explicit", **more}
    return Target(given.pop("id", "t1"), given.pop("metric", "指标"), kind, Decimal(value), unit, **given)


def task(*targets: Target, **more: Any) -> Task:
    """A task of a plan issued on 2023-09-20 over 2023."""
    given: dict[str, Any] = {
        "issued": date(2023, 9, 20),
        "period": YEAR,
        "due": LAST,
        "due_basis": "explicit",
        "lead": ("县民政局",),
        **more,
    }
    return Task("plan-23/1", "plan-23", "夏政办发〔2023〕0号", "1", "事项", targets=targets, **given)


def lay_out(of: Task) -> dict[str, tuple[date, ...]]:
    """The days of the recurrences, without any notice of working days."""
    return laid_out(of, CALENDARS.on(of.issued))


def adopted(of: Task) -> Entry:
    """The first entry of a history."""
    return _entry(of, 1, of.issued, ADOPTION, {"title": of.title, "task": encode(of)}, ROOT)


def history(of: Task, story: str = "") -> list[Entry]:
    """The entries a story makes; each goes through the workflow's guards."""
    entries = [adopted(of)]
    for line in filter(None, map(str.strip, story.splitlines())):
        day, _, said = line.partition(" ")
        at = date.fromisoformat(day)
        state = fold(entries, lay_out)
        content = reporting.report(Call(state, draft(said), at, FAR))
        entries.append(_entry(of, len(entries) + 1, at, REPORT, content, entries[-1].hash))
    return entries


def told(of: Task, story: str = "") -> TaskState:
    """The state after a story."""
    return fold(history(of, story), lay_out)


def draft(said: str) -> Draft:
    """What the words of one line mean."""
    verb, _, rest = said.partition(" ")
    if verb == "note":
        return Draft(note=rest)
    if verb == "done":
        return Draft(milestone=rest)
    if verb == "turn":
        return Draft(occurrence=rest)
    words = rest.split()
    found: dict[str, Any] = {"value": quantity.parse(words.pop(0))}
    while words:
        word = words.pop(0)
        if word in {"correct", "add"}:
            found[word] = True
        elif word == "of":
            found["as_of"] = date.fromisoformat(words.pop(0))
        elif word in {"by", "for"}:
            found["body" if word == "by" else "target"] = words.pop(0)
    return Draft(**found)


def _entry(of: Task, seq: int, at: date, kind: str, content: dict[str, Any], before: str) -> Entry:
    return sealed(Entry(of.id, seq, at, datetime.combine(at, time(9), UTC), "张某", kind, content), before)


def milestone(name: str = "m1", **more: Any) -> Milestone:
    """A milestone, undated unless said otherwise."""
    return Milestone(name, "可行性研究报告", **more)


def recurrence(rule: str, name: str = "r1", **more: Any) -> Recurrence:
    """A recurrence by rule."""
    return Recurrence(name, "调度", rule=rule, **more)
