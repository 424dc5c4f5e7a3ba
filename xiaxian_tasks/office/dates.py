"""The dates (日期) that stand on a day: what `agenda` prints, and what calendars hold beside what was taken back."""

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xiaxian_tasks.domain import entries as kinds
from xiaxian_tasks.domain.agenda import Event, Horizon, case_events, events_of, horizon, is_shown
from xiaxian_tasks.domain.awaited import Answer, awaited
from xiaxian_tasks.domain.days import COUNTY_TIME
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.life import ENDED, is_full
from xiaxian_tasks.domain.plan import Procedure
from xiaxian_tasks.domain.procedure import CaseState, case_from_document
from xiaxian_tasks.domain.waits import answers_of
from xiaxian_tasks.office import cases, county, lists, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.feed_scope import LATELY, replying
from xiaxian_tasks.office.sight import state_of
from xiaxian_tasks.ports import TaskRow

_FINISHING = (
    kinds.REPORT, kinds.REPLY, kinds.RECEIPT, kinds.REQUEST, kinds.ACCEPTANCE, kinds.CLOSURE, kinds.RECHECK,
    kinds.EXTENSION_GRANT, kinds.EXTENSION_REFUSAL, kinds.DISPATCH, kinds.ASSIGNMENT, kinds.WITHDRAWAL,
)
"""Entries by which a date may be done."""


class View(NamedTuple):
    """What is looked for: the dates of a body by the `names` it answers to, or of all. `replied` are the tasks in which
    a reply was given that is still kept; `late` those of which something was written lately as done long before, which
    a calendar shows from the day it was written."""

    span: Horizon
    body: str = ""
    names: frozenset[str] | None = None
    replied: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()


class CaseDates(NamedTuple):
    """A case as it stood on the day, the procedure it runs, and what is shown of its steps."""

    case: CaseState
    run: Procedure
    events: tuple[Event, ...]


def view(office: Office, body: str = "") -> View:
    """What is looked for on the office's day, of a body or of all. NotFound `body` (5)."""
    span, replied, late = horizon(office.on), set[str](), set[str]()
    for entry in office.store.entries_of(_FINISHING, office.on.replace(day=1) - LATELY, office.on):
        if entry.kind == kinds.REPLY and entry.at >= span.first:
            replied.add(entry.task)
        if _counts_from(entry) < span.first <= entry.recorded.astimezone(COUNTY_TIME).date() <= office.on:
            late.add(entry.task)
    own = frozenset(names.owing(office, body)) if body else None
    return View(span, body, own, frozenset(replied), frozenset(late))


def _counts_from(entry: Entry) -> date:
    """The day by which something is done at the earliest through an entry; any day through a withdrawal."""
    if entry.kind == kinds.WITHDRAWAL:
        return date.min
    told = (entry.content.get(key) for key in ("as_of", "occurrence"))
    return min([entry.at, *(date.fromisoformat(day) for day in told if day)])


def answers(office: Office, state: TaskState, seen: View) -> tuple[Answer, ...]:
    """What a task asked for; its history is only opened where something of it can still be shown."""
    if not _may_show_answers(state, seen):
        return ()
    return awaited(office.store.history(state.task.id)[: state.seq])


def _may_show_answers(state: TaskState, seen: View) -> bool:
    """Whether something is asked for, or rests, or was answered lately: each of them leaves its trace in the state, but
    a reply under simple supervision."""
    if state.life.stage == "suspended" or any(answers_of(state)) or state.task.id in seen.replied:
        return True
    return state.life.dispatched is not None and state.at >= seen.span.first


def of_task(office: Office, row: TaskRow, seen: View) -> Iterator[Event]:
    """What is shown of a task's dates, and stands; none of one that has ended or was merged."""
    if row.id in seen.late:
        from xiaxian_tasks.office import feeds

        (found,) = feeds.dates_of(office, feeds.Scope(body=seen.body), [row.id])
        yield from (dated.event for dated in found.dates if not dated.withdrawn)
        return
    state = state_of(office, row)
    if is_full(state.life) and state.life.stage in ENDED:
        return
    asked = answers(office, state, seen)
    for event in events_of(state, office.on, office.workdays, bodies=seen.names, answers=asked):
        if event.gone_on is None and is_shown(event, seen.span):
            yield event


def of_cases(office: Office, seen: View) -> Iterator[CaseDates]:
    """The cases with dates that are shown, newest first, those a case's end took back among them."""
    for each in every_case(office, seen.names, ended_from=seen.span.first):
        if events := tuple(event for event in each.events if is_shown(event, seen.span)):
            yield each._replace(events=events)


def every_case(office: Office, bodies: frozenset[str] | None, *, ended_from: date = date.min) -> Iterator[CaseDates]:
    """The cases as they stood on the day with all their dates, but those that ended before a day, newest first. A case
    keeps the names bodies had when it was opened."""
    rows = office.store.cases()
    known = county.as_known(office) if rows and bodies else None
    own = bodies.union(*(known.former(name) for name in bodies)) if known and bodies else bodies
    for row in rows:
        newest = case_from_document(json.loads(row.state))
        if newest.opened > office.on or (newest.ended and newest.ended < ended_from):
            continue
        case = cases.as_of(office, newest)
        run = cases.run_of(case)
        yield CaseDates(case, run, tuple(case_events(run, case, office.on, office.workdays, bodies=own)))


def shown(office: Office, body: str = "", *, first: date = date.min, last: date = date.max) -> Iterator[Event]:
    """Every date that stands of a body, or of all, between two days, both inclusive: of tasks, then of cases. NotFound
    `body` (5)."""
    name = names.body(office, body).name if body else ""
    seen = view(office, name)
    bound = set[str]()
    for row in lists.rows(office, lists.Asked(body=name, sort="plan")):
        bound.add(row.id)
        yield from (event for event in of_task(office, row, seen) if first <= event.on <= last)
    asked = [task for task in replying(office, seen.names or frozenset(), seen.span.first) if task not in bound]
    for row in office.store.rows_of(asked, office.on).values() if asked else ():
        replies = (event for event in of_task(office, row, seen) if event.kind == "reply" and not row.withdrawn)
        yield from (event for event in replies if first <= event.on <= last)
    for each in of_cases(office, seen):
        yield from (event for event in each.events if event.gone_on is None and first <= event.on <= last)
