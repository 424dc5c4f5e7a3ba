"""Ids that stay when a plan file is edited: a duty keeps its id, and with it its history, while it is the same duty."""

from collections.abc import Callable, Collection
from difflib import SequenceMatcher
from typing import Any, TypeVar

from xiaxian_tasks.domain.plan import Milestone, Part, Plan, Recurrence, Target, Task
from xiaxian_tasks.domain.quantity import sort_of

ALIKE = 0.5

Duty = TypeVar("Duty", Target, Milestone, Recurrence, Part)


def carry_ids(old: Plan, new: Plan, *, given: Collection[tuple[str, str]] = frozenset()) -> Plan:
    """The new plan with the ids of the old one, where the file gives none itself.

    `given` are the (task number, id) that stand in the file (`Reading.given`); they are left as they are. A target is
    the same when metric and sort of unit are, a milestone or recurrence when `what` is, a row of a split when its body
    is. What is left over on both sides keeps its id when place and sort are the same and the wording much the same; all
    else takes a number that neither plan has used, so that an inserted duty takes over no history.
    """
    before = {task.number: task for task in old.tasks}
    tasks = tuple(
        _carried(before[task.number], task, given) if task.number in before else task for task in new.tasks
    )
    return new if tasks == new.tasks else new._replace(tasks=tasks)


def _carried(old: Task, new: Task, given: Collection[tuple[str, str]]) -> Task:
    if (old.targets, old.milestones, old.recurrences) == (new.targets, new.milestones, new.recurrences):
        return new
    fixed = {id for number, id in given if number == new.number} if given else set()
    targets = _matched(old.targets, new.targets, fixed, _target_key, _target_sort)
    by_id = {target.id: target for target in old.targets}
    return new._replace(
        targets=tuple(_with_rows(by_id.get(target.id), target) for target in targets),
        milestones=_matched(old.milestones, new.milestones, fixed, _what, _sort),
        recurrences=_matched(old.recurrences, new.recurrences, fixed, _what, _sort),
    )


def _target_key(target: Target) -> tuple[str, str]:
    return target.metric, sort_of(target.unit)[0]


def _target_sort(target: Target) -> tuple[str, str]:
    return target.kind, sort_of(target.unit)[0]


def _what(duty: Milestone | Recurrence) -> str:
    return duty.what


def _body(part: Part) -> str:
    return part.body


def _sort(duty: Milestone | Recurrence) -> str:
    return type(duty).__name__


def _with_rows(old: Target | None, new: Target) -> Target:
    if not new.parts:
        return new
    rows = tuple(
        part._replace(id=f"{new.id}.{place}") if _is_by_place(part.id) else part
        for place, part in enumerate(new.parts, 1)
    )
    fixed = {part.id for part in rows if not _is_by_place(part.id)}
    return new._replace(parts=_matched(old.parts if old else (), rows, fixed, _body, _body))


def _is_by_place(id: str) -> bool:
    return id.rpartition(".")[2].isdecimal()


def _matched(
    old: tuple[Duty, ...], new: tuple[Duty, ...], fixed: set[str],
    key: Callable[[Duty], Any], sort: Callable[[Duty], Any],
) -> tuple[Duty, ...]:
    ids = {place: duty.id for place, duty in enumerate(new) if duty.id in fixed}
    free = {duty.id: duty for duty in old if duty.id not in ids.values()}
    tests: tuple[Callable[[Duty, Duty], bool], ...] = (
        lambda was, duty: key(was) == key(duty),
        lambda was, duty: (was.id, sort(was)) == (duty.id, sort(duty)) and is_reworded(words(was), words(duty)),
    )
    for is_same in tests:
        for place, duty in enumerate(new):
            match = next((id for id, was in free.items() if place not in ids and is_same(was, duty)), None)
            if match is not None:
                ids[place] = match
                del free[match]
    used = {duty.id for duty in old} | set(ids.values())
    for place, duty in enumerate(new):
        if place not in ids:
            ids[place] = duty.id if duty.id not in used else _next_free(duty.id, used)
            used.add(ids[place])
    return tuple(duty if duty.id == ids[place] else duty._replace(id=ids[place]) for place, duty in enumerate(new))


def words(duty: Target | Milestone | Recurrence | Part) -> str:
    """What a duty is called."""
    if isinstance(duty, Target):
        return duty.metric
    return duty.body if isinstance(duty, Part) else duty.what


def is_reworded(old: str, new: str) -> bool:
    """Whether a wording is another one mended, not another thing: more than half of the characters stay in order."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio() > ALIKE


def _next_free(id: str, used: set[str]) -> str:
    letters = id.rstrip("0123456789")
    number = 1
    while f"{letters}{number}" in used:
        number += 1
    return f"{letters}{number}"
