"""What there is to say of a task on a day (提醒事由): each duty that is near, due, late, behind, silent or unanswered.

A cause stands from its first day `since` without a break; `began` is the first day of the unbroken trouble it belongs
to: a duty that was behind when its day came has been in trouble since then, not only since its day. Both are found from
facts alone, so that they are the same whenever they are asked. Sources: docs/decisions/0025.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import BEHIND, DUE, FAR, NEAR, OVERDUE, SILENT, UNANSWERED, UNSIGNED
from xiaxian_tasks.domain.life import ENDED, is_full
from xiaxian_tasks.domain.lights import as_row, near_from, stale_from, target_light
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.domain.recurrence import due_day, grace_end
from xiaxian_tasks.domain.recurrence import near_from as turn_near_from
from xiaxian_tasks.domain.stretch import bands_since, behind_since
from xiaxian_tasks.domain.terms import DONE, SETTLED
from xiaxian_tasks.domain.waits import ANSWER_AHEAD, answers_of

DAY = timedelta(days=1)

NOBODY: Mapping[str, Sequence[str]] = MappingProxyType({})

TOLD = frozenset({"unsigned", "signed", "active", "returned"})
"""Assignments whose body is spoken to about its duties: one the task was not sent to knows nothing of it, and of one
that has handed in, refused or was accepted the office has the next word."""


class Cause(NamedTuple):
    """One thing to say: `cause` is one of ladder.CAUSES, `duty` a target, row, milestone, RECURRENCE@DAY, reply.SEQ,
    receipt or rework, "" the task itself; `due` the day of the duty, if it has one."""

    duty: str
    body: str
    cause: str
    since: date
    due: date | None
    began: date


class Day(NamedTuple):
    """A day looked at: the working days as known on it, and by group the bodies that are spoken to for it."""

    on: date
    workdays: WorkDays
    members: Mapping[str, Sequence[str]] = NOBODY


class Duty(NamedTuple):
    """A duty, the bodies that are spoken to about it, and its day."""

    name: str
    bodies: tuple[str, ...]
    due: date | None = None

    def stands(self, cause: str, since: date, began: date | None = None) -> "Found":
        """The cause for each of the bodies, a group not yet taken apart."""
        for body in self.bodies:
            yield Cause(self.name, body, cause, since, self.due, began or since)


Found = Iterator[Cause]


def causes(state: TaskState, day: Day) -> list[Cause]:
    """All there is to say of a task on a day, duty by duty; a task that is settled or not yet issued says nothing.

    What is far behind is behind as well, and slightly so: a band stands with those before it.

    What is suspended still does: whoever asks has to look at the stage.
    """
    if day.on < state.task.issued or (is_full(state.life) and state.stage in SETTLED | ENDED):
        return []
    found = (*_of_targets(state, day), *_of_milestones(state, day), *_of_turns(state, day), *_of_notes(state, day),
             *_of_answers(state, day))
    each = (cause._replace(body=body) for cause in found for body in day.members.get(cause.body, (cause.body,)))
    return list({(cause.duty, cause.body, cause.cause): cause for cause in each}.values())


def _told(state: TaskState, bodies: Sequence[str]) -> tuple[str, ...]:
    """Those of some bodies that are spoken to, by where their assignments stand."""
    if not is_full(state.life):
        return tuple(bodies)
    at = {each.body: each.state for each in state.parts}
    is_sent = any(each.sent for each in state.parts)
    return tuple(body for body in bodies if (at[body] in TOLD if body in at else is_sent))


def _by_clock(duty: Duty, near: date, day: Day, *, last: date | None = None) -> Found:
    """Near, due or overdue; `last` is the last day on which it may still be done without being late."""
    assert duty.due is not None
    last, pressing = last or duty.due, last_worked(duty.due, day.workdays)
    if day.on > last:
        yield from duty.stands(OVERDUE, last + DAY)
    elif day.on >= pressing:
        yield from duty.stands(DUE, pressing, min(near, pressing))
    elif day.on >= near:
        yield from duty.stands(NEAR, near)


def last_worked(due: date, workdays: WorkDays) -> date:
    """The day itself where it is worked, else the last working day before it."""
    return due if workdays.is_working(due) else workdays.before(due, 1)


# Targets and their rows. ----------------------------------------------------------------------------------------------


def _of_targets(state: TaskState, day: Day) -> Found:
    if not is_full(state.life) and _is_done(state, day):
        return
    for target in state.task.targets:
        yield from _of_target(state, target, state.task.lead, day)
        for part in target.parts:
            yield from _of_target(state, as_row(target, part), (part.body,), day)


def _is_done(state: TaskState, day: Day) -> bool:
    """Whether all targets and milestones are done, which settles a task under simple supervision, rows and all."""
    return all(milestone.id in state.done_on for milestone in state.task.milestones) and all(
        target_light(state, target, day.on, day.workdays).light == DONE for target in state.task.targets
    )


def _of_target(state: TaskState, target: Target, bodies: Sequence[str], day: Day) -> Found:
    lit = target_light(state, target, day.on, day.workdays)
    duty = Duty(target.id, _told(state, bodies), target.due)
    if lit.light == DONE or not duty.bodies:
        return
    if target.due is not None and day.on > target.due:
        since = target.due + DAY
        yield from duty.stands(OVERDUE, since, behind_since(state, target, target.due, day.workdays))
        return
    if target.due is not None:
        is_ahead = lit.gap is not None and lit.gap >= 0
        near = last_worked(target.due, day.workdays) if is_ahead else near_from(
            target.due, target.period.start, state.task.rules, day.workdays
        )
        yield from _by_clock(duty, near, day)
    bands = bands_since(state, target, day.on, day.workdays)
    for band, since in bands.items():
        yield from duty.stands(band, since, bands[BEHIND] if band == FAR else since)
    silent = stale_from(lit.latest_as_of or max(state.task.issued, target.period.start), state.task.rules)
    if day.on >= silent and BEHIND not in bands:
        yield from duty.stands(SILENT, silent)


# Milestones, turns, notes. --------------------------------------------------------------------------------------------


def _of_milestones(state: TaskState, day: Day) -> Found:
    task = state.task
    for milestone in task.milestones:
        due = milestone.due or task.due
        if milestone.id not in state.done_on and due is not None:
            near = near_from(due, task.period.start, task.rules, day.workdays)
            yield from _by_clock(Duty(milestone.id, _told(state, milestone.bodies or task.lead), due), near, day)


def _of_turns(state: TaskState, day: Day) -> Found:
    """The oldest turn that was missed, and the next that is near or due: reporting the newest closes those before."""
    task = state.task
    for recurrence in task.recurrences:
        bodies, days = _told(state, recurrence.bodies or task.lead), state.days.get(recurrence.id, ())
        last_done, is_late = max(state.turns.get(recurrence.id, ()), default=date.min), False
        for turn in days:
            due = due_day(recurrence, turn, task, day.workdays)
            last = grace_end(recurrence, due, task.rules)
            if turn <= last_done or (is_late and day.on > last):
                continue
            near = max(turn_near_from(recurrence, days, turn, task, day.workdays), task.issued)
            yield from _by_clock(Duty(f"{recurrence.id}@{turn}", bodies, due), near, day, last=last)
            if day.on <= last:
                break
            is_late = True


def _of_notes(state: TaskState, day: Day) -> Found:
    """The silence of a task with nothing to count or to deliver."""
    task = state.task
    if not (task.targets or task.milestones or task.recurrences):
        since = stale_from(state.noted or task.issued, task.rules)
        if day.on >= since:
            yield from Duty("", _told(state, task.lead), task.due).stands(SILENT, since)


# Answers. -------------------------------------------------------------------------------------------------------------


def _of_answers(state: TaskState, day: Day) -> Found:
    """Receipts, replies to remarks and reworks past their day; a rework is near and due as well.

    An answer to a paper is not asked for here: a paper nobody answers is unmet.
    """
    questions = {str(asked.seq): asked for asked in state.life.questions}
    for wait in answers_of(state):
        assert wait.due is not None
        past, bodies = wait.due + DAY, (wait.body,) if wait.body else ()
        if wait.what == "reply" and day.on >= past and not questions[wait.key].letter:
            asked = (questions[wait.key].body,) if questions[wait.key].body else state.task.lead
            yield from Duty(f"reply.{wait.key}", asked, wait.due).stands(UNANSWERED, past)
        elif wait.what == "receipt" and day.on >= past:
            yield from Duty("receipt", bodies, wait.due).stands(UNSIGNED, past)
        elif wait.what == "rework":
            near = max(day.workdays.first_with_left(wait.due, ANSWER_AHEAD), wait.began)
            yield from _by_clock(Duty("rework", bodies, wait.due), near, day)
