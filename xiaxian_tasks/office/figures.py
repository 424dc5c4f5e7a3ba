"""Where the targets of tasks stand, for those who word it (指标进度)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import light_of, row_light
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import state_of


class Stand(NamedTuple):
    """The share done and the share due, fractions, and the gap in percentage points; None where they mean nothing. Of a
    ceiling the share done is what was used of it."""

    progress: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    is_ceiling: bool = False


def stands(office: Office, tasks: Iterable[str]) -> dict[tuple[str, str], Stand]:
    """How the targets and rows of some tasks stand on the office's day, by task and target."""
    rows = office.store.rows_of(sorted(set(tasks)), office.on)
    return {
        (task, duty): stand for task, row in rows.items() for duty, stand in _of(office, state_of(office, row)).items()
    }


def _of(office: Office, state: TaskState) -> dict[str, Stand]:
    found = {}
    shown = light_of(state, office.on, office.workdays)
    for target, standing in zip(state.task.targets, shown.targets, strict=True):
        is_ceiling = target.kind == "at_most"
        found[target.id] = Stand(standing.progress, standing.expected, standing.gap, is_ceiling)
        for part in target.parts:
            lit = row_light(state, target, part.id, office.on, office.workdays)
            found[part.id] = Stand(lit.progress, lit.expected, lit.gap, is_ceiling)
    return found
