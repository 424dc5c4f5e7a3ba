"""日历: a month with its rest and make-up days and what is due on each; the chosen day's lines beside or below."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from textual.containers import Container, Vertical
from textual.strip import Strip
from textual.widget import Widget

from xiaxian_tasks import assemble, files
from xiaxian_tasks.assemble import calendars
from xiaxian_tasks.language import _, ngettext
from xiaxian_tasks.office import feeds, names
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line, strip
from xiaxian_tasks.tui.pages.days import DaysPage
from xiaxian_tasks.tui.roll import Fixed
from xiaxian_tasks.tui.widgets.ask import Answer, Ask
from xiaxian_tasks.tui.widgets.chrome import Bar, spread
from xiaxian_tasks.tui.widgets.month import MonthGrid, row
from xiaxian_tasks.tui.widgets.table import TaskTable

ENDING = ".ics"

ROOMY = 110
"""From this width on the kinds of lines are told too."""


class DayLines(Fixed):
    """The lines of a day; a line's task is read when it is looked at."""

    def __init__(self, office: Office | None = None, lines: list[Sheet] | None = None) -> None:
        super().__init__()
        self._office = office
        self.lines = lines or []
        self._read: dict[str, Sheet | None] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def sheet(self, index: int) -> Sheet | None:
        """The task of a line."""
        if self._office is None or index >= len(self.lines):
            return None
        task = self.lines[index]["task"]
        if task not in self._read:
            row = self._office.store.task(task, self._office.on)
            self._read[task] = sheet(self._office, row) if row and not row.withdrawn else None
        return self._read[task]


class DayTable(TaskTable):
    """What is due on a day, and what somebody waits for by then."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.told = DayLines()

    def tell(self, told: DayLines) -> None:
        """Show another day, or the same one anew: the cursor stays on its line where that is still there."""
        at = _what(self.told.lines[self.cursor]) if self.cursor < len(self.told) else None
        self.told = told
        self.show(told, next((place for place, line in enumerate(told.lines) if _what(line) == at), 0))

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self.told):
            return strip([], width)
        ground = "base" if index != self.cursor or not self.has_focus else "cursor"
        mark = " " if ground == "base" else ">"
        return strip([(mark, ground), *row(self.told.lines[index], width - 1, ground)], width, ground)

    def _measure(self) -> None:
        """The columns do not depend on the rows."""


def _what(line: Sheet) -> tuple[str, str, str]:
    return line["task"], line["kind"], line["what"]


class CalendarPage(DaysPage):
    """The calendar (日历)."""

    PLACE = places.CALENDAR
    BINDINGS = acts.bindings(places.CALENDAR)
    CSS = """
    CalendarPage #sheet { height: 1fr; layout: vertical; }
    CalendarPage MonthGrid { height: 2fr; }
    CalendarPage #day { height: 1fr; min-height: 6; }
    CalendarPage.-wide #sheet { layout: horizontal; }
    CalendarPage.-wide MonthGrid { height: 1fr; width: 1fr; }
    CalendarPage.-wide #day { width: 46; height: 1fr; margin-left: 1; }
    """

    _twin: list[str] = []

    def body(self) -> Iterator[Widget]:
        yield Bar(self._caption, id="caption")
        yield Ask()
        with Container(id="sheet"):
            yield MonthGrid()
            with Vertical(id="day"):
                yield Bar(self._of_day, ground="head", id="heading")
                yield DayTable()

    def on_mount(self) -> None:
        grid = self.grid
        grid.when_moved = self._moved
        self.set_focus(grid)

    def places(self) -> tuple[str, ...]:
        return (places.ASK,) if isinstance(self.focused, Answer) else (self.PLACE,)

    def current(self) -> Sheet | None:
        return self.query_one(DayTable).sheet

    def _tell(self) -> None:
        day = self.grid.days.get(self.grid.on.isoformat())
        self.query_one(DayTable).tell(DayLines(self.desk.office, day["lines"] if day else []))
        for bar in ("#caption", "#heading"):
            self.query_one(bar, Bar).refresh()

    def _caption(self, width: int) -> Line:
        """Month and year, whose calendar it is, and what the marks mean."""
        on = self.grid.on
        told = _("{month} {year}").format(month=_(speak.MONTHS[on.month - 1]), year=on.year)
        whose = self._body or _("all bodies")
        line: Line = [(f" {told}  ", "title"), (f" {whose} ", "chosen" if self._body else "base")]
        day = self.grid.days.get(on.isoformat())
        notice = _("off: day off   wk: weekend day worked   wt: waited for")
        if day and day["provisional"]:
            notice = _("days off are not announced yet")
        elif width >= ROOMY:
            notice = "   ".join((_("Tg: target  Ms: milestone  Tn: turn  Tk: task"), notice))
        return spread(line, [(f"{notice} ", "quiet")], width, "base")

    def _of_day(self, width: int) -> Line:
        """The day, how much is due on it, and how much of that is not listed."""
        on, day = self.grid.on, self.grid.days.get(self.grid.on.isoformat())
        style = "head-here" if isinstance(self.focused, DayTable) else "head"
        left: Line = [(f" {speak.day(on)}", style)]
        if day is None:
            return left
        parts = [day["holiday"], _("due {count}").format(count=sum(day["lights"].values()))]
        if day["waits"]:
            parts.append(_("waited for {count}").format(count=day["waits"]))
        if day["more"]:
            parts.append(_("{count} not listed").format(count=f"{day['more']}{'+' if day['at_least'] else ''}"))
        return spread([*left, ("  " + "  ".join(filter(None, parts)), style)], [], width, style)

    # What keys do.

    async def action_open(self) -> None:
        """From the days into the lines of the day; from a line to its task."""
        table = self.query_one(DayTable)
        if self.focused is table:
            await super().action_open()
        elif len(table.told):
            self.set_focus(table)

    def action_to_days(self) -> None:
        """Back to the days; from there to the calendar of all bodies."""
        if self.focused is not self.grid:
            self.set_focus(self.grid)
        elif self._body:
            self._of("")

    def action_of_body(self) -> None:
        self.query_one(Ask).ask(
            _("Of which body"), self._body, self._named, hint=_("name or initials; empty: all bodies")
        )

    def _named(self, text: str) -> None:
        self._of(names.body(self.desk.office, text).name if text else "")

    def _of(self, body: str) -> None:
        self._body = body
        self._read()
        self.query_one("#caption", Bar).refresh()

    def action_export(self) -> None:
        name = assemble.file_name(f"{feeds.TITLE}-{self._body}" if self._body else feeds.TITLE)
        self.query_one(Ask).ask(
            _("Write the calendar to"), name + ENDING, self._export, hint=_("a name ending in .ics, or a folder")
        )

    def _export(self, place: str) -> None:
        if place:
            body = self._body
            self.beside(lambda office: written(office, body, place), self._written, group="export", to_the_end=True)
            self._twin = ["xiaxian", "calendar", "export", *(["--body", body] if body else []), "--out", place]

    def _written(self, found: list[str]) -> None:
        told = ngettext("{count} calendar written: {place}", "{count} calendars written: {place}", len(found))
        told = told.format(count=len(found), place=found[0] if len(found) == 1 else str(Path(found[0]).parent))
        from xiaxian_tasks.tui.pages.stepping import say_done

        say_done(self, [(f" {told}", "good")], shlex.join(self._twin))


def written(office: Office, body: str, place: str) -> list[str]:
    """Write calendars as the command does, and say where. Raises Misused (2)."""
    wanted = calendars.places(office, feeds.Scope(body), str(Path(place).expanduser()))
    for scope, path in wanted.items():
        files.write(path, calendars.exported(office, scope))
    return [str(path.resolve()) for path in wanted.values()]
