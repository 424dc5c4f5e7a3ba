"""Dates to come (日程): one event for each real instance of a due day, which agenda and calendar share.

A UID is made of names that do not change when a day moves; a recurrence's instance carries the day its rule gives.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import is_full, live
from xiaxian_tasks.domain.lights import TaskLight, light_of, row_light, state_of_task
from xiaxian_tasks.domain.plan import Recurrence
from xiaxian_tasks.domain.recurrence import day_light
from xiaxian_tasks.domain.terms import DONE, GREY, PAUSED, RED, SETTLED

DOMAIN = "xiaxian-tasks"
"""The right half of every UID."""

DAYS_BACK, DAYS_AHEAD, DAYS_KEPT = 30, 400, 30
"""Calendar profile decision 13 and 6: -30 to +400 days from the month's first, what is done kept for 30 days."""


Lit = tuple[str, str, date | None]
"""The light of a duty, its reason, and the day it was done."""


class Event(NamedTuple):
    """One due day. `kind` is target, milestone, recurrence or task; `body` names who owes it, joined by 、."""

    on: date
    what: str
    kind: str
    task: str
    title: str
    body: str
    light: str
    reason: str
    done_on: date | None
    uid: str


class Horizon(NamedTuple):
    """The days a calendar shows, both inclusive, and the day it is asked on."""

    first: date
    last: date
    on: date


def horizon(on: date) -> Horizon:
    """The horizon of the month `on` lies in, so that a feed is the same all month while nothing changes."""
    month = on.replace(day=1)
    return Horizon(month - timedelta(days=DAYS_BACK), month + timedelta(days=DAYS_AHEAD), on)


def is_shown(event: Event, span: Horizon) -> bool:
    """Within the horizon, or open and overdue whatever the horizon; what is done leaves 30 days after it was done."""
    if event.done_on is not None:
        return event.done_on + timedelta(days=DAYS_KEPT) >= span.on.replace(day=1) and event.on <= span.last
    if event.light == RED and event.on < span.first:
        return True
    return span.first <= event.on <= span.last


def events_of(
    state: TaskState, on: date, workdays: WorkDays, *, bodies: frozenset[str] | None = None
) -> Iterator[Event]:
    """The events of a task as they stand on a day. With `bodies`, a split shows their row instead of its total."""
    task, shown = state.task, light_of(state, on, workdays)
    seen = _through_life(state, shown)

    def event(
        due: date, what: str, key: tuple[str, str], lit: tuple[str, str, date | None], owing: tuple[str, ...] = ()
    ) -> Event:
        uid = f"{task.plan}.{task.number}.{key[1]}@{DOMAIN}"
        return Event(due, what, key[0], task.id, task.title, "、".join(owing or task.lead), *seen(lit), uid)

    for target, standing in zip(task.targets, shown.targets, strict=True):
        if target.due is None:
            continue
        row = next((part for part in target.parts if bodies and part.body in bodies), None)
        if row:
            standing = row_light(state, target, row.id, on, workdays)
        done_on = standing.latest_as_of if standing.light == DONE else None
        lit = (standing.light, standing.reason, done_on)
        key = ("target", row.id if row else target.id)
        yield event(target.due, target.metric, key, lit, (row.body,) if row else ())
    for milestone, marks in zip(task.milestones, shown.milestones, strict=True):
        due = milestone.due or task.due
        if due:
            lit = (*marks, state.done_on.get(milestone.id))
            yield event(due, milestone.what, ("milestone", milestone.id), lit, milestone.bodies)
    for recurrence in task.recurrences:
        for day, marks, done in _turns(state, recurrence, on, workdays):
            key = ("recurrence", f"{recurrence.id}.{day:%Y%m%d}")
            yield event(day, recurrence.what, key, (*marks, done), recurrence.bodies)
    if task.due and not (task.targets or task.milestones or task.recurrences):
        yield event(task.due, task.title, ("task", "due"), (shown.light, shown.reason, None))


def _through_life(state: TaskState, shown: TaskLight) -> Callable[[Lit], Lit]:
    """How the lights of single duties look through the life-cycle: all done once the task is, grey while it rests."""
    stage = state_of_task(state, shown.light) if is_full(state.life) else ""
    if stage in SETTLED:
        ended = state.life.closed or max(each.accepted or state.at for each in live(state.life.assignments))
        return lambda lit: lit if lit[0] == DONE else (DONE, "", ended)
    if stage in PAUSED:
        return lambda lit: lit if lit[0] == DONE else (GREY, stage, None)
    return lambda lit: lit


def _turns(
    state: TaskState, recurrence: Recurrence, on: date, workdays: WorkDays
) -> Iterator[tuple[date, tuple[str, str], date | None]]:
    """Each day a recurrence shows: those done, and the open ones since the last done."""
    days, done = state.days.get(recurrence.id, ()), state.turns.get(recurrence.id, ())
    last_done = max(done, default=date.min)
    for day in days:
        if day in done:
            yield day, (DONE, ""), day
        elif day > last_done:
            yield day, day_light(recurrence, days, day, on=on, rules=state.task.rules, workdays=workdays), None
