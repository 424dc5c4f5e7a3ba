"""The days across a screen: which are shown, in which cell each stands, and what is written over them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xiaxian_tasks.domain.days import ONE, add_months
from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR
from xiaxian_tasks.language import N_, _
from xiaxian_tasks.tui import speak
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.width import cells

YEAR, QUARTER, MONTH, WEEK = "year", "quarter", "month", "week"
ZOOMS = (YEAR, QUARTER, MONTH, WEEK)
"""From the widest to the closest."""

NAMES = {YEAR: N_("year view"), QUARTER: N_("quarter view"), MONTH: N_("month view"), WEEK: N_("week view")}

_MONTHS = {YEAR: 12, QUARTER: 3, MONTH: 1}
_STEP_MONTHS = {YEAR: 3, QUARTER: 1}


class Scale(NamedTuple):
    """Days from `first`, so many of them, over `width` cells."""

    first: date
    days: int
    width: int

    def cell(self, on: date) -> int:
        """The cell a day begins in; below 0 or from `width` on where it is not shown."""
        return (on - self.first).days * self.width // self.days

    def day(self, cell: int) -> date:
        """The first day that begins in a cell, or before it where none does."""
        return self.first + timedelta(days=-(-cell * self.days // self.width))

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.first + timedelta(days=self.days - 1)


class View(NamedTuple):
    """What is looked at: how closely, from which day on."""

    zoom: str
    first: date

    def scale(self, width: int) -> Scale:
        """The days of this view over so many cells."""
        return Scale(self.first, (self._end - self.first).days, max(width, 1))

    @property
    def _end(self) -> date:
        if self.zoom == WEEK:
            return self.first + timedelta(days=7)
        return add_months(self.first, _MONTHS[self.zoom])

    @property
    def last(self) -> date:
        """The last day shown."""
        return self._end - ONE

    def moved(self, by: int) -> "View":
        """The view so many steps later: a step is a quarter of a year, a month of a quarter, else a week."""
        months = _STEP_MONTHS.get(self.zoom)
        first = add_months(self.first, by * months) if months else self.first + timedelta(days=7 * by)
        return self if not FIRST_YEAR < first.year < LAST_YEAR else self._replace(first=first)

    def towards(self, on: date) -> "View":
        """The view moved as little as it takes to show a day."""
        view = self
        while not view.shows(on) and (nearer := view.moved(1 if on > view.last else -1)) != view:
            view = nearer
        return view

    def zoomed(self, by: int, on: date) -> "View":
        """Closer, or wider with a negative number; around `on` if it is seen, else around the middle."""
        place = max(0, min(ZOOMS.index(self.zoom) + by, len(ZOOMS) - 1))
        middle = on if self.first <= on <= self.last else self.first + (self.last - self.first) // 2
        return around(ZOOMS[place], middle) if ZOOMS[place] != self.zoom else self

    def shows(self, on: date) -> bool:
        """Whether a day is seen."""
        return self.first <= on <= self.last


def around(zoom: str, on: date) -> View:
    """The calendar's own year, quarter, month or week that holds a day."""
    if zoom == YEAR:
        return View(zoom, date(on.year, 1, 1))
    if zoom == QUARTER:
        return View(zoom, date(on.year, (on.month - 1) // 3 * 3 + 1, 1))
    return View(zoom, on.replace(day=1) if zoom == MONTH else on - timedelta(days=on.weekday()))


def ruler(view: View, on: date, width: int) -> Line:
    """What is written over the days: months, or days; the cell of `on` is marked."""
    scale = view.scale(width)
    row: list[str] = [" "] * width
    for day, label in sorted(_labels(view), key=lambda each: each[1].isdigit()):  # days where months leave room
        at, end = scale.cell(day), scale.cell(day) + cells(label)
        gap = 1 if label.isdigit() else 0
        if end <= width and all(each == " " for each in row[max(at - gap, 0):end + gap]):
            row[at:end] = [label, *[""] * (cells(label) - 1)]
    here = scale.cell(on) if view.shows(on) else -1
    if here < 0:
        return [("".join(row), "head")]
    while here and row[here] == "":  # within a character of two cells
        here -= 1
    return [("".join(row[:here]), "head"), (row[here], "plot-today"), ("".join(row[here + 1:]), "head")]


def _labels(view: View) -> Iterator[tuple[date, str]]:
    day = view.first
    while day <= view.last:
        if view.zoom == WEEK:
            yield day, f"{_(speak.WEEKDAYS[day.weekday()])} {day.day}"
        elif day.day == 1:
            yield day, _(speak.MONTHS[day.month - 1])
        elif view.zoom != YEAR and day.weekday() == 0:
            yield day, str(day.day)
        day += ONE


def span_name(view: View) -> str:
    """The days of a view, as a heading says them."""
    if view.zoom == YEAR and view.first.month == 1:
        return _("the year {year}").format(year=view.first.year)
    return _("{first} to {last}").format(first=view.first, last=view.last)
