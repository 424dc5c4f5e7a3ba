"""One step on many tasks: each its own entry, and what is refused does not keep the others back."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import assignments_of
from xiaxian_tasks.domain.terms import SIMPLE
from xiaxian_tasks.errors import Refused
from xiaxian_tasks.office import county, names
from xiaxian_tasks.office.acting import Done
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import newest_state
from xiaxian_tasks.ports import Query


class Outcome(NamedTuple):
    """What was done, and of which task what was refused."""

    done: list[Done]
    refused: list[tuple[str, Refused]]


def each(tasks: Iterable[str], act: Callable[[str], Done]) -> Outcome:
    """Take one step on each task. Whatever else than a refusal goes wrong is raised."""
    outcome = Outcome([], [])
    for task in tasks:
        try:
            outcome.done.append(act(task))
        except Refused as error:
            outcome.refused.append((task, error))
    return outcome


def open_tasks(office: Office, plan: str, kind: str) -> list[str]:
    """The tasks of a plan that wait for a step, in printed order. Raises Refused `simple-way` (4)."""
    name = names.plan(office, plan)
    if county.state(office).way_of(name) == SIMPLE:
        raise Refused("simple-way", plan=name, kind=kind)
    rows = office.store.tasks(Query(office.on, plan=name, sort="plan"))
    return [row.id for row in rows if _waits(newest_state(row), kind)]


def _waits(state: TaskState, kind: str) -> bool:
    """Whether a step is open; a body that refused is sent the task again only when it is named."""
    if kind == kinds.DISPATCH and not any(
        part.state == "unsent" for part in assignments_of(state.life, state.printed)
    ):
        return False
    return kind in workflow.allowed(state)
