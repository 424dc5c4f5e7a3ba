"""The days of a month as a sheet of a calendar, or of a week a band each: rest and make-up days, and what is due."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks.domain.days import add_months, month_end
from xiaxian_tasks.domain.terms import FIRST_YEAR, LAST_YEAR
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line, length, strip
from xiaxian_tasks.tui.widgets.tally import SHOWN
from xiaxian_tasks.tui.width import cells, fit

WEEK = 7

HEAD = 15
"""Cells of the day at the left of a week's band."""


class MonthGrid(Widget, can_focus=True):
    """The days of a month, or of a week, one of them under the cursor."""

    DEFAULT_CSS = "MonthGrid { width: 1fr; height: 1fr; }"
    BINDINGS = acts.bindings(places.DAYS)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.on = self.today = date(2000, 1, 1)
        self.by_week = False
        self.days: dict[str, Sheet] = {}
        """What is known of each day (almanac.days_of), by its day."""
        self.when_moved: Callable[[], None] = lambda: None
        """Called at once when another day is under the cursor."""

    @property
    def first(self) -> date:
        """The first day shown: a Monday, also where the month begins later in its week."""
        return monday(self.on if self.by_week else self.on.replace(day=1))

    @property
    def last(self) -> date:
        """The last day of the month or week."""
        return self.first + timedelta(days=WEEK - 1) if self.by_week else month_end(self.on)

    def go(self, on: date) -> None:
        """Put the cursor on a day."""
        if FIRST_YEAR <= on.year <= LAST_YEAR and on != self.on:
            self.on = on
            self.refresh()
            self.when_moved()

    # Drawing.

    @property
    def _weeks(self) -> int:
        return 1 if self.by_week else (self.last - self.first).days // WEEK + 1

    @property
    def _tall(self) -> int:
        """Lines of one week's cells, or of one day's band."""
        return max((self.size.height - (0 if self.by_week else 1)) // (WEEK if self.by_week else self._weeks), 1)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if self.by_week:
            place, line = divmod(y, self._tall)
            return strip(self._band(place, line, width) if place < WEEK else [], width)
        if not y:
            style = "head-here" if self.has_focus else "head"
            return strip(_weekdays(width, style), width, style)
        week, line = divmod(y - 1, self._tall)
        return strip(self._row(week, line, width) if week < self._weeks else [], width)

    def _row(self, week: int, line: int, width: int) -> Line:
        """One line of a week: its seven cells beside each other."""
        found: Line = []
        for place, wide in enumerate(wides(width)):
            day = self.first + timedelta(days=week * WEEK + place)
            if day.month != self.on.month or day.year != self.on.year:
                found.append((" " * wide, "base"))
            else:
                found += self._cell(day, line, wide)
        return found

    def _cell(self, day: date, line: int, wide: int) -> Line:
        known, ground = self._known(day), self._ground(day)
        body: Line = []
        if line == 0:
            body = _number(day, known, ground, wide=wide, is_today=day == self.today)
        elif line == 1:
            body = counts(known, wide - 2)
        elif line - 2 < len(known["lines"]):
            body = [(fit(called(known["lines"][line - 2]), wide - 2), ground)]
        rest = wide - 1 - length(body)
        mark = ">" if day == self.on and line == 0 else " "
        return [(mark, ground), *body, (" " * max(rest, 0), ground)]

    def _ground(self, day: date) -> str:
        if day == self.on:
            return "cursor" if self.has_focus else "cursor-dim"
        return "base" if self._known(day)["working"] else "plot"

    def _known(self, day: date) -> Sheet:
        return self.days.get(day.isoformat()) or {**NOTHING, "working": day.weekday() < 5}

    def _band(self, place: int, line: int, width: int) -> Line:
        """One line of a day in a week: the day at the left, what is due on it at the right."""
        day = self.first + timedelta(days=place)
        known, ground = self._known(day), self._ground(day)
        head: Line = []
        if line == 0:
            mark = ">" if day == self.on else " "
            weekday = f"{mark}{_(speak.WEEKDAYS[day.weekday()])} "
            head = [(weekday, ground), (f"{day.isoformat()[5:]}", "plot-today" if day == self.today else ground)]
            head += [(" ", ground), (mark_of(known), "yellow" if known["made_up"] else ground)]
        elif line == 1:
            head = [(" ", ground), *counts(known, HEAD - 2)]
        lines = known["lines"]
        room = width - HEAD - 1
        tall = self._tall
        hidden = len(lines) + known["more"] - (tall - 1)
        body: Line = []
        if line == tall - 1 and hidden > 1 and tall > 1:
            body = [(fit(_("and {count} more").format(count=hidden), room), "quiet")]
        elif line < len(lines):
            body = row(lines[line], room, "base")
        return [*head, (" " * max(HEAD - length(head), 0), ground), (" ", "base"), *body]

    # Moving.

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def on_click(self, event: events.Click) -> None:
        if self.by_week:
            self.go(self.first + timedelta(days=min(event.y // self._tall, WEEK - 1)))
            return
        ends = list(accumulate(wides(self.size.width)))
        place = bisect_right(ends, min(event.x, ends[-1] - 1))
        day = self.first + timedelta(days=(event.y - 1) // self._tall * WEEK + place)
        if event.y and day.month == self.on.month:
            self.go(day)

    def on_mouse_scroll_down(self) -> None:
        self.action_step(WEEK)

    def on_mouse_scroll_up(self) -> None:
        self.action_step(-WEEK)

    def action_step(self, days: int) -> None:
        """So many days on; a week's days stand below each other, so that a line is a day there."""
        self.go(self.on + timedelta(days=days // abs(days) if self.by_week else days))

    def action_first_day(self) -> None:
        self.go(self.on.replace(day=1))

    def action_last_day(self) -> None:
        self.go(month_end(self.on))

    def action_leaf(self, by: int) -> None:
        """So many months on, or weeks where a week is shown."""
        self.go(self.on + timedelta(days=WEEK * by) if self.by_week else add_months(self.on, by))


NOTHING: Sheet = {
    "working": True, "made_up": False, "holiday": "", "provisional": False, "lights": {}, "waits": 0,
    "at_least": False, "lines": [], "more": 0,
}
"""A day before anything is known of it."""


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _weekdays(width: int, style: str) -> Line:
    return [(fit(f" {_(name)}", wide), style) for name, wide in zip(speak.WEEKDAYS, wides(width), strict=True)]


def _number(day: date, known: Sheet, ground: str, *, wide: int, is_today: bool) -> Line:
    """The day, whether it is worked, and what holiday it is of, where there is room."""
    line: Line = [(f"{day.day:>2} ", "plot-today" if is_today else ground)]
    if sign := mark_of(known):
        line += [(sign, "yellow" if known["made_up"] else ground), (" ", ground)]
    name = "" if known["made_up"] else known["holiday"].partition("、")[0]
    if name and cells(name) <= wide - 2 - length(line):
        line.append((name, ground))
    return line


def wides(width: int) -> list[int]:
    """The cells of seven columns; what is over goes to the first ones."""
    one, over = divmod(width, WEEK)
    return [one + (place < over) for place in range(WEEK)]


def mark_of(day: Sheet) -> str:
    """Rest (休) or a weekend day that is worked (班); nothing on a working day."""
    if day["made_up"]:
        return _("wk")
    return "" if day["working"] else _("off")


def counts(day: Sheet, room: int) -> Line:
    """What is due, by light, the most pressing first, as far as there is room; what waits stands last."""
    lights = day["lights"]
    parts = [(f"{speak.glyph(light)}{lights[light]}", light) for light in SHOWN if lights.get(light)]
    if day["waits"]:
        parts.append((_("wt") + str(day["waits"]), "head"))
    apart = 1 if length(parts) + len(parts) - 1 <= room else 0
    line: Line = []
    for place, part in enumerate(parts):
        more = place < len(parts) - 1
        if length(line) + length([part]) + more > room:
            return [*line, ("+", "title")]
        line += [part, (" " * apart, "base")] if more and apart else [part]
    return [*line, ("+", "title")] if day["at_least"] and length(line) < room else line


def kind_name(kind: str) -> str:
    """What a line of a day is, in two to four cells."""
    return {
        "target": _("Tg"), "milestone": _("Ms"), "recurrence": _("Tn"), "task": _("Tk"), "reply": _("Rp"),
        "receipt": _("Sg"), "rework": _("Rw"), "recheck": _("Lb"), "extension": _("Ex"), "window": _("Wn"),
        "step": _("St"),
    }[kind]


def called(line: Sheet) -> str:
    """A line of a day in few words: what is due, or the task somebody waits with."""
    return str(line["what"] or line["title"])


def row(line: Sheet, width: int, ground: str) -> Line:
    """A line of a day as a row: light, kind, what, task, body."""
    light, body = line["light"], line["body"] or "-"
    rest = width - 8
    who = max(8, min(24, rest // 3))
    name = called(line) if called(line) == line["title"] else f"{called(line)}  {line['title']}"
    done = "" if line["done_on"] is None else _("done {day}").format(day=line["done_on"][5:])
    return [
        (f" {speak.glyph(light)} ", light), (f" {kind_name(line['kind'])} ", "quiet" if ground == "base" else ground),
        (fit(name, max(rest - who - 1, 4)), ground), (f" {fit(done or body, who)}", ground),
    ]

