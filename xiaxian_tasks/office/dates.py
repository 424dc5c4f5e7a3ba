"""The dates of tasks and cases (日期) that agenda and calendars show: one choice for both, so that they are one set."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.agenda import DAYS_KEPT, Event, Horizon, case_events, events_of, gone, horizon, is_shown
from xiaxian_tasks.domain.awaited import Answer, awaited
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import ENDED, is_full
from xiaxian_tasks.domain.plan import Procedure
from xiaxian_tasks.domain.procedure import CaseState, case_from_document
from xiaxian_tasks.domain.waits import answers_of
from xiaxian_tasks.office import cases, county, lists, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import state_of
from xiaxian_tasks.ports import TaskRow

_ANSWERING = (kinds.REPLY, kinds.WAY, kinds.WITHDRAWAL)
"""What may have ended an answer of a task under simple supervision, of which its state says nothing any more."""


class View(NamedTuple):
    """What is looked for: the dates of `bodies`, the names one body answers to, or of all; `lately` are the tasks in
    which something was answered that is still kept (None: not known, and so it may be any)."""

    span: Horizon
    bodies: frozenset[str] | None = None
    lately: frozenset[str] | None = None


class CaseDates(NamedTuple):
    """A case as it stood on the day, the procedure it runs, and what is shown of its steps."""

    case: CaseState
    run: Procedure
    events: tuple[Event, ...]


def view(office: Office, body: str = "") -> View:
    """What is looked for on the office's day, of a body or of all. NotFound `body` (5)."""
    span = horizon(office.on)
    lately = {entry.task for entry in office.store.entries_of(_ANSWERING, span.first, office.on)}
    return View(span, frozenset(names.owing(office, body)) if body else None, frozenset(lately))


def is_gone(row: TaskRow, state: TaskState) -> bool:
    """Whether a task was taken back with its plan's edition, ended or merged: all its dates are."""
    return row.withdrawn or (is_full(state.life) and state.life.stage in ENDED)


def answers(office: Office, state: TaskState, seen: View) -> tuple[Answer, ...]:
    """What a task asked for; its history is only opened where something of it can still be shown."""
    if not _may_show_answers(state, seen):
        return ()
    return awaited(office.store.history(state.task.id)[: state.seq])


def _may_show_answers(state: TaskState, seen: View) -> bool:
    if state.life.stage == "suspended" or any(answers_of(state)):
        return True
    if state.at < seen.span.first:
        return False
    is_sent = is_full(state.life) and state.life.dispatched is not None
    return is_sent or seen.lately is None or state.task.id in seen.lately


def of_task(office: Office, row: TaskRow, seen: View) -> tuple[TaskState, tuple[Event, ...]]:
    """A task as it stands on the day, and what is shown of its dates; those of a task taken back are taken back."""
    state = state_of(office, row)
    if is_gone(row, state):
        if state.at + timedelta(days=DAYS_KEPT) < seen.span.on.replace(day=1):
            return state, ()
        return state, tuple(
            event for each in _events(office, state, seen) if is_shown(event := gone(each, state.at), seen.span)
        )
    return state, tuple(event for event in _events(office, state, seen) if is_shown(event, seen.span))


def _events(office: Office, state: TaskState, seen: View) -> Iterator[Event]:
    return events_of(state, office.on, office.workdays, bodies=seen.bodies, answers=answers(office, state, seen))


def of_cases(office: Office, seen: View) -> Iterator[CaseDates]:
    """The cases with dates that are shown, newest first; a step's body goes by the name it has on the day."""
    rows = office.store.cases()
    renamed = county.as_known(office).renamed if rows else {}
    for row in rows:
        newest = case_from_document(json.loads(row.state))
        if newest.opened > office.on or (newest.ended and newest.ended < seen.span.first):
            continue
        case = cases.as_of(office, newest)
        run = _under_new_names(cases.run_of(case), renamed)
        found = case_events(run, case, office.on, office.workdays, bodies=seen.bodies)
        if events := tuple(event for event in found if is_shown(event, seen.span)):
            yield CaseDates(case, run, events)


def _under_new_names(run: Procedure, renamed: dict[str, str]) -> Procedure:
    if not renamed:
        return run
    return run._replace(steps=tuple(
        step._replace(bodies=tuple(dict.fromkeys(renamed.get(body, body) for body in step.bodies)))
        for step in run.steps
    ))


def shown(office: Office, body: str = "", *, first: date = date.min, last: date = date.max) -> Iterator[Event]:
    """Every date of a body, or of all, between two days, both inclusive: of tasks that stand, of those taken back
    lately, and of cases. NotFound `body` (5)."""
    name = names.body(office, body).name if body else ""
    seen = view(office, name)
    for withdrawn in (False, True):
        for row in lists.rows(office, lists.Asked(body=name, sort="plan", withdrawn=withdrawn)):
            yield from (event for event in of_task(office, row, seen)[1] if first <= event.on <= last)
    for each in of_cases(office, seen):
        yield from (event for event in each.events if first <= event.on <= last)
