"""Working days (工作日): weekends, statutory days off, and the weekends made up for them (调休).

Sources: 《全国年节及纪念日放假办法》 and the State Council's yearly notice, announced each autumn for one year. A day
after the last announced year is provisional (暂定): only its weekday is known for certain.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta, timezone
from typing import NamedTuple

ONE = timedelta(days=1)

COUNTY_TIME = timezone(timedelta(hours=8))
"""Days begin at midnight in the county, wherever the program runs."""


class DayOff(NamedTuple):
    """A day that differs from its weekday: a weekday off, or a weekend day worked. `known` is the notice's day."""

    on: date
    working: bool
    name: str = ""
    known: date | None = None


class WorkDays:
    """The working days of a county between two years, as known on one day.

    `exceptions` are the days that differ from their weekday; `known_until` is the last day of the last announced year.
    """

    def __init__(self, exceptions: Iterable[DayOff] = (), known_until: date = date.min) -> None:
        self._exceptions = {day.on: day.working for day in exceptions}
        self._names = {day.on: day.name for day in exceptions}
        self._off = sorted(on for on, working in self._exceptions.items() if not working and on.weekday() < 5)
        self._made_up = sorted(on for on, working in self._exceptions.items() if working and on.weekday() >= 5)
        self.known_until = known_until

    def is_working(self, on: date) -> bool:
        """Whether `on` is worked."""
        return self._exceptions.get(on, on.weekday() < 5)

    def is_provisional(self, on: date) -> bool:
        """Whether `on` lies beyond the last announced year."""
        return on > self.known_until

    def name(self, on: date) -> str:
        """The holiday a day belongs to, or ""."""
        return self._names.get(on, "")

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 when `end` is not later."""
        if end <= start:
            return 0
        weekdays = _weekdays_until(end) - _weekdays_until(start)
        off = bisect_right(self._off, end) - bisect_right(self._off, start)
        made_up = bisect_right(self._made_up, end) - bisect_right(self._made_up, start)
        return weekdays - off + made_up

    def after(self, start: date, amount: int) -> date:
        """The day `amount` working days after `start`, which is not counted (民法典 art. 201); 0 gives `start`."""
        on = start
        while amount > 0:
            on += ONE
            amount -= self.is_working(on)
        return on

    def before(self, end: date, amount: int) -> date:
        """The day `amount` working days before `end`, which is not counted."""
        on = end
        while amount > 0:
            on -= ONE
            amount -= self.is_working(on)
        return on

    def first_with_left(self, due: date, left: int) -> date:
        """The first day from which at most `left` working days remain until `due` (with `due`)."""
        low, high = due - timedelta(days=left * 3 + 30), due
        while low < high:
            middle = low + (high - low) // 2
            if self.between(middle, due) <= left:
                high = middle
            else:
                low = middle + ONE
        return low


def _weekdays_until(on: date) -> int:
    """Mondays to Fridays from 0001-01-01 (a Monday) to `on`."""
    weeks, rest = divmod(on.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def month_end(on: date) -> date:
    """The last day of `on`'s month."""
    return (on.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE


def add_months(on: date, months: int) -> date:
    """The same day `months` later, or that month's last day (民法典 art. 202)."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(on.day, month_end(first).day))


class Calendars:
    """All that is known of working days, and when it became known: notices arrive year by year.

    `days` whose `known` is None are statutory days of a year not yet announced; the year's notice replaces them.
    """

    def __init__(self, days: Iterable[DayOff] = (), announced: Iterable[tuple[int, date]] = ()) -> None:
        self.days = tuple(days)
        self.announced = dict(announced)
        self._made: dict[int, WorkDays] = {}

    def on(self, on: date) -> WorkDays:
        """The working days as known on a day."""
        known = {year for year, day in self.announced.items() if day <= on}
        if len(known) not in self._made:
            last = max(known, default=0)
            days = [day for day in self.days if (day.known <= on if day.known else day.on.year not in known)]
            self._made[len(known)] = WorkDays(days, date(last, 12, 31) if last else date.min)
        return self._made[len(known)]

    def notices_after(self, on: date, last: date) -> list[date]:
        """The days after `on` on which a notice arrived that can move a working day up to `last`, earliest first."""
        return sorted({day for year, day in self.announced.items() if day > on and year <= last.year})
