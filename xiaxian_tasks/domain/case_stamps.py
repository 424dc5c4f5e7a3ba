"""The events of a case as a calendar shows them (日历), with SEQUENCE and stamp: by its entries, and the steps since.

A step of a case is touched by an entry after which it is seen otherwise on the entry's day; a notice of days off can
move a limit counted in working days, and counts as a step of the day it arrived on.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import Event, case_events, horizon, is_shown
from xiaxian_tasks.domain.awaited import clock_days
from xiaxian_tasks.domain.codec import decode
from xiaxian_tasks.domain.days import Calendars, month_end
from xiaxian_tasks.domain.entries import Entry
from xiaxian_tasks.domain.feed import Dated
from xiaxian_tasks.domain.plan import Procedure
from xiaxian_tasks.domain.procedure import CaseState, step_case
from xiaxian_tasks.domain.stamped import ALARM_BEFORE, TOUCH_COUNTS_FOR, Shown, midnight

Events = dict[str, Event]
"""By UID."""


class _Touched(NamedTuple):
    """How often a step was touched, and the last entry that did."""

    touches: int
    last: Entry


class CaseWatch(NamedTuple):
    """Who looks at a case, on which day: `own` are the names a body answers and answered to, none where all is looked
    at; `is_working` where alarms keep to working time."""

    own: frozenset[str]
    on: date
    calendars: Calendars
    is_working: bool = False


class _Case(NamedTuple):
    """A case after one of its entries."""

    case: CaseState
    run: Procedure
    calendars: Calendars

    def seen(self, on: date, own: frozenset[str] | None = None) -> Events:
        """Its events as seen on a day."""
        found = case_events(self.run, self.case, on, self.calendars.on(on), bodies=own)
        return {event.uid: event for event in found}


def shown_case(entries: Sequence[Entry], watch: CaseWatch) -> Shown:
    """What is shown of a case, and the next day on which anything of it steps; `entries` are those known on the day."""
    now, touched = _walked(entries, watch.calendars)
    dates, coming = list[Dated](), [month_end(watch.on) + timedelta(days=1)]
    for uid, event in now.seen(watch.on, watch.own or None).items():
        if not is_shown(event, horizon(watch.on)):
            continue
        since, is_open = touched[uid].last.at, not (event.done_on or event.gone_on)
        days = _days(event, since, watch.calendars) if is_open else []
        coming += [day for day in days if day > watch.on]
        begun = _begun(uid, now, since, [day for day in days if day <= watch.on])
        alarm = watch.calendars.on(watch.on).before(event.on, ALARM_BEFORE) if is_open and watch.is_working else None
        dates.append(_dated(event, now.run, touched[uid], begun)._replace(alarm_on=alarm))
    return Shown(tuple(dates), min(coming))


def _walked(entries: Sequence[Entry], calendars: Calendars) -> tuple[_Case, dict[str, _Touched]]:
    """The case after its last entry, and what touched each of its steps."""
    case = step_case(None, entries[0])
    now, touched = _Case(case, decode(Procedure, case.run), calendars), dict[str, _Touched]()
    for entry in entries:
        before = now.seen(entry.at) if entry.seq > 1 else {}
        now = now._replace(case=step_case(now.case, entry)) if entry.seq > 1 else now
        for uid, event in now.seen(entry.at).items():
            if event != before.get(uid):
                known = touched.get(uid)
                touched[uid] = _Touched(known.touches + 1 if known else 1, entry)
    return now, touched


def _days(event: Event, since: date, calendars: Calendars) -> list[date]:
    """The days after one on which an open step may be seen otherwise."""
    notices = calendars.notices_after(since, event.on + timedelta(days=31))
    return sorted({*notices, *clock_days(event.on, since, date.max, calendars)})


def _begun(uid: str, now: _Case, since: date, days: list[date]) -> list[date]:
    """Those of some days, rising, on which a step was seen otherwise than the day before, or its alarm moved."""
    found, before = list[date](), _mark(uid, now, since)
    for day in days:
        seen = _mark(uid, now, day)
        if seen != before:
            found.append(day)
        before = seen
    return found


def _mark(uid: str, now: _Case, day: date) -> tuple[Event, date]:
    event = now.seen(day)[uid]
    return event, now.calendars.on(day).before(event.on, ALARM_BEFORE)


def _dated(event: Event, run: Procedure, touched: _Touched, begun: list[date]) -> Dated:
    number = event.uid.partition("@")[0].removeprefix(f"case.{event.task}.")
    clause = next((step.clause for step in run.steps if step.number == number), "") or run.clause
    return Dated(
        event, touched.touches * TOUCH_COUNTS_FOR + min(len(begun), TOUCH_COUNTS_FOR - 1),
        max([touched.last.recorded, *map(midnight, begun[-1:])]), run.document, clause,
        withdrawn=event.gone_on is not None,
    )
