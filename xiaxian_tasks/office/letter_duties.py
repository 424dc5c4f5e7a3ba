"""The duties of a task as a paper tells them to one body: figures, things to deliver, turns, and why it is written."""

from collections.abc import Iterator, Set
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain.causes import causes
from xiaxian_tasks.domain.forecast import needed_pace
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.ladder import BEHIND, FAR, SLIGHTLY
from xiaxian_tasks.domain.letter_facts import Cause, Figure, Point
from xiaxian_tasks.domain.lights import as_row, light_of, target_light
from xiaxian_tasks.domain.plan import Milestone, Recurrence, Target
from xiaxian_tasks.domain.recurrence import Turn
from xiaxian_tasks.office.asked_of import day_of
from xiaxian_tasks.office.desk import Office


class Duties(NamedTuple):
    """What a body owes of a task; `words` call each by its id."""

    figures: tuple[Figure, ...]
    points: tuple[Point, ...]
    causes: tuple[Cause, ...]
    words: dict[str, str]


def id_of(duty: str) -> str:
    """The target, row, milestone or recurrence a duty names: a turn is RECURRENCE@DAY."""
    return duty.partition("@")[0]


def of(office: Office, state: TaskState, body: str, asked: Set[str]) -> Duties:
    """What a body owes; where `asked` names duties of it only those."""
    words = words_of(state)
    wanted = {id_of(duty) for duty in asked}.intersection(words)
    figures = tuple(_figures(office, state, body))
    points = tuple(_points(office, state, body))
    if wanted:
        figures = tuple(each for each in figures if each.id in wanted) or figures
        points = tuple(each for each in points if each.id in wanted)
        figures = figures if any(each.id in wanted for each in figures) or not points else ()
    return Duties(figures, points, tuple(_causes(office, state, body, wanted, words)), words)


def words_of(state: TaskState) -> dict[str, str]:
    """What each target, row, milestone and recurrence of a task is called, by its id."""
    task = state.task
    found = {target.id: target.metric for target in task.targets}
    found |= {part.id: target.metric for target in task.targets for part in target.parts}
    found |= {milestone.id: milestone.what for milestone in task.milestones}
    return found | {recurrence.id: recurrence.what for recurrence in task.recurrences}


def days_left(office: Office, due: date | None) -> int | None:
    """Working days until a day; below 0 those gone by since; None where there is no day."""
    if due is None:
        return None
    return office.workdays.between(office.on, due) if due >= office.on else -office.workdays.between(due, office.on)


def _figures(office: Office, state: TaskState, body: str) -> Iterator[Figure]:
    """The targets; of a split one the body's own row, or that of a group it is in, where it has one."""
    named = _names(office, body)
    for target in state.task.targets:
        own = next((part for name in named for part in target.parts if part.body == name), None)
        yield _figure(office, state, as_row(target, own) if own else target)


def _figure(office: Office, state: TaskState, target: Target) -> Figure:
    lit = target_light(state, target, office.on, office.workdays)
    needed = None if target.parts else needed_pace(state, target, office.on, office.workdays)
    return Figure(
        target.id, target.metric, target.kind, target.value, target.unit, lit.light, lit.reason, target.due,
        lit.latest, lit.latest_as_of, lit.progress, lit.expected, lit.gap, days_left(office, target.due), needed,
        target.baseline, target.due is not None and office.workdays.is_provisional(target.due), target.exclusive,
    )


def _names(office: Office, body: str) -> tuple[str, ...]:
    """A body, and the groups that are taken apart into it."""
    return body, *(group for group, members in day_of(office).members.items() if body in members)


def _points(office: Office, state: TaskState, body: str) -> Iterator[Point]:
    """The milestones and turns a body owes; those that name no body are the leads'."""
    task, shown = state.task, light_of(state, office.on, office.workdays)
    named = _names(office, body)
    for milestone, (light, reason) in zip(task.milestones, shown.milestones, strict=True):
        if _is_of(milestone, named, task.lead):
            due = milestone.due or task.due
            yield Point(
                milestone.id, "milestone", milestone.what, light, reason, due, state.done_on.get(milestone.id),
                days_left(office, due),
            )
    for recurrence, turn in zip(task.recurrences, shown.recurrences, strict=True):
        if _is_of(recurrence, named, task.lead):
            yield _turn(office, recurrence, turn)


def _is_of(duty: Milestone | Recurrence, named: tuple[str, ...], lead: tuple[str, ...]) -> bool:
    return not named[0] or not duty.bodies or not {*duty.bodies, *lead}.isdisjoint(named)


def _turn(office: Office, recurrence: Recurrence, turn: Turn) -> Point:
    due = turn.missed or turn.next
    return Point(
        recurrence.id, "turn", recurrence.what, turn.light, turn.reason, due, None, days_left(office, due)
    )


def _causes(office: Office, state: TaskState, body: str, wanted: Set[str], words: dict[str, str]) -> Iterator[Cause]:
    """Why it may be written to a body, as the ladder sees it, of bands of pace the worst; where duties are `wanted` of
    those alone."""
    found: dict[tuple[str, str], Cause] = {}
    for each in causes(state, day_of(office)):
        if body in {"", each.body} and (not wanted or id_of(each.duty) in wanted):
            cause = Cause(each.cause, each.since, each.due, words.get(id_of(each.duty), ""), each.duty)
            key = each.duty, "pace" if each.cause in BANDS else each.cause
            if key not in found or BANDS.get(each.cause, 0) > BANDS.get(found[key].cause, 0):
                found[key] = cause
    yield from found.values()


BANDS = {SLIGHTLY: 1, BEHIND: 2, FAR: 3}
"""Bands of pace from the mildest: what stands in one stands in those before it too."""
