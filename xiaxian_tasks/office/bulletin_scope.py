"""What a bulletin counts: the tasks of a scope on a day, each by its light, and the gap of those that have one."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from xiaxian_tasks.domain import months
from xiaxian_tasks.domain.history import TaskState, fold
from xiaxian_tasks.domain.lights import TaskLight, light_of, stale_from
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.ports import Query, TaskRow

T = TypeVar("T")

BATCH = 500
"""Tasks read whole at once."""


class Lit(NamedTuple):
    """How a task stands."""

    plan: str
    light: str
    reason: str


class Scope(NamedTuple):
    """The tasks that are counted: of one plan, led by one body under its names, of the plans a closing counted."""

    plan: str = ""
    bodies: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()

    def query(self, on: date, **more: Any) -> Query:
        """The question for these tasks on a day, narrowed further."""
        roles = ("lead",) if self.bodies else ()
        given: dict[str, Any] = {"sort": "plan", **more}
        return Query(on, plan=self.plan, bodies=self.bodies, roles=roles, documents=self.plans, **given)


class Gap(NamedTuple):
    """Percentage points a task is ahead (+) or behind (-), and the band its plan calls slightly behind."""

    gap: Decimal | None
    band: Decimal


def standing(desk: Office, scope: Scope) -> dict[str, Lit]:
    """The tasks that stand on the office's day and whose plan is issued, in printed order."""
    found = desk.store.lights(scope.query(desk.on))
    return {task: Lit(plan, light, reason) for task, plan, light, reason in found if months.is_counted(reason)}


def gaps(desk: Office, scope: Scope, reasons: Sequence[str]) -> dict[str, Gap]:
    """The gaps of the tasks lit for some reasons."""
    if not reasons:
        return {}
    rows = desk.store.tasks(scope.query(desk.on, reasons=tuple(reasons)))
    return {
        state.task.id: Gap(lit.gap, state.task.rules.yellow) for state, lit in lit_states(desk, rows)
    }


def lit_states(desk: Office, rows: Iterable[TaskRow]) -> Iterator[tuple[TaskState, TaskLight]]:
    """Tasks as they stood on the office's day with their lights, a batch at a time; in the order of the rows."""
    for batch in batched(rows):
        told = desk.store.histories([row.id for row in batch if row.at > desk.on])
        for row in batch:
            state = fold(told[row.id], desk.lay_out, until=desk.on) if row.id in told else newest_state(row)
            yield state, light_of(state, desk.on, desk.workdays)


def batched(things: Iterable[T]) -> Iterator[list[T]]:
    """Things so many at a time as are read at once."""
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch


def rows_of(desk: Office, tasks: Sequence[str]) -> list[TaskRow]:
    """The rows of some tasks, in their order."""
    found: dict[str, TaskRow] = {}
    for batch in batched(tasks):
        found |= desk.store.rows_of(batch, desk.on)
    return [found[task] for task in tasks if task in found]


def first_silence(desk: Office, plans: Iterable[str]) -> dict[str, date]:
    """By plan the first day on which a task that was never reported on is late with it."""
    found = {}
    for plan in plans:
        row = next(iter(desk.store.tasks(Query(desk.on, plan=plan, sort="plan", limit=1))))
        task = newest_state(row).task
        found[plan] = stale_from(task.issued, task.rules)
    return found
