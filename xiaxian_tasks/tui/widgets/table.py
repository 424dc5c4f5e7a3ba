"""The task table: draws the rows that are seen and reads no others, so that it costs the same at any length.

(Textual's DataTable measures every cell of every row: 19 s at 100,000 rows, where this takes no time.)
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line, bar, strip
from xiaxian_tasks.tui.roll import Fixed, Source
from xiaxian_tasks.tui.width import cells, fit, fit_middle

NUMBER, NUMBER_AT_MOST = 10, 20
"""Cells of the number: so many at least, and as many as the longest on the page needs."""

ROOMY = 100
"""From this width on the long columns have room."""


class Columns(NamedTuple):
    """Cells of each column; they are parted by one blank, after a mark of one cell and a light of four."""

    number: int
    title: int
    lead: int
    due: int
    progress: int
    gap: int


def columns(width: int, number: int = NUMBER) -> Columns:
    """The columns of a table this wide, `number` cells of it for the number."""
    due, progress, gap = (10 if width >= ROOMY else 8), (10 if width >= ROOMY else 7), 6
    rest = width - 5 - number - due - progress - gap - 6
    lead = max(8, min(26, rest // 3))
    return Columns(number, max(4, rest - lead), lead, due, progress, gap)


def heading(width: int, number: int = NUMBER) -> Line:
    """The names of the columns."""
    sizes = columns(width, number)
    names = zip(sizes, (_("No."), _("Task"), _("Lead"), _("Due"), _("Done"), _("Gap")), "<<<<<>", strict=True)
    titles = " ".join(fit(name, size, align) for size, name, align in names)
    return [(" " + fit(_("Lgt"), 4) + " " + titles, "head")]


def row_line(sheet: Sheet, label: str, width: int, ground: str, number: int = NUMBER) -> Line:
    """One task as a row: light, number, title, lead, due day, share done over its bar, gap in points."""
    sizes = columns(width, number)
    called = fit_middle(called_by(sheet, label), sizes.number)
    title, lead = fit(sheet["title"], sizes.title), fit("、".join(sheet["lead"]) or "-", sizes.lead)
    due = fit(short_day(sheet["due"], sizes.due), sizes.due)
    done = "" if sheet["progress"] is None else speak.percent(sheet["progress"])
    gap = fit("" if sheet["gap"] is None else speak.points(sheet["gap"]), sizes.gap, ">")
    line: Line = [
        (" " if ground == "base" else ">", ground),
        (f" {speak.glyph(sheet['light'])} ", sheet["light"]),
        (f" {called} {title} {lead} {due} ", ground),
    ]
    line += bar(done, sheet["progress"], sizes.progress) if done else [(fit("-", sizes.progress), ground)]
    return [*line, (f" {gap}", ground)]


def called_by(sheet: Sheet, label: str) -> str:
    """The number of a task with its plan's short name: 21号/13."""
    return f"{label}/{sheet['number']}"


def short_day(iso: str | None, width: int) -> str:
    """A day in the room there is: 2023-12-31 or 23-12-31."""
    return "-" if iso is None else iso if width >= 10 else iso[2:]


class TaskTable(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of tasks with one under the cursor."""

    DEFAULT_CSS = "TaskTable { height: 1fr; overflow: hidden hidden; }"
    BINDINGS = acts.bindings(places.ROWS)

    cursor: reactive[int] = reactive(0, repaint=False)

    class Typed(Message):
        """Something was typed that is no key of ours: the beginning of a filter."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.source: Source = Fixed()
        self.labels: dict[str, str] = {}
        self.number = NUMBER
        self.when_measured: Callable[[], object] = lambda: None
        """Called when the columns may have changed."""
        self.when_moved: Callable[[], None] = lambda: None
        """Called at once when another task is under the cursor, so that both are painted together."""

    def show(self, source: Source, cursor: int = 0) -> None:
        """Show a source, or the same one after it has changed."""
        self.source = source
        self.virtual_size = Size(self.size.width, len(source))
        self.set_reactive(TaskTable.cursor, self.validate_cursor(cursor))
        self.number = NUMBER
        self._follow(self.cursor)
        self.refresh()
        self.when_measured()
        self.when_moved()

    @property
    def sheet(self) -> Sheet | None:
        """The task under the cursor."""
        return self.source.sheet(self.cursor) if len(self.source) else None

    def render_line(self, y: int) -> Strip:
        index, width = y + self.scroll_offset.y, self.size.width
        found = self.source.sheet(index) if index < len(self.source) else None
        if found is None:
            return strip([], width)
        ground = "base" if index != self.cursor else "cursor" if self.has_focus else "cursor-dim"
        return strip(row_line(found, self.labels.get(found["plan"], ""), width, ground, self.number), width, ground)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.source) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        for index in (before, after):
            self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))
        self._follow(after)
        self.when_moved()

    def _follow(self, index: int) -> None:
        """Scroll so that the row is seen."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if index < top:
            self.scroll_to(y=index, animate=False, immediate=True, force=True)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False, immediate=True, force=True)
        self._measure()

    def _measure(self) -> None:
        """Widen the column of numbers for the longest on the page; it stays so wide until another list is shown."""
        top = self.scroll_offset.y
        seen = (self.source.sheet(place) for place in range(top, min(top + self.size.height, len(self.source))))
        called = (called_by(sheet, self.labels.get(sheet["plan"], "")) for sheet in seen if sheet)
        longest = max(map(cells, called), default=0)
        wanted = max(self.number, min(longest, NUMBER_AT_MOST))
        if wanted != self.number:
            self.number = wanted
            self.refresh()
            self.when_measured()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.source))
        self._follow(self.cursor)

    def on_focus(self) -> None:
        self.refresh()

    on_blur = on_focus

    def on_key(self, event: events.Key) -> None:
        if event.character and not event.character.isascii() and event.is_printable and not acts.is_key(event.key):
            event.stop()
            self.post_message(self.Typed(event.character))

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < len(self.source):
            self.cursor = index

    def on_mouse_scroll_down(self) -> None:
        self.cursor += 3

    def on_mouse_scroll_up(self) -> None:
        self.cursor -= 3

    def action_down(self) -> None:
        self.cursor += 1

    def action_up(self) -> None:
        self.cursor -= 1

    def action_page_down(self) -> None:
        self.cursor += max(self.size.height - 1, 1)

    def action_page_up(self) -> None:
        self.cursor -= max(self.size.height - 1, 1)

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = len(self.source) - 1
