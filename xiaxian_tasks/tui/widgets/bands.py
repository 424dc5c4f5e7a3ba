"""Tasks as bands over days: where each begins and ends, how much of it is done, its milestones, and today."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from textual.strip import Strip

from xiaxian_tasks.domain.terms import DONE, RED
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import look, speak
from xiaxian_tasks.tui.look import Line, strip
from xiaxian_tasks.tui.scale import YEAR, Scale, View, around, ruler
from xiaxian_tasks.tui.widgets.table import TaskTable, called_by, group_line
from xiaxian_tasks.tui.width import fit

DUE, FIRST, FINISH, OPEN, KEPT, LATE, TODAY, TRIED = "|", "(", ">", "o", "*", "!", ":", "+"
"""Signs of one cell in every terminal: the due day, the day first set, the foreseen finish, a milestone open, kept and
past its day, today, and where a due day is tried."""

ROOMY = 110
"""From this width on a row also says its due day and share."""


class Tried(NamedTuple):
    """A due day that is being tried on a task."""

    task: str
    due: date


class Sizes(NamedTuple):
    """Cells of a row: title, bands, and what is said behind them."""

    title: int
    bands: int
    tail: int


def sizes(width: int) -> Sizes:
    """The cells of each part; a mark of one cell and a light of four stand before them."""
    tail = 13 if width >= ROOMY else 0
    title = 34 if width >= ROOMY else 22
    return Sizes(title, max(width - 6 - title - 1 - tail, 1), tail)


class Bands(TaskTable):
    """The rows of a timeline, each drawn when it is seen."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.today = date(2000, 1, 1)
        self.view = around(YEAR, self.today)
        self.is_rest: Callable[[date], bool] = lambda _day: False
        self.tried: Tried | None = None

    def look_at(self, view: View, today: date) -> None:
        """Show other days."""
        self.view, self.today = view, today
        self.refresh()

    def heading(self, width: int) -> Line:
        """The names of the columns, and the days over the bands."""
        parts = sizes(width)
        line: Line = [(" " + fit(_("Lgt"), 4) + " " + fit(_("Task"), parts.title) + " ", "head")]
        line += ruler(self.view, self.today, parts.bands)
        if parts.tail:
            due, done = _("Due"), _("Done")
            line.append((f" {fit(due, 5)} {fit(done, 6, '>')}", "head"))
        return line

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self.source):
            return strip([], width)
        ground = "base" if index != self.cursor else "cursor" if self.has_focus else "cursor-dim"
        if group := self.source.group(index):
            return strip(group_line(group, width, "head" if ground == "base" else ground), width, ground)
        found = self.source.sheet(index)
        return strip(self._row(found, width, ground) if found else [], width, ground)

    def _row(self, sheet: Sheet, width: int, ground: str) -> Line:
        parts = sizes(width)
        name = f"{called_by(sheet, self.labels.get(sheet['plan'], ''))} {sheet['title']}"
        line: Line = [
            (" " if ground == "base" else ">", ground), (f" {speak.glyph(sheet['light'])} ", sheet["light"]),
            (f" {fit(name, parts.title)} ", ground),
        ]
        tried = self.tried.due if self.tried and self.tried.task == sheet["id"] else None
        line += band(sheet, self.view.scale(parts.bands), self.today, tried=tried, is_rest=self._rest())
        if parts.tail:
            share = "" if sheet["progress"] is None else speak.percent(sheet["progress"])
            due = sheet["end"][5:] if sheet["end"] else "-"
            line.append((f" {fit(due, 5)} {fit(share, 6, '>')}", ground))
        return line

    def _rest(self) -> Callable[[date], bool] | None:
        """Days off are told apart where a day is wide enough to be seen."""
        return self.is_rest if self.view.zoom in {"month", "week"} else None

    def _measure(self) -> None:
        """The columns do not depend on the rows."""

    def _follow(self, index: int) -> None:
        """The first task of a group is seen with the row over it."""
        super()._follow(index)
        if index and index == self.scroll_offset.y and self.source.group(index - 1):
            self.scroll_to(y=index - 1, animate=False, immediate=True, force=True)


# One band. ------------------------------------------------------------------------------------------------------------

Cell = tuple[str, str]


def band(
    sheet: Sheet, scale: Scale, on: date, *, tried: date | None = None,
    is_rest: Callable[[date], bool] | None = None,
) -> Line:
    """A task over the days of a scale, in exactly its width."""
    row: list[Cell] = [_blank(scale, at, is_rest) for at in range(scale.width)]
    begin, end = _day(sheet["begin"]), _day(sheet["end"])
    if end is None:
        _open_end(row, scale.cell(begin or on))
    else:
        _bar(row, sheet, scale.cell(begin or end), scale.cell(end))
        _tail(row, sheet, scale, end, on)
    if tried is not None and end is not None:
        _try(row, scale.cell(end), scale.cell(tried))
    _put(row, scale.cell(on), TODAY, "plot-today")
    _marks(row, sheet, scale, on)
    if end is not None:
        _put(row, scale.cell(end), FIRST if tried is not None else DUE)
    if tried is not None:
        _put(row, scale.cell(tried), DUE, "chosen")
    return _joined(row)


def _blank(scale: Scale, at: int, is_rest: Callable[[date], bool] | None) -> Cell:
    return " ", "plot" if is_rest is not None and is_rest(scale.day(at)) else "base"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _put(row: list[Cell], at: int, sign: str, style: str = "") -> None:
    """A sign in a cell, on the ground that is there where no style is named."""
    if 0 <= at < len(row):
        row[at] = sign, style or row[at][1]


def _fill(row: list[Cell], first: int, last: int, cell: Cell) -> None:
    for at in range(max(first, 0), min(last + 1, len(row))):
        row[at] = cell


def _open_end(row: list[Cell], begin: int) -> None:
    """A task without a last day goes on."""
    _fill(row, begin, len(row) - 1, (".", "quiet"))


def _bar(row: list[Cell], sheet: Sheet, begin: int, end: int) -> None:
    """From the first day to the due day, the share done in the colour of the light."""
    share = 1.0 if sheet["light"] == DONE else sheet["progress"] or 0.0
    done = round((end - begin + 1) * min(1.0, max(0.0, share)))
    colour = "full" if sheet["light"] == "grey" else sheet["light"]
    _fill(row, begin, end, ("-" if look.is_plain() else " ", "empty"))
    _fill(row, begin, begin + done - 1, ("=" if look.is_plain() else " ", colour))


def _tail(row: list[Cell], sheet: Sheet, scale: Scale, end: date, on: date) -> None:
    """What lies behind the due day: the days it is late, and where it is foreseen to end; and the day first set."""
    if sheet["light"] == RED and on > end:
        _fill(row, scale.cell(end) + 1, scale.cell(on) - 1, (".", "warn"))
    foreseen = _day(sheet["forecast"]["finish"]) if sheet["forecast"] else None
    if foreseen is not None and sheet["light"] != DONE:
        if foreseen > end:
            _fill(row, scale.cell(end) + 1, scale.cell(foreseen) - 1, ("-", "warn"))
        _put(row, scale.cell(foreseen), FINISH, "warn" if foreseen > end else "")
    if sheet["original_due"] not in {None, sheet["end"]}:
        _put(row, scale.cell(date.fromisoformat(sheet["original_due"])), FIRST)


def _try(row: list[Cell], end: int, tried: int) -> None:
    """The stretch between the due day and the one that is tried."""
    low, high = (end + 1, tried) if tried > end else (tried, end)
    _fill(row, low, high, (TRIED, "plot-ahead"))


def _marks(row: list[Cell], sheet: Sheet, scale: Scale, on: date) -> None:
    """Milestones and turns on their days; the due day of a target is that of its band."""
    for mark in sheet["marks"]:
        day = date.fromisoformat(mark["on"])
        if mark["kind"] == "target" and mark["on"] == sheet["end"]:
            continue
        if mark["light"] == DONE:
            _put(row, scale.cell(day), KEPT)
        elif day < on:
            _put(row, scale.cell(day), LATE, "red")
        else:
            _put(row, scale.cell(day), OPEN)


def _joined(row: Sequence[Cell]) -> Line:
    """Cells of one style as one span."""
    line: Line = []
    for sign, style in row:
        if line and line[-1][1] == style:
            line[-1] = line[-1][0] + sign, style
        else:
            line.append((sign, style))
    return line


def legend(width: int) -> Line:
    """What the signs mean, as many as there is room for."""
    told = (
        (DUE, _("due"), "title"), (OPEN, _("still open"), "title"), (KEPT, _("delivered"), "title"),
        (LATE, _("late"), "red"), (FINISH, _("foreseen"), "warn"), (FIRST, _("first set"), "title"),
        (TODAY, _("today"), "plot-today"),
    )
    done = _("share done")
    line: Line = [(" ", "quiet"), ("==" if look.is_plain() else "  ", "green"), (f" {done}", "quiet")]
    for sign, name, style in told:
        part: Line = [("  ", "quiet"), (sign, style), (f" {name}", "quiet")]
        if look.length(line) + look.length(part) <= width:
            line += part
    return line
