"""A month as a page of a calendar (月历): which days are worked, what is due on each, and who waits for what.

A small ledger is read whole, so that a month shows what was done in time as well. Of a large one each day is a few
limited questions: what is due is counted and the first of it listed, so that a month costs the same at any size.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import Event, events_of
from xiaxian_tasks.domain.awaited import clock_light
from xiaxian_tasks.domain.days import ONE, month_end
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.terms import LIGHTS, RANK, RED, UNASSIGNED
from xiaxian_tasks.domain.waits import ANSWERS, Wait, answers_of
from xiaxian_tasks.office import dates, lists, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.lists import Asked
from xiaxian_tasks.office.sight import Sheet, state_of
from xiaxian_tasks.ports import Sought, TaskRow

LINES = 200
"""Lines told of one day: more than some screens is a list of tasks, which stands elsewhere."""

WHOLE = 2000
"""Up to so many tasks the ledger is read whole, which takes some tenths of a second."""

COUNTED_TO = 1000
"""Counts of a day end here in a large ledger: what lies beyond is "1000 or more"."""


class Span(NamedTuple):
    """The days that are asked for, both inclusive, of one body (the name, and the names it answers to) or of all."""

    first: date
    last: date
    body: str = ""
    bodies: tuple[str, ...] = ()


def month(office: Office, on: date, *, body: str = "", limit: int = LINES, whole: int = WHOLE) -> Sheet:
    """The month a day lies in: `month, first, last, body, whole, days`, each day as `days_of` gives it.

    Raises NotFound `body` (5).
    """
    first, last = on.replace(day=1), month_end(on)
    found = days_of(office, first, last, body=body, limit=limit, whole=whole)
    return {"month": first.isoformat()[:7], "first": first.isoformat(), "last": last.isoformat(), **found}


def days_of(
    office: Office, first: date, last: date, *, body: str = "", limit: int = LINES, whole: int = WHOLE
) -> Sheet:
    """Days from `first` to `last`, both inclusive: `body, whole, days`.

    A day: `on, working, made_up` (a weekend day that is worked), `holiday` (its name), `provisional` (no notice yet),
    `lights` (what is due, by its light), `waits` (what somebody waits for by that day), `at_least` (counting ended
    before all was counted), `lines` and `more`, how many are not listed. A line: `kind` (target, milestone,
    recurrence, task, window, step or a sort of waiting), `what, task, title, body, light, reason, done_on`. `whole`
    says that the ledger was read whole; else what was done in time stands only under its task's own day. Raises
    NotFound `body` (5).
    """
    name = body if body in {"", UNASSIGNED} else names.body(office, body).name
    span = Span(first, last, name, names.owing(office, name) if name else ())
    is_whole = sum(plan.tasks for plan in office.store.plans()) <= whole
    steps = _steps(office, span)
    read = _told_whole(office, span, limit, steps) if is_whole else _told_limited(office, span, limit, steps)
    told = dict(read)
    nothing = _told([], limit)
    days = [
        {**work_of(office, day), **told.get(day, nothing)}
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    ]
    return {"body": name or None, "whole": is_whole, "days": days}


def work_of(office: Office, day: date) -> Sheet:
    """Whether a day is worked, as known on the office's day."""
    known = office.workdays
    return {
        "on": day.isoformat(), "working": known.is_working(day),
        "made_up": known.is_working(day) and day.weekday() >= 5,  # Saturday and Sunday
        "holiday": known.name(day), "provisional": known.is_provisional(day),
    }


Told = tuple[date, Sheet]


def _told(lines: list[Sheet], limit: int) -> Sheet:
    """Lines as a day tells them, the most pressing first; all of them are counted."""
    lights = dict.fromkeys(LIGHTS, 0)
    for line in lines:
        if line["kind"] not in ANSWERS:
            lights[line["light"]] += 1
    lines.sort(key=lambda line: (line["kind"] in ANSWERS, RANK[line["light"]]))
    return {
        "lights": lights, "waits": sum(line["kind"] in ANSWERS for line in lines), "at_least": False,
        "lines": lines[:limit], "more": max(len(lines) - limit, 0),
    }


Steps = dict[date, list[Sheet]]
"""The lines of steps of cases, by day."""


def _steps(office: Office, span: Span) -> Steps:
    found: Steps = {}
    for each in dates.every_case(office, frozenset(span.bodies) or None):
        for event in each.events:
            if event.gone_on is None and span.first <= event.on <= span.last:
                found.setdefault(event.on, []).append(_event_line(event))
    return found


# A small ledger, read whole. ------------------------------------------------------------------------------------------


def _told_whole(office: Office, span: Span, limit: int, steps: Steps) -> Iterator[Told]:
    found, bound = steps, set[str]()
    for row in lists.rows(office, Asked(body=span.body, sort="plan")):
        state = state_of(office, row)
        bound.add(row.id)
        for on, line in _lines(office, state, row, span):
            if span.first <= on <= span.last:
                found.setdefault(on, []).append(line)
    asked = office.store.waiting("reply", Sought(office.on, span.bodies)) if span.bodies else []
    for task, wait in (each for each in asked if each.task not in bound):
        row_of_task = office.store.task(task, office.on)
        if row_of_task and wait.due and span.first <= wait.due <= span.last:
            found.setdefault(wait.due, []).append(_wait_line(office, wait, row_of_task))
    for on, lines in found.items():
        yield on, _told(lines, limit)


def _lines(office: Office, state: TaskState, row: TaskRow, span: Span) -> Iterator[tuple[date, Sheet]]:
    """Everything of a task that has a day: what is due, and what somebody waits for by then."""
    for event in _events(office, state, span):
        yield event.on, _event_line(event)
    for wait in answers_of(state):
        if wait.due is not None and (not span.bodies or wait.body in span.bodies):
            yield wait.due, _wait_line(office, wait, row)


def _events(office: Office, state: TaskState, span: Span) -> Iterable[Event]:
    own = frozenset(span.bodies) if span.bodies else None
    return events_of(state, office.on, office.workdays, bodies=own)


def _event_line(event: Event) -> Sheet:
    return {
        "kind": event.kind, "what": event.what, "task": event.task, "title": event.title, "body": event.body,
        "light": event.light, "reason": event.reason,
        "done_on": event.done_on.isoformat() if event.done_on else None,
    }


def _wait_line(office: Office, wait: Wait, row: TaskRow) -> Sheet:
    """What somebody waits for, lit by its own day as in the calendars."""
    light, reason = clock_light(wait.due or office.on, office.on, office.workdays)
    return {
        "kind": wait.what, "what": "", "task": row.id, "title": row.title, "body": wait.body, "light": light,
        "reason": reason, "done_on": None,
    }


# A large ledger, asked day by day. ------------------------------------------------------------------------------------


def _told_limited(office: Office, span: Span, limit: int, steps: Steps) -> Iterator[Told]:
    day = span.first
    while day <= span.last:
        yield day, _day(office, span._replace(first=day, last=day), limit, steps.get(day, []))
        day += ONE


def _day(office: Office, span: Span, limit: int, steps: list[Sheet]) -> Sheet:
    """One day by what is kept of it: tasks due on it, duties of another day than their task's that are open then, and
    what waits for it. The first are read; where there are more, tasks are counted by their own lights."""
    on, store = span.first, office.store
    due = lists.query(office, Asked(body=span.body))._replace(due_from=on, due_before=on + ONE, limit=COUNTED_TO)
    lights = [light for _task, _plan, light, _reason in store.lights(due)]
    rows = {row.id: row for row in store.tasks(due._replace(limit=limit))}
    then = Sought(on, span.bodies, on, on)
    past = Sought(on + ONE, span.bodies, on + ONE, on + ONE)
    late = {row.id for row in store.lit(RED, "overdue", past, limit=limit) if row.due != on}
    turns = store.waiting("turn", then, limit=limit)
    waits = [found for what in ANSWERS for found in store.waiting(what, then, limit=limit)]
    for task in (*late, *(turn.task for turn in turns), *(found.task for found in waits)):
        if task not in rows and (row := store.task(task, office.on)) is not None:
            rows[task] = row
    lines = [
        _event_line(event) for row in rows.values() for event in _events(office, state_of(office, row), span)
        if event.on == on
    ]
    lines += [_wait_line(office, found.wait, rows[found.task]) for found in waits if found.task in rows]
    told = _told(lines + steps, limit)
    if len(lights) <= limit and max(map(len, (turns, waits)), default=0) < limit:
        return told
    counted = {light: max(told["lights"][light], lights.count(light)) for light in LIGHTS}
    more = sum(counted.values()) + told["waits"] - len(told["lines"])
    return {**told, "lights": counted, "at_least": len(lights) >= COUNTED_TO, "more": more}
