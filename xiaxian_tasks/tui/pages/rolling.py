"""How the task list is read: at once what is painted first, beside the screen all of it, and anew when asked otherwise.

What is wanted (`_asking`) may be ahead of what is shown (`roll.asking`): the list stands as it is until rows come.
"""

from typing import Any

from xiaxian_tasks.office import lists
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.ports import TaskRow
from xiaxian_tasks.tui import recall, speak
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.roll import Asking, Index, Overtaken, Roll, Turns, read_index
from xiaxian_tasks.tui.widgets import columns
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.filter import Counts, Filter
from xiaxian_tasks.tui.widgets.table import TaskTable

SOON = 0.4
"""Seconds of reading after which it is said."""


def plan_titles(office: Office) -> dict[str, str]:
    """The titles of the plans, by id."""
    return {row.id: row.title for row in office.store.plans(counted=False)}


class Rolling(Page):
    """A page with a list of tasks, which is read beside the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.roll: Roll | None = None
        self._asking = Asking()
        self._order = (lists.SORTS[0], False)
        self._wanted = ""
        self._before: Index | None = None
        self._reading: Asking | None = None
        self._turn = 0
        self._titles: dict[str, str] = {}

    @property
    def table(self) -> TaskTable:
        """The list."""
        return self.query_one(TaskTable)

    @property
    def filter(self) -> Filter:
        """The line that narrows it."""
        return self.query_one(Filter)

    def current(self) -> Sheet | None:
        return self.table.sheet

    def reread(self) -> None:
        """The first rows at once, the whole list by a thread; later the list stands until the new one is there."""
        self.table.labels = self.desk.labels
        self.table.on = self.desk.office.on
        if self.roll is None:
            self._asking, words = recall.asking(self)
            self._order = (self._asking.sort, self._asking.reverse)
            self.roll = roll = Roll(self.desk.office, self._asking)
            roll.name_of, roll.words = self.group_name, words
            roll.begin()
        self.roll.office = self.desk.office
        if self._titles:
            self._titles = plan_titles(self.desk.office)
        self.roll.forget()
        self._show(self.current())
        self._read()

    def state(self) -> dict[str, Any]:
        """How the list stands: what it is of, its filter, order and grouping, its marks and columns."""
        return {**super().state(), **recall.list_state(self, self._asking, self._order)}

    def recall(self) -> None:
        """Stand on the same task; where it is not among the first rows, once all of them are there."""
        at = self.kept("at", "")
        self._wanted = "" if not at or recall.stand_on(self, at) else at

    def _has_still_to_find(self) -> Sheet | None:
        """The task to stand on once the list is there whole, unless the cursor was moved meanwhile."""
        wanted, self._wanted = self._wanted, ""
        return {"id": wanted} if wanted and self.table.cursor == 0 else None

    def group_name(self, by: str, code: str) -> str:
        """How a group is called."""
        if by in {"plan", "section"}:
            plan, _slash, section = code.partition("/")
            label = self.desk.labels.get(plan, plan)
            return f"{label} {section or (self._titles.get(plan, '') if by == 'plan' else '')}".strip()
        return speak.group(by, code)

    def _show(self, at: Sheet | None) -> None:
        """Show the list as it is, with the cursor on the same task if it is still there."""
        roll, table = self.roll, self.table
        assert roll is not None
        place = roll.place_of(at["id"]) if at else None
        table.months = roll.months
        self._mark_order()
        first = 1 if roll.groups and not roll.groups[0].is_folded else 0  # a task, not the head of its group
        table.show(roll, table.cursor if at and place is None else first if place is None else place)
        self.count()

    def _mark_order(self) -> None:
        """Say in the heading by which column the list is sorted."""
        assert self.roll is not None
        sort, codes = self.roll.asking.sort, self.table.form.codes
        fitting = [code for code in codes if columns.COLUMNS[code].sort == sort]
        by = sort if sort in fitting else next(iter(fitting), "")
        self.table.order = (by, self.roll.asking.reverse)

    def count(self) -> None:
        """Say how many tasks there are, and how many of them are marked."""
        counts = self.query_one(Counts)
        counts.roll, counts.marked = self.roll, len(self.table.marks)
        counts.refresh()
        self.query_one("#twin", Bar).refresh()

    # Reading.

    def _read(self, at: Sheet | None = None, *, anew: bool = False) -> None:
        """Read the whole list by a thread; `anew` its first rows before, as what is shown now was asked otherwise."""
        assert self.roll is not None
        asking, words = self._asking, self.roll.words
        before = self.roll.index or self._before
        self._turn = turn = self._turn + 1
        turns = Turns(lambda: turn == self._turn)
        ahead = Roll(self.desk.office, asking)
        ahead.words = words

        def read(office: Office) -> Index | None:
            if anew and not asking.by and asking.sort not in lists.RECKONED:
                self.desk.call_from_thread(self._take_first, asking, ahead.first(office), at)
            try:
                return read_index(office, asking.asked(), by=asking.by, before=before, turns=turns)
            except Overtaken:
                return None

        if anew:
            self._reading = asking
            self.set_timer(SOON, self._say_reading)
        self.beside(read, lambda index: self._take(asking, index, at, anew=anew))

    def _say_reading(self) -> None:
        """Say that another list is being read, where it takes long enough to be noticed."""
        counts = self.query_one(Counts)
        counts.is_reading = self._reading is not None
        counts.refresh()

    def _take_first(self, asking: Asking, rows: list[TaskRow], at: Sheet | None) -> None:
        """The first rows are there, if they are still wanted."""
        assert self.roll is not None
        if asking == self._asking:
            self.roll.asking = asking
            self._before = self.roll.index or self._before
            self.roll.begin(rows)
            self._show(at)

    def _take(self, asking: Asking, index: Index | None, at: Sheet | None, *, anew: bool) -> None:
        """All of it is there. Whoever has moved meanwhile stays where he is."""
        assert self.roll is not None
        if asking != self._asking or index is None:
            return
        self._reading = None
        self.query_one(Counts).is_reading = False
        here = self.current()
        if wanted := self._has_still_to_find():
            here = wanted
        stands = self.roll.asking == asking and not (anew and asking.by)
        self.roll.asking = asking
        self.roll.take(index)
        self._before = None
        if not (asking.scope.plan or asking.scope.body or asking.text):
            known = set(index.ids)
            self.table.marks = {task: None for task in self.table.marks if task in known}
        self._show(here if stands else at)
        self.desk.reopen(self.table)

    def _ask(self, asking: Asking, at: Sheet | None = None) -> None:
        """Ask for another list."""
        self._asking = asking
        self._read(at, anew=True)
