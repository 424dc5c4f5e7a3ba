"""Dates to come (日程): one event for each real instance of a due day, which agenda and calendar share.

A UID is made of names that do not change when a day moves; a recurrence's instance carries the day its rule gives,
whatever day it falls due on.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.awaited import Answer, answer_light, clock_light
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import is_full, live
from xiaxian_tasks.domain.lights import TaskLight, light_of, row_light, state_of_task
from xiaxian_tasks.domain.plan import Procedure, Recurrence, Target, Task
from xiaxian_tasks.domain.procedure import CaseState, StepDue, steps_due
from xiaxian_tasks.domain.recurrence import day_light, due_day
from xiaxian_tasks.domain.terms import DONE, GREEN, GREY, PAUSED, RED, SETTLED, WITHDRAWN

DOMAIN = "xiaxian-tasks"
"""The right half of every UID."""

DAYS_BACK, DAYS_AHEAD, DAYS_KEPT = 30, 400, 30
"""Calendar profile decision 13 and 6: -30 to +400 days from the month's first, what is done kept for 30 days."""


Lit = tuple[str, str, date | None]
"""The light of a duty, its reason, and the day it was done."""


KINDS = (
    "target", "milestone", "recurrence", "task", "window", "receipt", "reply", "rework", "recheck", "extension",
    "dispatch", "step",
)
"""What a day is of: 指标, 节点, 周期事项, 事项, 窗口期首日, 签收, 回复, 退办整改, 回头看, 延期审批, 交办, 程序步骤."""


class Event(NamedTuple):
    """One due day. `kind` is one of KINDS; `body` names who owes it, joined by 、; `task` of a step is its case's id.

    `done_on` is the day it was done, `gone_on` the day it was taken back: such an event is grey and WITHDRAWN.
    """

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
    gone_on: date | None = None


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
    """Within the horizon, or open and overdue whatever the horizon, though its task rests; what is done, or taken back,
    leaves 30 days after it was."""
    ended = event.done_on or event.gone_on
    if ended is not None:
        return ended + timedelta(days=DAYS_KEPT) >= span.on.replace(day=1) and event.on <= span.last
    if event.on < span.first and (event.light == RED or event.reason in PAUSED or _has_no_number(event)):
        return True
    return span.first <= event.on <= span.last


def _has_no_number(event: Event) -> bool:
    """Whether it is the due day of a task that nothing is counted of: no light of its own says it is late."""
    return event.kind == "task"


def gone(event: Event, on: date) -> Event:
    """An event whose task or case was taken back, or ended, on a day."""
    return event._replace(light=GREY, reason=WITHDRAWN, done_on=None, gone_on=on)


def events_of(
    state: TaskState, on: date, workdays: WorkDays, *, bodies: frozenset[str] | None = None,
    answers: Iterable[Answer] = (),
) -> Iterator[Event]:
    """The events of a task as they stand on a day, and of the `answers` its history asked for (domain.awaited).

    With `bodies`, the names one body answers to, a split shows their row instead of its total, and of the answers only
    those they owe.
    """
    shown = light_of(state, on, workdays)
    seen = _through_life(state, shown)
    for duty in (*_of_targets(state, shown, on, workdays, bodies), *_of_the_rest(state, shown, on, workdays)):
        yield _event(state.task, duty, seen(duty.lit))
    for answer in answers:
        if bodies is None or bodies.intersection(answer.bodies):
            yield answered(state.task, answer, on, workdays)


def case_events(
    run: Procedure, case: CaseState, on: date, workdays: WorkDays, *, bodies: frozenset[str] | None = None
) -> Iterator[Event]:
    """The events of a case: of each step whose day is known, with its own bodies; with `bodies` those they take."""
    for step, standing in zip(run.steps, steps_due(run, case, on, workdays), strict=True):
        if standing.due is None or (bodies is not None and not bodies.intersection(step.bodies)):
            continue
        event = Event(
            standing.due, step.what, "step", case.id, case.name, "、".join(step.bodies),
            *_step_light(standing, on, workdays), standing.done_on, f"case.{case.id}.{step.number}@{DOMAIN}",
        )
        yield gone(event, case.ended) if case.ended and standing.done_on is None else event


def _step_light(standing: StepDue, on: date, workdays: WorkDays) -> tuple[str, str]:
    """The light of a step and why; a day before which it may not end presses nobody."""
    if standing.done_on or standing.due is None:
        return standing.light, ""
    return (standing.light, "not-before") if standing.earliest else clock_light(standing.due, on, workdays)


class _Duty(NamedTuple):
    """A dated duty of a task as its event takes it; `bodies` owe it, none: those who lead."""

    due: date
    what: str
    kind: str
    key: str
    lit: Lit
    bodies: tuple[str, ...] = ()


def _event(task: Task, duty: _Duty, lit: Lit) -> Event:
    uid = f"{task.plan}.{task.number}.{duty.key}@{DOMAIN}"
    return Event(duty.due, duty.what, duty.kind, task.id, task.title, "、".join(duty.bodies or task.lead), *lit, uid)


def answered(task: Task, answer: Answer, on: date, workdays: WorkDays) -> Event:
    """The event of one answer."""
    marks = answer_light(answer, on, workdays)
    done_on = answer.ended if answer.is_done else None
    duty = _Duty(answer.due, answer.what or task.title, answer.kind, answer.duty, (*marks, done_on), answer.bodies)
    event = _event(task, duty, duty.lit)._replace(body="、".join(answer.bodies))
    return event._replace(gone_on=answer.ended) if answer.is_withdrawn else event


def _of_targets(
    state: TaskState, shown: TaskLight, on: date, workdays: WorkDays, bodies: frozenset[str] | None
) -> Iterator[_Duty]:
    """The targets, a split as the row of the bodies asked for, and the first day of each period the plan declares."""
    begun = set[date]()
    for target, standing in zip(state.task.targets, shown.targets, strict=True):
        if target.due is None:
            continue
        row = next((part for part in target.parts if bodies and part.body in bodies), None)
        if row:
            standing = row_light(state, target, row.id, on, workdays)
        lit = (standing.light, standing.reason, standing.latest_as_of if standing.light == DONE else None)
        owing, key = ((row.body,), row.id) if row else ((), target.id)
        yield _Duty(target.due, target.metric, "target", key, lit, owing)
        if _has_first_day(state.task, target) and target.period.start not in begun:
            begun.add(target.period.start)
            yield _first_day(target.period.start, target.metric, key, lit, owing)


def _has_first_day(task: Task, target: Target) -> bool:
    """Whether the paper says when a target's period begins: by itself it begins with a year, or with the issue."""
    start = target.period.start
    return start != task.issued and (start.month, start.day) != (1, 1)


def _first_day(on: date, what: str, key: str, lit: Lit, owing: tuple[str, ...]) -> _Duty:
    """The first day of a window (窗口期): nothing is owed on it, so it presses nobody; it goes with what ends it."""
    marks = lit if lit[0] == DONE else (GREEN, "window", None)
    return _Duty(on, what, "window", f"{key}.first", marks, owing)


def _of_the_rest(state: TaskState, shown: TaskLight, on: date, workdays: WorkDays) -> Iterator[_Duty]:
    task = state.task
    for milestone, marks in zip(task.milestones, shown.milestones, strict=True):
        lit = (*marks, state.done_on.get(milestone.id))
        if due := milestone.due or task.due:
            yield _Duty(due, milestone.what, "milestone", milestone.id, lit, milestone.bodies)
        if milestone.start:
            yield _first_day(milestone.start, milestone.what, milestone.id, lit, milestone.bodies)
    for recurrence in task.recurrences:
        for day, due, marks, done in _turns(state, recurrence, on, workdays):
            key = f"{recurrence.id}.{day:%Y%m%d}"
            yield _Duty(due, recurrence.what, "recurrence", key, (*marks, done), recurrence.bodies)
    if task.due and not (task.targets or task.milestones or task.recurrences):
        yield _Duty(task.due, task.title, "task", "due", (shown.light, shown.reason, None))


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
) -> Iterator[tuple[date, date, tuple[str, str], date | None]]:
    """Each turn a recurrence shows, by its rule's day, with the day it falls due: those done, and the open ones since
    the last done. One counts as done on its day, the later of both."""
    days, done = state.days.get(recurrence.id, ()), state.turns.get(recurrence.id, ())
    last_done = max(done, default=date.min)
    for day in days:
        if day not in done and day <= last_done:
            continue
        due = due_day(recurrence, day, state.task, workdays)
        if day in done:
            yield day, due, (DONE, ""), max(day, due)
        else:
            yield day, due, day_light(recurrence, days, day, on=on, task=state.task, workdays=workdays), None
