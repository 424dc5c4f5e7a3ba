"""The events of a task as a calendar shows them (日历), with SEQUENCE and stamp: by its past, and the steps since.

Everything here is told of the day an event last changed, so that nothing moves from one day to the next by itself.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import DAYS_KEPT, Event, events_of, gone, horizon, is_shown
from xiaxian_tasks.domain.awaited import SORTS, clock_days
from xiaxian_tasks.domain.days import COUNTY_TIME, Calendars, month_end
from xiaxian_tasks.domain.feed import Dated, Told
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import target_light
from xiaxian_tasks.domain.plan import Recurrence
from xiaxian_tasks.domain.recurrence import day_light, day_steps
from xiaxian_tasks.domain.stamps import (
    Gone,
    Look,
    Looks,
    Mark,
    Past,
    Stamp,
    contacts_of,
    key_of,
    target_named,
)
from xiaxian_tasks.domain.terms import CUMULATIVE, DONE, PAUSED

TOUCH_COUNTS_FOR = 100
"""A touch counts for more than the light steps that can follow it, so that a SEQUENCE never falls when an entry written
late cuts steps that had already begun (docs/decisions/0008)."""

ALARM_BEFORE = 3
"""Working days before its day on which an alarm in working time rings (office custom)."""

MONTH = 30
"""Calendar days of a month, where an amount is told by month."""


class Shown(NamedTuple):
    """The events of a task that a calendar shows, and the next day on which anything of them steps."""

    dates: tuple[Dated, ...]
    until: date


class Stamping:
    """One task's past looked at on a day. `steps` are the days on which any light of the task stepped, or will."""

    def __init__(self, past: Past, steps: Sequence[date], *, is_working: bool) -> None:
        self.past = past
        self.steps = steps
        self.on = past.watch.on
        self.calendars: Calendars = past.watch.calendars
        self.is_working = is_working
        self._asked = past.asked() if past.watch.marks else []
        self._marks: dict[date, dict[str, tuple[str, str]]] = {}

    def shown(self) -> Shown:
        """All of it."""
        looks: Looks = self.past.looks(self.past.now, self.on, is_standing=True) if self.past.is_seen else {}
        dates, coming = list[Dated](), [month_end(self.on) + timedelta(days=1)]
        for look in looks.values():
            if look.is_own and self._is_shown(look.event):
                candidates = set(self._candidates(look.event, self._stamp(look.event.uid).at))
                coming += [day for day in candidates if day > self.on]
                dates.append(self._dated(look, sorted(day for day in candidates if day <= self.on)))
        dates += [dated for each in self.past.gone.values() for dated in self._cancelled(each)]
        return Shown(tuple(dates), min(coming))

    def _stamp(self, uid: str) -> Stamp:
        return asked(self.past.stamps[uid], self._asked)

    def _is_shown(self, event: Event) -> bool:
        entered = self.past.entered.get(event.uid) if event.done_on else None
        return is_shown(event, horizon(self.on)) or (entered is not None and self._is_late(event, entered))

    def _dated(self, look: Look, days: list[date]) -> Dated:
        """An event with all that is known of it; `days` are those on which its light may have stepped so far."""
        event, stamp, around = look.event, self._stamp(look.event.uid), self.past.around
        begun = self._begun(event, stamp, days)
        return Dated(
            event, stamp.touches * TOUCH_COUNTS_FOR + min(len(begun), TOUCH_COUNTS_FOR - 1),
            max([stamp.changed, *map(midnight, begun[-1:])]),
            around.document, around.clause, around.lead, look.figure, support=around.support,
            told=self._told(event, stamp, max([stamp.at, stamp.state.task.issued, *begun])),
            contacts=contacts_of(around.lead, self.past.contacts),
            alarm_on=self._alarm(event, self.on),
        )

    def _cancelled(self, each: Gone) -> Iterator[Dated]:
        """An event that is seen no more, where it was shown before and that is not long ago."""
        around = each.around
        stamp = asked(each.stamp, self.past.asked(each))
        event = gone(each.look.event, stamp.at)
        is_kept = is_shown(event, horizon(self.on)) or self._is_late(event, stamp.changed)
        if is_kept and is_shown(each.look.event, horizon(stamp.at)):
            yield Dated(
                event, stamp.touches * TOUCH_COUNTS_FOR, stamp.changed, around.document, around.clause, around.lead,
                each.look.figure, withdrawn=True, support=around.support,
            )

    def _is_late(self, event: Event, entered: datetime) -> bool:
        """Whether what was done or taken back long ago was only lately entered so: it is shown as long as any."""
        written = entered.astimezone(COUNTY_TIME).date()
        month = self.on.replace(day=1)
        return month - timedelta(days=DAYS_KEPT) <= written <= self.on and event.on <= horizon(self.on).last

    # The steps of one event. ------------------------------------------------------------------------------------------

    def _candidates(self, event: Event, since: date) -> Iterator[date]:
        """The days after `since` on which an event's own light may step while nothing is recorded."""
        if event.light == DONE or event.reason in PAUSED:
            return
        begun = max(since, self.past.now.state.task.issued)
        notices = self.calendars.notices_after(begun, event.on)
        if self.is_working:
            yield from notices
        if event.kind in SORTS:
            yield from clock_days(event.on, since, date.max, self.calendars)
        elif event.kind == "recurrence":
            recurrence, state = self._turn(event)
            for known in (begun, *notices):
                found = day_steps(
                    recurrence, state.days[recurrence.id], event.on, state.task.rules, self.calendars.on(known)
                )
                yield from (day for day in {*found, *notices} if day > since)
        elif event.kind != "window":
            yield from (day for day in self.steps if day > since)

    def _begun(self, event: Event, stamp: Stamp, days: list[date]) -> list[date]:
        """Those of some days, rising, on which an event looked otherwise than the day before."""
        if not self.is_working and (event.kind in SORTS or self._is_plain_turn(event, stamp)):
            return days
        found, before = [], self._mark(event, stamp.at)
        for day in days:
            now = self._mark(event, day)
            if now != before:
                found.append(day)
            before = now
        return found

    def _is_plain_turn(self, event: Event, stamp: Stamp) -> bool:
        """Whether a turn looks otherwise on each day it may: no notice comes between, and it is near before it is over.
        """
        if event.kind != "recurrence":
            return False
        begun = max(stamp.at, self.past.now.state.task.issued)
        return not self.calendars.notices_after(begun, event.on)

    def _mark(self, event: Event, day: date) -> tuple[str, str, date | None]:
        """The light and reason of an event on a day, and when its alarm rings, by what was known then."""
        alarm = self._alarm(event, day)
        if event.kind == "recurrence":
            recurrence, state = self._turn(event)
            light = day_light(
                recurrence, state.days[recurrence.id], event.on, on=day, rules=state.task.rules,
                workdays=self.calendars.on(day),
            )
            return *light, alarm
        if day not in self._marks:
            own, state = self.past.watch.own or None, self.past.state_on(day)
            answers = self.past.now.answers.values()
            events = events_of(state, day, self.calendars.on(day), bodies=own, answers=answers)
            self._marks[day] = {each.uid: (each.light, each.reason) for each in events}
        return *self._marks[day].get(event.uid, ("", "")), alarm

    def _turn(self, event: Event) -> tuple[Recurrence, TaskState]:
        state = self.past.now.state
        key = key_of(state.task, event.uid).rpartition(".")[0]
        return next(each for each in state.task.recurrences if each.id == key), state

    def _alarm(self, event: Event, day: date) -> date | None:
        if not self.is_working or event.light == DONE:
            return None
        return self.calendars.on(day).before(event.on, ALARM_BEFORE)

    # How its duty stood. ----------------------------------------------------------------------------------------------

    def _told(self, event: Event, stamp: Stamp, on: date) -> Told | None:
        """How a target stood on the day its event changed last."""
        if event.kind != "target":
            return None
        state, workdays = stamp.state, self.calendars.on(on)
        target = target_named(state.task, key_of(state.task, event.uid))
        stood = target_light(state, target, on, workdays)
        needed = None
        if target.kind in CUMULATIVE and stood.latest is not None and stood.light != DONE and target.due:
            left, days = target.value - stood.latest, (target.due - on).days
            if left > 0 and days > 0:
                needed = min(left, left * MONTH / days).quantize(Decimal("0.01"), ROUND_CEILING)
        return Told(on, stood.progress, stood.expected, stood.gap, needed)


def asked(stamp: Stamp, marks: Sequence[Mark]) -> Stamp:
    """A stamp with the changes of contacts that touched its event too."""
    if not marks:
        return stamp
    return stamp._replace(
        touches=stamp.touches + len(marks), at=max(stamp.at, marks[-1].at),
        changed=max([stamp.changed, *(mark.recorded for mark in marks)]),
    )


def midnight(on: date) -> datetime:
    """The moment a day begins in the county, in UTC."""
    return datetime.combine(on, time(), COUNTY_TIME).astimezone(UTC)
