"""The events of a task as a calendar shows them (日历), with SEQUENCE and stamp: by its past, and the steps since.

Everything here is told of the day an event last changed, so that nothing moves from one day to the next by itself.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import NamedTuple

from xiaxian_tasks.domain.agenda import DAYS_KEPT, Event, events_of, gone, horizon, is_shown
from xiaxian_tasks.domain.awaited import SORTS, clock_days
from xiaxian_tasks.domain.days import COUNTY_TIME, Calendars, month_end
from xiaxian_tasks.domain.feed import Dated, Told
from xiaxian_tasks.domain.history import TaskState
from xiaxian_tasks.domain.lights import target_light
from xiaxian_tasks.domain.plan import Recurrence
from xiaxian_tasks.domain.recurrence import SHIFTED_AT_MOST, day_light, day_steps, due_day, shift_of
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
from xiaxian_tasks.domain.terms import CUMULATIVE, DONE, PAUSED, UNMOVED

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
                candidates = set(self._candidates(look.event, self._stamp(look.event.uid)))
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
            event, stamp.touches * TOUCH_COUNTS_FOR + min(len(begun) + self._moved(event, stamp), TOUCH_COUNTS_FOR - 1),
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

    def _candidates(self, event: Event, stamp: Stamp) -> Iterator[date]:
        """The days since its last touch on which an event's own light may step, or its day move, while nothing is
        recorded."""
        since, moves = stamp.at, self._moves(event, stamp)
        yield from moves
        if event.light == DONE or event.reason in PAUSED:
            return
        begun = max(since, self.past.now.state.task.issued)
        notices = self.calendars.notices_after(begun, event.on)
        if self.is_working:
            yield from notices
        if event.kind in SORTS:
            yield from clock_days(event.on, since, date.max, self.calendars)
        elif event.kind == "recurrence":
            recurrence, state, turn = self._turn(event)
            for known in (begun, *notices, *moves):
                found = day_steps(
                    recurrence, state.days[recurrence.id], turn, state.task, self.calendars.on(known)
                )
                yield from (day for day in {*found, *notices} if day > since)
        elif event.kind != "window":
            yield from (day for day in self.steps if day > since)

    def _may_move(self, event: Event) -> bool:
        """Whether an event is of a turn that falls due on a working day (节假日顺延): a notice may move it."""
        if event.kind != "recurrence":
            return False
        recurrence, state, _turn = self._turn(event)
        return shift_of(recurrence, state.task) != UNMOVED

    def _moves(self, event: Event, stamp: Stamp) -> list[date]:
        """The days on which a notice may have moved a turn since its event was last touched."""
        if not self._may_move(event):
            return []
        since = self._seen_from(stamp)
        return [day for day in self._notices(self._turn(event)[2]) if day > since]

    def _notices(self, turn: date) -> list[date]:
        """The days of the notices that can move a turn."""
        years = {(turn - SHIFTED_AT_MOST).year, (turn + SHIFTED_AT_MOST).year}
        return sorted({day for year, day in self.calendars.announced.items() if year in years})

    def _moved(self, event: Event, stamp: Stamp) -> int:
        """How often notices moved a turn before its event was last touched: one that is adopted late counts too."""
        if not self._may_move(event):
            return 0
        recurrence, state, turn = self._turn(event)
        first, last = self._seen_from(self.past.first), self._seen_from(stamp)
        days = [first, *(day for day in self._notices(turn) if first < day <= last)]
        dues = [due_day(recurrence, turn, state.task, self.calendars.on(day)) for day in days]
        return sum(was != now for was, now in pairwise(dues))

    def _seen_from(self, stamp: Stamp) -> date:
        """The first day on which anybody can have seen an event as it is since it was last touched."""
        written = stamp.changed.astimezone(COUNTY_TIME).date()
        return max(stamp.at, min(stamp.state.task.issued, written))

    def _begun(self, event: Event, stamp: Stamp, days: list[date]) -> list[date]:
        """Those of some days, rising, on which an event looked otherwise than the day before."""
        if not self.is_working and (event.kind in SORTS or self._is_plain_turn(event, stamp)):
            return days
        first = self._seen_from(stamp) if self._may_move(event) else stamp.at
        found, before = [], self._mark(event, first)
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
        return not (self._may_move(event) or self.calendars.notices_after(begun, event.on))

    def _mark(self, event: Event, day: date) -> tuple[object, ...]:
        """The light and reason of an event on a day, when its alarm rings, and for a turn the day it falls due, by what
        was known then."""
        if event.kind == "recurrence":
            recurrence, state, turn = self._turn(event)
            workdays = self.calendars.on(day)
            due = due_day(recurrence, turn, state.task, workdays)
            alarm = self._alarm(event._replace(on=due), day)
            if event.light == DONE or event.reason in PAUSED:
                return event.light, event.reason, alarm, due
            light = day_light(recurrence, state.days[recurrence.id], turn, on=day, task=state.task, workdays=workdays)
            return *light, alarm, due
        alarm = self._alarm(event, day)
        if day not in self._marks:
            own, state = self.past.watch.own or None, self.past.state_on(day)
            answers = self.past.now.answers.values()
            events = events_of(state, day, self.calendars.on(day), bodies=own, answers=answers)
            self._marks[day] = {each.uid: (each.light, each.reason) for each in events}
        return *self._marks[day].get(event.uid, ("", "")), alarm

    def _turn(self, event: Event) -> tuple[Recurrence, TaskState, date]:
        """The recurrence of a turn's event, and the day its rule gives."""
        state = self.past.now.state
        key, _, day = key_of(state.task, event.uid).rpartition(".")
        return next(each for each in state.task.recurrences if each.id == key), state, date.fromisoformat(day)

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
