"""The tasks a bulletin names (点名): good, slow, and those the ladder wants named, each with its figures."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal

from xiaxian_tasks.domain import bulletin as b
from xiaxian_tasks.domain.bulletin import NAMED_AT_MOST, Named
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import Ladder
from xiaxian_tasks.domain.lights import TargetLight, TaskLight, telling
from xiaxian_tasks.domain.plan import Target
from xiaxian_tasks.domain.terms import DONE, RED
from xiaxian_tasks.office import bulletin_reports as reporting
from xiaxian_tasks.office.bulletin_scope import Gap, Scope, lit_states, rows_of
from xiaxian_tasks.office.desk import Office

__all__ = ["Gap", "asked", "good", "named", "slow"]

Classes = Mapping[str, str]
"""The class of each task of a scope."""

Gaps = Mapping[str, Gap]


def named(desk: Office, tasks: Sequence[str], classes: Classes) -> tuple[Named, ...]:
    """Some tasks with their figures, in this order."""
    papers = reporting.papers_of(desk, tasks)
    return tuple(
        _named(state, lit, classes[state.task.id], desk.on)._replace(letters=papers.get(state.task.id, ()))
        for state, lit in lit_states(desk, rows_of(desk, tasks))
    )


def good(
    desk: Office, scope: Scope, classes: Classes, gaps: Gaps, was_done: AbstractSet[str]
) -> tuple[Named, ...]:
    """Those that came to be done in time since the day compared with, the earliest first, then those furthest ahead."""
    heads = desk.store.heads_of(scope.query(desk.on, lights=(DONE,)))
    fresh = {head.id: head.light_since for head in heads if head.id in classes and head.id not in was_done}
    early = {row.id: (row.due - fresh[row.id]).days for row in rows_of(desk, list(fresh)) if row.due}
    done = sorted((task for task, days in early.items() if days >= 0), key=lambda task: (-early[task], task))
    ahead = (task for task, stands in classes.items() if stands == b.AHEAD)
    tasks = [*done, *sorted(ahead, key=lambda task: _by(gaps, task), reverse=True)][:NAMED_AT_MOST]
    return tuple(
        each._replace(days=early[each.task]) if each.task in early else each for each in named(desk, tasks, classes)
    )


def slow(desk: Office, scope: Scope, classes: Classes, gaps: Gaps) -> tuple[Named, ...]:
    """Those overdue longest, then those furthest behind, ten of each at most; the milder fill up to ten."""
    heads = desk.store.heads_of(scope.query(desk.on, lights=(RED,), reasons=("overdue", "missed")))
    late = sorted((head.light_since, head.id) for head in heads if classes.get(head.id) == b.OVERDUE)
    tasks = [task for _, task in late[:NAMED_AT_MOST]] + _furthest(classes, gaps, b.FAR)
    tasks += _furthest(classes, gaps, b.BEHIND)[:max(0, NAMED_AT_MOST - len(tasks))]
    return tuple(sorted(named(desk, tasks, classes), key=lambda each: -each.days))


def _furthest(classes: Classes, gaps: Gaps, stands: str) -> list[str]:
    """The ten furthest behind of a class."""
    found = (task for task, each in classes.items() if each == stands)
    return sorted(found, key=lambda task: _by(gaps, task))[:NAMED_AT_MOST]


def _by(gaps: Gaps, task: str) -> tuple[Decimal, str]:
    """The furthest behind first; what has no gap broke a limit, and stands with those that are nought behind."""
    gap = gaps.get(task)
    return (gap.gap if gap and gap.gap is not None else Decimal(0)), task


def asked(desk: Office, classes: Classes, ladder: Ladder, days: tuple[date, date]) -> tuple[Named, ...]:
    """The tasks not done yet that had a paper in the period of which the ladder says that the bulletin names them."""
    found = reporting.with_papers(desk, ladder.bulletin, days)
    return named(desk, [task for task, stands in classes.items() if task in found and stands != b.DONE], classes)


def _named(state: TaskState, lit: TaskLight, stands: str, on: date) -> Named:
    task = state.task
    told = Named(
        task.id, task.plan, task.document, task.number, task.title, task.lead, stands, lit.reason, task.due,
        cause=" ".join(state.told.split()),
    )
    if missed := _missed(state, lit, on):
        told = told._replace(due=missed, days=(on - missed).days)
    lead = telling(lit.targets) or next(iter(lit.targets), None)
    for target, standing in zip(task.targets, lit.targets, strict=True):
        if standing is lead:
            return _with_figure(told, target, standing)
    return told


def _missed(state: TaskState, lit: TaskLight, on: date) -> date | None:
    """The earliest day that passed without what was due on it."""
    days = [
        target.due for target, each in zip(state.task.targets, lit.targets, strict=True) if each.reason == "overdue"
    ]
    days += [
        milestone.due or state.task.due
        for milestone, (_, reason) in zip(state.task.milestones, lit.milestones, strict=True) if reason == "overdue"
    ]
    days += [turn.missed for turn in lit.recurrences if turn.light == RED]
    return min((day for day in days if day is not None and day < on), default=None)


def _with_figure(told: Named, target: Target, standing: TargetLight) -> Named:
    return told._replace(
        metric=target.metric, value=target.value, unit=target.unit, latest=standing.latest,
        as_of=standing.latest_as_of, progress=standing.progress, expected=standing.expected, gap=standing.gap,
    )
