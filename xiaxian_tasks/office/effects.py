"""What an entry changed (变化): a task's facts before it and after it, and where the two differ, as plain values.

A fact is found by (what, name): `what` is one of WHATS, `name` the target, milestone, recurrence, body or question it
is of, "" for the whole task. Values are plain texts: lights, states, days, figures with their unit; None where there
is none.
"""

from datetime import date
from typing import Any

from xiaxian_tasks.domain.codec import iso, plain
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import dues, is_full
from xiaxian_tasks.domain.lights import light_of, state_of_task
from xiaxian_tasks.domain.plan import Task

WHATS = (
    "light", "reason", "state", "due", "value", "verified", "done", "turn", "part", "lead", "support", "asked",
    "question", "recheck", "number", "into", "way", "title",
)
"""What can change, in the order in which it is told: 亮灯, 依据, 状态, 期限, 数值, 核实值, 节点完成, 周期完成,
承办状态, 牵头, 配合, 延期申请, 待回复, 回头看, 立项编号, 并入, 督查方式, 标题."""

Sheet = dict[str, Any]
Facts = dict[tuple[str, str], str | None]


def facts(state: TaskState, on: date, workdays: WorkDays) -> Facts:
    """What is known of a task after some entries, as it stands on a day."""
    task, lit, life = state.task, light_of(state, on, workdays), state.life
    found: Facts = {
        ("light", ""): lit.light, ("reason", ""): lit.reason or None, ("state", ""): state_of_task(state, lit.light),
        ("due", ""): iso(task.due), ("lead", ""): "、".join(task.lead) or None, ("title", ""): task.title,
        ("support", ""): "、".join(task.support) or None, ("way", ""): life.way, ("recheck", ""): iso(life.recheck_due),
        ("number", ""): life.number or None, ("into", ""): life.into or None,
        ("asked", ""): "、".join(sorted({day.isoformat() for _, day in life.wish.moved})) if life.wish else None,
    }
    found |= {("due", key): day.isoformat() for key, day in dues(task).items() if key and day != task.due}
    found |= {("done", key): day.isoformat() for key, day in state.done_on.items()}
    found |= {("turn", key): max(days).isoformat() for key, days in state.turns.items() if days}
    found |= {("question", str(asked.seq)): iso(asked.due) for asked in life.questions}
    for row, unit in _units(task).items():
        if newest := state.newest(row):
            found["value", row] = plain(newest.value) + unit
        if checked := state.verified.get(row):
            found["verified", row] = plain(checked.value) + unit
    if is_full(life):
        found |= {("part", each.body): each.state for each in state.parts}
    return found


def _units(task: Task) -> dict[str, str]:
    """The unit of each target, and of each row of a split."""
    found = dict[str, str]()
    for target in task.targets:
        found |= dict.fromkeys((target.id, *(part.id for part in target.parts)), target.unit)
    return found


def changes(before: Facts, after: Facts, state: TaskState) -> list[Sheet]:
    """Where two sets of facts of a task differ: `what`, `name`, `called`, `before`, `after`, in the order of WHATS.

    `called` is how the paper calls what the fact is of. A reason is told with its light, or where it alone changed.
    """
    differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    called = _called(state)
    return [
        {
            "what": what, "name": name, "called": called.get((what, name), called.get(("", name), name)),
            "before": before.get((what, name)), "after": after.get((what, name)),
        }
        for what, name in sorted(differing, key=lambda key: WHATS.index(key[0]))
    ]


def _called(state: TaskState) -> dict[tuple[str, str], str]:
    """The words of a task's duties and questions, by the name of what they are of."""
    task, found = state.task, dict[tuple[str, str], str]()
    for target in task.targets:
        found["", target.id] = target.metric
        found |= {("", part.id): part.body for part in target.parts}
    found |= {("", each.id): each.what for each in task.milestones}
    found |= {("", each.id): each.what for each in task.recurrences}
    return found | {("question", str(asked.seq)): asked.text for asked in state.life.questions}
