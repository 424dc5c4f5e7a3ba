"""The life-cycle of a task under full supervision: its assignments, its stage, its dates moved and kept.

Only what entries say goes in; days that need the calendar (receipt due, extended due) were worked out when the entry
was written and stand in it. Sources of the states and steps: docs/decisions/0013.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.days import month_end
from xiaxian_tasks.domain.pace import basis_used
from xiaxian_tasks.domain.plan import Period, Task
from xiaxian_tasks.domain.terms import FULL, SIMPLE

LEAD, SUPPORT = "lead", "support"

LIVE = frozenset({"unsent", "unsigned", "signed", "active", "requested", "returned", "accepted", "refused"})
"""States of an assignment that still binds its body; a released one is history."""

AT_WORK = frozenset({"signed", "active", "returned", "requested", "accepted"})
"""States of an assignment whose body has signed."""

ENDED = frozenset({"terminated", "merged"})
"""Stages nothing follows but a withdrawal."""


class Assignment(NamedTuple):
    """One body under one task (承办): `role` lead or support, `state` one of terms.ASSIGNMENT_STATES.

    `receipt_due` is the last day for signing, `authors` who entered figures or the request in any round, and
    `has_evidence` whether one of them came with evidence. `round` counts how often its task was begun with it, and
    `accepted_before` is the day on which it was accepted in an earlier round.
    """

    body: str
    role: str
    state: str = "unsent"
    sent: date | None = None
    receipt_due: date | None = None
    signed: date | None = None
    requested: date | None = None
    returns: int = 0
    returned: date | None = None
    rework_due: date | None = None
    accepted: date | None = None
    refused: date | None = None
    reason: str = ""
    authors: tuple[str, ...] = ()
    has_evidence: bool = False
    round: int = 1
    accepted_before: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether it was signed after the last day for it (签收逾期)."""
        return self.signed is not None and self.receipt_due is not None and self.signed > self.receipt_due


class Question(NamedTuple):
    """A remark (批示) or a letter (函件) that asks for an answer by a day; of a letter its id, and its number as the
    text."""

    seq: int
    at: date
    due: date
    text: str
    body: str = ""
    letter: str = ""


class Notice(NamedTuple):
    """A matter of a letter (函件) that was issued: `paper` one of letters.KINDS, `keys` the asks it answers, `due` the
    day for the reply where one is asked, `answered` the day it came."""

    seq: int
    letter: str
    paper: str
    number: str
    body: str
    at: date
    due: date | None = None
    keys: tuple[str, ...] = ()
    answered: date | None = None


class Wish(NamedTuple):
    """An extension that is asked for (延期申请): `due` the day for the answer, `moved` the new days by duty, "" the
    task itself."""

    seq: int
    at: date
    body: str
    due: date
    moved: tuple[tuple[str, date], ...]
    by: str = ""


class Life(NamedTuple):
    """Where a task stands in its life-cycle. `stage` is what the last step said; `stage_of` tells the task's state."""

    way: str = SIMPLE
    stage: str = "proposed"
    number: str = ""
    registered: date | None = None
    dispatched: date | None = None
    assignments: tuple[Assignment, ...] = ()
    is_assigned: bool = False
    hands: tuple[str, ...] = ()
    acceptors: tuple[str, ...] = ()
    closed: date | None = None
    recheck_due: date | None = None
    rechecked: date | None = None
    is_relapsed: bool = False
    has_relapse: bool = False
    relapses: int = 0
    before: str = ""
    since: date | None = None
    wish: Wish | None = None
    moved: tuple[tuple[str, date], ...] = ()
    extensions: int = 0
    refusals: int = 0
    suspensions: int = 0
    stood: tuple[tuple[date, date], ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[Notice, ...] = ()
    into: str = ""
    renamed: tuple[tuple[str, str], ...] = ()


BEGUN = Life()
"""A task of which nothing but reports was ever recorded."""


def assignments_of(life: Life, declared: Task) -> tuple[Assignment, ...]:
    """The assignments, released ones included: as printed until somebody assigned otherwise."""
    return life.assignments if life.is_assigned else _printed(declared)


def _printed(declared: Task) -> tuple[Assignment, ...]:
    lead = tuple(Assignment(body, LEAD) for body in dict.fromkeys(declared.lead))
    return lead + tuple(Assignment(b, SUPPORT) for b in dict.fromkeys(declared.support) if b not in declared.lead)


def live(assignments: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """Those that still bind their bodies."""
    return tuple(each for each in assignments if each.state in LIVE)


def leading(assignments: tuple[Assignment, ...]) -> tuple[Assignment, ...]:
    """The live ones that decide progress: the leads, or all where nobody leads."""
    bound = live(assignments)
    return tuple(each for each in bound if each.role == LEAD) or bound


def stage_of(life: Life, declared: Task) -> str:
    """The state of a task under full supervision (terms.STATES), derived from its assignments while it runs.

    The leads decide progress; every live assignment has to be accepted before the task is completed.
    """
    if life.stage != "dispatched":
        return life.stage
    assignments = assignments_of(life, declared)
    bound, leads = live(assignments), leading(assignments)
    if any(each.role == LEAD for each in assignments) and not any(each.role == LEAD for each in bound):
        return "dispatched"  # the last lead was released: nobody decides progress until another is bound
    if bound and all(each.state == "accepted" for each in bound):
        return "completed"
    if leads and all(each.state in {"requested", "accepted"} for each in leads):
        return "review"
    return "active" if any(each.state in AT_WORK for each in leads) else "dispatched"


def effective(declared: Task, life: Life) -> Task:
    """The task as it binds today: who leads and supports by assignment, days as extended, bodies as renamed."""
    if not (life.is_assigned or life.moved or life.renamed):
        return declared
    task = under_new_names(declared, dict(life.renamed)) if life.renamed else declared
    if life.is_assigned:
        bound = live(life.assignments)
        task = task._replace(
            lead=tuple(each.body for each in bound if each.role == LEAD),
            support=tuple(each.body for each in bound if each.role == SUPPORT),
        )
    return _moved(task, dict(life.moved)) if life.moved else task


def _moved(task: Task, moved: dict[str, date]) -> Task:
    """The task with new days: "" moves the task's own; a target's pace then runs to its new day, if it did not run
    beyond it already."""
    targets = tuple(
        target._replace(due=moved[target.id], period=_longer(target.period, moved[target.id]))
        if target.id in moved else target
        for target in task.targets
    )
    milestones = tuple(
        milestone._replace(due=moved[milestone.id]) if milestone.id in moved else milestone
        for milestone in task.milestones
    )
    return task._replace(due=moved.get("", task.due), targets=targets, milestones=milestones)


def _longer(period: Period, to: date) -> Period:
    """The period up to a later day. One counted by whole months takes in all of the day's month: counted by days, more
    of it would be due than before."""
    if period.end is None or to <= period.end:
        return period
    return period._replace(end=month_end(to) if basis_used(period) == "month" else to)


def under_new_names(task: Task, names: Mapping[str, str]) -> Task:
    """The task with the duties of renamed bodies under their new names."""

    def new(bodies: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names.get(body, body) for body in bodies))

    targets = tuple(
        target._replace(parts=tuple(part._replace(body=names.get(part.body, part.body)) for part in target.parts))
        for target in task.targets
    )
    milestones = tuple(each._replace(bodies=new(each.bodies)) for each in task.milestones)
    recurrences = tuple(each._replace(bodies=new(each.bodies)) for each in task.recurrences)
    return task._replace(
        lead=new(task.lead), support=new(task.support), targets=targets, milestones=milestones, recurrences=recurrences
    )


def adopted(life: Life, old: Task, new: Task) -> Life:
    """The life after an edited plan: bodies newly printed are bound, those no longer printed released; a day that the
    paper itself moves takes the place of an extended one."""
    if life.moved:
        before, after = dues(old), dues(new)
        life = life._replace(moved=tuple((k, day) for k, day in life.moved if before.get(k) == after.get(k)))
    if not life.is_assigned:
        return life
    was, now = _roles(old, life), _roles(new, life)
    dropped = was.items() - now.items()
    bound = {each.body: each.role for each in live(life.assignments) if (each.body, each.role) not in dropped}
    fresh = {body: role for body, role in now.items() - was.items() if bound.get(body) != role}
    kept = tuple(
        each._replace(state="released") if each.body in fresh or (each.body, each.role) in dropped else each
        for each in life.assignments
    )
    return life._replace(assignments=kept + tuple(
        each._replace(authors=authors_of(life, each.body))
        for each in _printed(under_new_names(new, dict(life.renamed))) if each.body in fresh
    ))


def authors_of(life: Life, *bodies: str) -> tuple[str, ...]:
    """Who entered figures or requests of some bodies in any round, released ones included."""
    return tuple(dict.fromkeys(
        name for each in life.assignments if each.body in bodies for name in each.authors
    ))


def _roles(task: Task, life: Life) -> dict[str, str]:
    """The role of each body a paper prints, under the names bodies have now."""
    return {each.body: each.role for each in _printed(under_new_names(task, dict(life.renamed)))}


Days = dict[str, tuple[date, ...]]
"""The laid-out days of recurrences, by their id."""


def owed_days(days: Days, life: Life) -> Days:
    """The days of recurrences that are owed: none that came while the task stood still (`Life.stood`, first day of a
    suspension to the day before it was resumed)."""
    if not life.stood:
        return days
    return {
        key: tuple(day for day in each if not any(first <= day < last for first, last in life.stood))
        for key, each in days.items()
    }


def dues(task: Task) -> dict[str, date]:
    """The dated duties of a task that can be extended: its own day under "", targets and milestones by id."""
    found = {"": task.due} | {t.id: t.due for t in task.targets} | {m.id: m.due for m in task.milestones}
    return {key: due for key, due in found.items() if due is not None}


def dues_together(task: Task) -> dict[str, date]:
    """The duties that move with the task: those due on its own day; where it has none, those due last."""
    found = dues(task)
    if not found:
        return {}
    day = task.due or max(found.values())
    return {key: due for key, due in found.items() if due == day}


def is_full(life: Life) -> bool:
    """Whether every step is asked for (全程督查)."""
    return life.way == FULL
