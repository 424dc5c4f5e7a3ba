"""What a task waits for (待办): who has to do what next, since when and by when; the ground of today's queue."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import Assignment, is_full
from xiaxian_tasks.domain.recurrence import due_day, near_from
from xiaxian_tasks.domain.terms import PAUSED, SETTLED

RECHECK_AHEAD = timedelta(days=7)
"""A look back (回头看) is on the list this long before its day (office custom)."""

ANSWERS = ("reply", "receipt", "rework", "recheck", "extension")
"""Sorts of waiting that end on a day: 回复, 签收, 退办整改, 回头看, 延期审批."""

ANSWER_AHEAD = 3
"""Working days before its day from which an answer is pressed for before all else (office custom)."""


class Wait(NamedTuple):
    """Somebody has to do something: `what` is one of terms.WAITS, `key` tells several of one sort apart.

    `began` is the day the waiting began, `due` the day by which it should end, if there is one. The row stands from
    `since` up to the day before `until` (None: as long as nothing is recorded), like a light step.
    """

    what: str
    key: str
    body: str
    began: date
    due: date | None
    since: date
    until: date | None = None


class Asked(NamedTuple):
    """What an entry asked of a body (基层负担): `what` is the entry's kind, `fields` how many figures it fills in.

    `fields` is 0 where it came with a request that is counted at another task: a further matter of a letter.
    """

    body: str
    what: str
    fields: int


def waits_of(state: TaskState, workdays: WorkDays, *, since: date = date.min) -> list[Wait]:
    """What a task waits for from `since` on, if nothing more is recorded; by sort, body and key, then by day."""
    found = [*_of_questions(state), *_of_turns(state, workdays)]
    if is_full(state.life):
        found += _of_life(state)
    shown = (wait._replace(since=max(wait.since, since)) for wait in found if wait.until is None or wait.until > since)
    return sorted(shown, key=lambda wait: (wait.what, wait.key, wait.since))


def answers_of(state: TaskState) -> Iterator[Wait]:
    """The answers somebody owes by a day after the newest entry, whenever they come on the list."""
    found = (*_of_questions(state), *(_of_life(state) if is_full(state.life) else ()))
    return (wait for wait in found if wait.what in ANSWERS and wait.due is not None)


def _of_questions(state: TaskState) -> Iterator[Wait]:
    for asked in state.life.questions:
        yield Wait("reply", str(asked.seq), asked.body or _first_lead(state), asked.at, asked.due, asked.at)


def _first_lead(state: TaskState) -> str:
    return state.task.lead[0] if state.task.lead else ""


def _of_turns(state: TaskState, workdays: WorkDays) -> Iterator[Wait]:
    """The turn of each recurrence that is near, due or missed, for each body; the next one follows when it is near."""
    life, task = state.life, state.task
    if is_full(life) and state.stage in SETTLED | PAUSED:
        return
    for recurrence in task.recurrences:
        days, done = state.days.get(recurrence.id, ()), state.turns.get(recurrence.id, ())
        last_done = max(done, default=date.min)
        open_days = [day for day in days if day > last_done]
        near = [max(near_from(recurrence, days, day, task, workdays), task.issued) for day in open_days]
        for place, day in enumerate(open_days):
            until = near[place + 1] if place + 1 < len(near) else None
            if until is None or until > near[place]:
                due = due_day(recurrence, day, task, workdays)
                for body in recurrence.bodies or task.lead or ("",):
                    yield Wait("turn", f"{recurrence.id} {body}", body, due, due, near[place], until)


def _of_life(state: TaskState) -> Iterator[Wait]:
    """What the life-cycle waits for: each step that somebody has to take next."""
    life, stage = state.life, state.stage
    at, lead = life.registered or state.task.issued, _first_lead(state)
    if stage == "proposed":
        yield Wait("registration", "", lead, state.task.issued, None, state.task.issued)
    elif stage == "registered":
        yield Wait("dispatch", "", lead, at, None, at)
    elif stage == "completed":
        accepted = max(each.accepted or at for each in state.parts)
        yield Wait("closing", "", lead, accepted, None, accepted)
    elif stage == "closed" and life.has_relapse and life.rechecked:
        yield Wait("reopening", "", lead, life.rechecked, None, life.rechecked)
    elif stage == "closed" and life.recheck_due and life.closed:
        due = life.recheck_due
        yield Wait("recheck", "", lead, due, due, max(due - RECHECK_AHEAD, life.closed))
    if life.stage == "dispatched" and stage != "completed":
        if life.wish:
            yield Wait("extension", "", life.wish.body or lead, life.wish.at, life.wish.due, life.wish.at)
        for assignment in state.parts:
            yield from _of_assignment(assignment, life.dispatched or at)


def _of_assignment(each: Assignment, dispatched: date) -> Iterator[Wait]:
    """What one body, or the office of it, has to do next; one bound later waits to be sent to since the first was."""
    if each.state == "unsent":
        yield Wait("dispatch", each.body, each.body, dispatched, None, dispatched)
    elif each.state == "unsigned" and each.sent:
        yield Wait("receipt", each.body, each.body, each.sent, each.receipt_due, each.sent)
    elif each.state == "refused" and each.refused:
        yield Wait("refusal", each.body, each.body, each.refused, None, each.refused)
    elif each.state == "requested" and each.requested:
        yield Wait("review", each.body, each.body, each.requested, None, each.requested)
    elif each.returned and each.rework_due:
        yield Wait("rework", each.body, each.body, each.returned, each.rework_due, each.returned)


def waits_after(kept: list[Wait], new: list[Wait], since: date) -> list[Wait]:
    """What stands once an entry of `since` has cut what was waited for and `new` has taken its place."""
    cut = [
        wait if wait.until is not None and wait.until <= since else wait._replace(until=since)
        for wait in kept if wait.since < since
    ]
    return cut + new
