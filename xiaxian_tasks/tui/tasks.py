"""任务: every task in a list, narrowed while one types; the task under the cursor beside it or below."""

from collections.abc import Iterator

from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.office import histories
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import SORTS
from xiaxian_tasks.tui import acts, speak, telling
from xiaxian_tasks.tui.chrome import Bar, Lines
from xiaxian_tasks.tui.field import Field
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.page import Page
from xiaxian_tasks.tui.paper import Paper
from xiaxian_tasks.tui.roll import Index, Roll, read_index
from xiaxian_tasks.tui.table import TaskTable, heading
from xiaxian_tasks.tui.width import cells

PAUSE = 0.04
"""Seconds of rest after a key before the list is narrowed: an input method commits several characters at once."""


class Filter(Field):
    """The line that narrows the list."""

    BINDINGS = acts.bindings(acts.FILTER)

    def action_to_rows(self) -> None:
        self.screen.set_focus(self.screen.query_one(TaskTable))

    def action_clear(self) -> None:
        if not self.value:
            self.action_to_rows()
        self.value = ""


class TasksPage(Page):
    """The task list (任务)."""

    PLACE = acts.TASKS
    BINDINGS = acts.bindings(acts.TASKS)
    CSS = """
    #filter { height: 1; }
    #filter #label { width: 8; }
    #filter #state { width: 32; }
    #list { height: 1fr; }
    #left { width: 1fr; }
    #left Lines { height: 3; }
    #pane { display: none; }
    TasksPage.-wide #left Lines { display: none; }
    TasksPage.-wide #pane { display: block; width: 42; margin-left: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self.roll: Roll | None = None

    def body(self) -> Iterator[Widget]:
        with Horizontal(id="filter"):
            label = _("Filter")
            yield Bar(lambda _width: [(f" {label} ", "quiet")], id="label")
            yield Filter(_("type words or pinyin initials"))
            yield Bar(self._state, id="state")
        with Horizontal(id="list"):
            with Vertical(id="left"):
                yield Bar(heading, ground="head", id="columns")
                yield TaskTable()
                yield Lines(id="brief")
            yield Paper(id="pane")

    def on_mount(self) -> None:
        self.table.when_moved = self._tell
        self.set_focus(self.table)

    @property
    def table(self) -> TaskTable:
        """The list."""
        return self.query_one(TaskTable)

    def current(self) -> Sheet | None:
        return self.table.sheet

    def reread(self) -> None:
        """The first rows at once, the whole list by a thread; later the list stands until the new one is there."""
        self.table.labels = self.desk.labels
        if self.roll is None:
            self.roll = Roll(self.desk.office)
            self.roll.begin()
        self.roll.forget()
        self._show(self.current())
        self._read_index(self.roll.sort)

    def _show(self, at: Sheet | None) -> None:
        """Show the list as it is, with the cursor on the same task if it is still there."""
        assert self.roll is not None
        place = self.roll.place_of(at["id"]) if at else None
        self.table.show(self.roll, self.table.cursor if at and place is None else place or 0)
        self.query_one("#state", Bar).refresh()

    def _read_index(self, sort: str) -> None:
        self.beside(lambda office: read_index(office, sort), self._take)

    def _take(self, index: Index) -> None:
        assert self.roll is not None
        at = self.current()
        self.roll.take(index)
        self._show(at)

    # The filter.

    def on_input_changed(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._narrow)

    def _narrow(self) -> None:
        words = tuple(self.query_one(Filter).value.lower().split())
        if self.roll and words != self.roll.words:
            self.roll.narrow(words)
            self._show(None)

    def on_task_table_typed(self, event: TaskTable.Typed) -> None:
        """Chinese typed over the list begins a filter."""
        field = self.query_one(Filter)
        self.set_focus(field)
        field.insert_text_at_cursor(event.text)

    def action_find(self) -> None:
        self.set_focus(self.query_one(Filter))

    def action_sort(self) -> None:
        assert self.roll is not None
        self.roll.sort = SORTS[(SORTS.index(self.roll.sort) + 1) % len(SORTS)]
        self.roll.begin()
        self._show(None)
        self._read_index(self.roll.sort)

    def _state(self, width: int) -> Line:
        roll = self.roll
        if roll is None:
            return []
        text = _("{shown}/{total}, by {order}").format(shown=len(roll), total=roll.total, order=speak.sort(roll.sort))
        return [(" " * max(width - cells(text) - 1, 1) + text, "quiet")]

    # The task under the cursor.

    def _tell(self) -> None:
        sheet, on = self.current(), self.desk.office.on
        if sheet is None:
            nothing = _("No task matches.")
            self.query_one("#brief", Lines).say(lambda _width: [[(f" {nothing}", "quiet")]])
            self.query_one("#pane", Paper).show(lambda _width: [])
            return
        self.query_one("#brief", Lines).say(lambda width: telling.brief(sheet, on, width))
        pane = self.query_one("#pane", Paper)
        if pane.display:
            told = telling.Told(sheet, histories.of_task(self.desk.office, sheet["id"]), on)
            pane.show(lambda width: telling.task(told, width))
