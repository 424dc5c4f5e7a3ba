"""任务: every task in a list, narrowed while one types; the task under the cursor beside it or below."""

from collections.abc import Callable, Iterator
from typing import cast

from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from xiaxian_tasks.domain.parse import parse
from xiaxian_tasks.domain.query import text_of
from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import histories, lists
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import SORTS
from xiaxian_tasks.tui import acts, places, speak, telling
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.roll import Index, Roll, Scope, read_index
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.table import TaskTable
from xiaxian_tasks.tui.width import cells, fit
from xiaxian_tasks.wording import sentences

PAUSE = 0.04
"""Seconds of rest after a key before the list is narrowed: an input method commits several characters at once."""

MOST = 32
"""Cells of the name of a plan or body before the filter."""


class Filter(Field):
    """The line that narrows the list."""

    BINDINGS = acts.bindings(places.FILTER)

    def action_to_rows(self) -> None:
        """To the list, narrowed by all that was typed: what is done next is done to the task one sees."""
        cast("TasksPage", self.screen).narrow()
        self.screen.set_focus(self.screen.query_one(TaskTable))

    def action_wipe(self) -> None:
        self.value = ""

    def action_clear(self) -> None:
        """What is typed first, then the plan or body the list is of; where there is neither, back to the list."""
        if self.value:
            self.value = ""
        else:
            cast("TasksPage", self.screen).action_clear()
            self.action_to_rows()


class Caption(Bar):
    """What the list is of, before the filter: one plan or body, or just that it is filtered."""

    def call(self, scope: Scope) -> None:
        """Name a plan or body, as wide as its name needs."""
        text, ground = _("Filter"), "quiet"
        if scope.name:
            kind = _("Plan") if scope.plan else _("Led or supported by")
            text, ground = f"{kind} {scope.name}", "chosen"
        self.styles.width = min(cells(text) + 3, MOST)
        self.say(lambda width: [(fit(f" {text}", width - 1), ground), (" ", "base")])


class Counts(Bar):
    """Behind the filter: how many tasks answer and in which order, or why the filter cannot be read as it stands."""

    def __init__(self, roll: Callable[[], Roll | None]) -> None:
        super().__init__(self._line, id="state")
        self._roll = roll
        self._slip = ""

    def complain(self, slip: str) -> None:
        """What is wrong with the filter, for which there is more room; "" where nothing is."""
        self._slip = slip
        self.styles.width = "2fr" if slip else None
        self.refresh()

    def _line(self, width: int) -> Line:
        roll = self._roll()
        if self._slip:
            return [(fit(f" {self._slip}", width), "quiet")]
        if roll is None:
            return []
        text = _("{shown}/{total}, by {order}").format(shown=len(roll), total=roll.total, order=speak.sort(roll.sort))
        return [(" " * max(width - cells(text) - 1, 1) + text, "quiet")]


class TasksPage(Page):
    """The task list (任务)."""

    PLACE = places.TASKS
    BINDINGS = acts.bindings(places.TASKS)
    CSS = """
    #filter { height: 1; }
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
        self._scope = Scope()
        self._sort = SORTS[0]

    def body(self) -> Iterator[Widget]:
        with Horizontal(id="filter"):
            yield Caption()
            yield Filter(_("type words or pinyin initials"))
            yield Counts(lambda: self.roll)
        with Horizontal(id="list"):
            with Vertical(id="left"):
                yield Bar(self.heading, ground="head", id="columns")
                yield TaskTable()
                yield Lines(id="brief")
            yield Paper(id="pane")

    def on_mount(self) -> None:
        self.table.when_moved = self._tell
        self.table.when_measured = self.query_one("#columns", Bar).refresh
        self.query_one("#pane", Paper).is_beside = True
        self.query_one(Caption).call(self._scope)
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
            self.roll = Roll(self.desk.office, scope=self._scope)
            self.roll.begin()
        self.roll.forget()
        self._show(self.current())
        self._read_index(self.roll.sort)

    def _show(self, at: Sheet | None) -> None:
        """Show the list as it is, with the cursor on the same task if it is still there."""
        assert self.roll is not None
        place = self.roll.place_of(at["id"]) if at else None
        self.table.show(self.roll, self.table.cursor if at and place is None else place or 0)
        self.query_one(Counts).refresh()

    def _read_index(self, sort: str) -> None:
        assert self.roll is not None
        scope, text = self._scope, self.roll.text
        self.beside(lambda office: read_index(office, sort, scope, text), self._take)

    def _take(self, index: Index) -> None:
        assert self.roll is not None
        at = self.current()
        self.roll.take(index)
        self._show(at)

    # The filter.

    def on_input_changed(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self.narrow)

    def narrow(self) -> None:
        """Show what answers to the filter as it stands; while the whole list is not there, its first rows.

        A filter that cannot be read, or names nobody yet, leaves the list as it is and says so beside it.
        """
        if self.roll is None:
            return
        typed = self.query_one(Filter).value
        state = self.query_one(Counts)
        try:
            asked = parse(typed)
            lists.query(self.desk.office, lists.Asked(text=typed))
        except XiaxianError as slip:
            state.complain(" ".join(line.strip() for line in sentences.in_short(slip)))
            return
        state.complain("")
        roll, words, question = self.roll, asked.words, (text_of(asked.beside_words), asked.sort or self._sort)
        if question != (roll.text, roll.sort):
            roll.words, (roll.text, roll.sort) = words, question
            self._begin(None)
        elif words != roll.words:
            roll.narrow(words)
            if roll.index is None:
                roll.begin()
            self._show(None)

    def on_task_table_typed(self, event: TaskTable.Typed) -> None:
        """Chinese typed over the list begins a filter."""
        field = self.query_one(Filter)
        self.set_focus(field)
        field.insert_text_at_cursor(event.text)

    async def action_find(self) -> None:
        field = self.query_one(Filter)
        field.cursor_position = len(field.value)
        self.set_focus(field)

    def action_clear(self) -> None:
        """All tasks again: neither words nor a plan or body."""
        self.query_one(Filter).value = ""
        if self._scope != Scope():
            self.narrow_to(Scope())

    def narrow_to(self, scope: Scope) -> None:
        """Show the tasks of one plan or body only, or of all."""
        self._scope = scope
        self.query_one(Filter).value = ""
        self.query_one(Caption).call(scope)
        self.set_focus(self.table)
        if self.roll is not None:
            at = self.current()
            self.roll.scope, self.roll.words, self.roll.text, self.roll.sort = scope, (), "", self._sort
            self._begin(at if scope == Scope() else None)

    def _begin(self, at: Sheet | None) -> None:
        """Read the list from its first rows on."""
        assert self.roll is not None
        self.roll.begin()
        self._show(at)
        self._read_index(self.roll.sort)

    def places(self) -> tuple[str, ...]:
        return (places.FILTER,) if isinstance(self.focused, Filter) else (self.PLACE,)

    def action_sort(self) -> None:
        assert self.roll is not None
        self._sort = self.roll.sort = SORTS[(SORTS.index(self.roll.sort) + 1) % len(SORTS)]
        self._begin(None)

    # The task under the cursor.

    def _tell(self) -> None:
        sheet, office = self.current(), self.desk.office
        if sheet is None:
            nothing = _("No task matches.")
            self.query_one("#brief", Lines).say(lambda _width: [[(f" {nothing}", "quiet")]])
            self.query_one("#pane", Paper).show(lambda _width: [])
            return
        told = telling.Told(sheet, [], office.on, office.workdays)
        self.query_one("#brief", Lines).say(lambda width: telling.brief(told, width))

        def whole(width: int) -> list[Line]:  # the history is read only where there is a pane to show it in
            return telling.task(told._replace(history=histories.of_task(office, told.sheet["id"])), width)

        self.query_one("#pane", Paper).show(whole)
