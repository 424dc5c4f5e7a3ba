"""What bodies report in the demo: figures by month, milestones and turns as they come, notes where nothing counts."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.codec import plain
from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import as_row
from xiaxian_tasks.domain.plan import Milestone, Target, Task
from xiaxian_tasks.office.demo.drawing import drawn, working
from xiaxian_tasks.office.demo.figures import PACE_OF, pace_of, readings
from xiaxian_tasks.office.demo.voices import Voices, note
from xiaxian_tasks.office.record import Said

ON = date(2023, 12, 25)
"""The day the demo is opened on: all twelve plans are issued, most of what is due by the end of the year still is."""

SILENT, TOLD_ONCE = 70, 130
"""Of a thousand tasks so many are never reported on, and up to so many only once."""

SLOW_FROM = 900
"""A pace below is told as slow, in thousandths."""


class Report(NamedTuple):
    """A report to record: the day, who enters it, and what is said."""

    on: date
    by: str
    said: Said


class _Teller(NamedTuple):
    """One task and how it is told."""

    state: TaskState
    voices: Voices
    days: list[date]
    pace: int

    @property
    def task(self) -> Task:
        """The task as it binds."""
        return self.state.task


def reports(state: TaskState, voices: Voices, since: date) -> Iterator[Report]:
    """Everything reported on a task up to the demo's day; `since` is the first day on which anything may be."""
    task = state.task
    fate = 1000 if task.id in PACE_OF else drawn("fate", task.id, below=1000)
    days = _days(task, max(since, task.issued + timedelta(days=1)))
    if fate < SILENT or not days:
        return
    teller = _Teller(state, voices, days[:1] if fate < TOLD_ONCE else days, pace_of(task.id))
    yield from _figures(teller)
    yield from _milestones(teller)
    yield from _turns(teller)
    yield from _notes(teller)


def _days(task: Task, since: date) -> list[date]:
    """The days on which a task is reported on: some days after its issue, then toward the end of each month."""
    first = working(since + timedelta(days=3 + drawn("first", task.id, below=8)))
    found = [first] if first <= ON and first.weekday() < 5 and first > task.issued else []
    month = since.replace(day=1)
    while month <= ON:
        begin = 14 if month.month == ON.month else 24
        day = working(month.replace(day=begin + drawn("day", task.id, str(month), below=5)))
        if found and day > found[-1] + timedelta(days=9) and day <= ON:
            found.append(day)
        month = month_end(month) + timedelta(days=1)
    return found


def _figures(teller: _Teller) -> Iterator[Report]:
    for target in teller.task.targets:
        for part in target.parts:
            row = as_row(target, part)
            pace = pace_of(f"{teller.task.id}/{part.body}")
            yield from _series(teller, row, max(pace, 700), teller.voices.of((part.body,)))
        if not target.parts:
            yield from _series(teller, target, teller.pace, teller.voices.of(teller.task.lead))


def _series(teller: _Teller, target: Target, pace: int, by: str) -> Iterator[Report]:
    """The figures of one target or row; the first report tells those of the months before too."""
    first = teller.days[0]
    back = [day for day in _month_ends(target.period.start, first) if day.month % 2 == 0]
    for turn, reading in enumerate(readings(target, pace, [*back, *teller.days])):
        said = Said(
            teller.task.id, f"{plain(reading.value)}{target.unit}", target=target.id, as_of=reading.as_of,
            correct=target.kind == "at_most" and not target.accumulates,
            note=note(target.id + teller.task.id, turn, slow=pace < SLOW_FROM) if reading.as_of >= first else "",
        )
        yield Report(max(reading.as_of, first), by, said)


def _month_ends(start: date, before: date) -> Iterator[date]:
    day = month_end(start)
    while day < before:
        yield day
        day = month_end(day + timedelta(days=1))


def _milestones(teller: _Teller) -> Iterator[Report]:
    """Milestones one after the other over the days of the task, the later the slower it goes."""
    task, count = teller.task, len(teller.task.milestones)
    for place, milestone in enumerate(task.milestones, start=1):
        day = _day_of(teller, milestone, place, count)
        if teller.days[0] <= day <= ON and len(teller.days) > 1:
            said = Said(task.id, milestone=milestone.id, note=note(milestone.id + task.id, place, slow=False))
            yield Report(day, teller.voices.of(task.lead), said)


def _day_of(teller: _Teller, milestone: Milestone, place: int, count: int) -> date:
    first, task = teller.days[0], teller.task
    if milestone.due:
        early = 4 - (1000 - min(teller.pace, 1000)) // 12
        return working(max(first, milestone.due - timedelta(days=early)))
    last = task.due or first + timedelta(days=110)
    left = (last - first).days * place // (count + 1)
    return working(first + timedelta(days=left * 1000 // teller.pace + drawn(task.id, milestone.id, below=5)))


def _turns(teller: _Teller) -> Iterator[Report]:
    """Turns of a rule on their day or the working day before, unless the task goes far too slowly."""
    task = teller.task
    for recurrence in task.recurrences:
        for day in teller.state.days.get(recurrence.id, ()):
            on = working(day)
            if day <= ON and on >= teller.days[0] and teller.pace >= SLOW_FROM and len(teller.days) > 1:
                said = Said(task.id, occurrence=f"{recurrence.id}@{day}")
                yield Report(on, teller.voices.of(task.lead), said)


def _notes(teller: _Teller) -> Iterator[Report]:
    """Words each month where a task has nothing to count; once where it has only milestones to come."""
    task = teller.task
    if task.targets:
        return
    by = teller.voices.of(task.lead)
    for turn, day in enumerate(teller.days[:1] if task.milestones else teller.days):
        yield Report(day, by, Said(task.id, note=note(task.id, turn, slow=teller.pace < SLOW_FROM)))
