"""One step on many tasks: each its own entry, and what is refused does not keep the others back."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain import workflow
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import LEAD, Assignment, is_full
from xiaxian_tasks.domain.terms import SIMPLE
from xiaxian_tasks.errors import NotFound, Refused
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


def task_meant(office: Office, text: str) -> str:
    """The task a text means. Raises NotFound `plan-not-task` (5) where it is the name of a plan."""
    try:
        return names.task(office, text).id
    except NotFound:
        try:
            plan = names.plan(office, text)
        except NotFound:
            plan = ""
        if not plan:
            raise
        raise NotFound("plan-not-task", [], name=text, plan=plan) from None


class Ripe(NamedTuple):
    """The tasks of a plan that wait for a step, and why those that have not come to it are passed over."""

    tasks: list[str]
    passed: list[tuple[str, Refused]]


def open_tasks(office: Office, plan: str, kind: str, bodies: Iterable[str] = ()) -> Ripe:
    """The tasks of a plan that wait for a step, of one of the bodies if some are named, in printed order.

    What is past the step is not told. Raises Refused `simple-way` (4), NotFound `plan`, `body` (5).
    """
    name = names.plan(office, plan)
    if county.state(office).way_of(name) == SIMPLE:
        raise Refused("simple-way", plan=name, kind=kind)
    meant = {each for text in bodies for each in names.owing(office, text)}
    ripe = Ripe([], [])
    for row in list(office.store.tasks(Query(office.on, plan=name, sort="plan"))):
        state = newest_state(row)
        parts = state.parts
        parts = tuple(part for part in parts if not meant or part.body in meant)
        if not is_full(state.life) or (meant and not parts):
            continue
        if _waits(state, kind, parts):
            ripe.tasks.append(row.id)
        elif passed := _not_ripe(state, kind, parts):
            ripe.passed.append((row.id, passed))
    return ripe


def _waits(state: TaskState, kind: str, parts: tuple[Assignment, ...]) -> bool:
    """Whether a step is open; a body that refused is sent the task again only when it is named."""
    if kind == kinds.DISPATCH and not any(part.state == "unsent" for part in parts):
        return False
    rule = workflow.WORKFLOW[kind]
    is_theirs = not rule.assigned or any(part.state in rule.assigned for part in parts)
    return is_theirs and kind in workflow.allowed(state)


_WAY_OF_A_TASK = ("proposed", "registered", "dispatched", "active", "review", "completed", "closed")
_WAY_OF_A_PART = ("unsent", "unsigned", "signed", "active", "returned", "requested", "accepted")
"""The states a task, and a body's part of it, goes through from the first to the last."""


def _not_ripe(state: TaskState, kind: str, parts: tuple[Assignment, ...]) -> Refused | None:
    """Why a task has not come to a step; None where it is past it, or stands still."""
    rule, stage = workflow.WORKFLOW[kind], state.stage
    is_led = any(part.role == LEAD for part in parts) or (parts and kind != kinds.REGISTRATION)
    if not is_led and stage in _WAY_OF_A_TASK[:2]:
        return Refused("passed-nobody")
    if stage in _WAY_OF_A_TASK and stage not in rule.stages:
        opens = min(_WAY_OF_A_TASK.index(each) for each in rule.stages if each in _WAY_OF_A_TASK)
        return Refused("passed-over", stage=stage) if _WAY_OF_A_TASK.index(stage) < opens else None
    opens = min((_WAY_OF_A_PART.index(each) for each in rule.assigned if each in _WAY_OF_A_PART), default=0)
    early = [part.state for part in parts if part.state in _WAY_OF_A_PART[:opens]]
    return Refused("passed-over-part", state=early[0]) if early and rule.assigned else None
