"""Opening one task's page from a list that is no task table."""

from typing import TYPE_CHECKING, cast

from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.sight import sheet as sheet_of
from xiaxian_tasks.tui.widgets.table import TaskTable

if TYPE_CHECKING:
    from xiaxian_tasks.tui.pages.page import Page


class Around:
    """The tasks of a list as the page of one task steps through them: a cursor, and the task under it."""

    def __init__(self, office: Office, tasks: list[str], cursor: int) -> None:
        self._office = office
        self._tasks = tasks
        self._cursor = cursor

    @property
    def cursor(self) -> int:
        """The place of the task that is open."""
        return self._cursor

    @cursor.setter
    def cursor(self, place: int) -> None:
        """Another place; the list ends at its ends."""
        self._cursor = max(0, min(place, len(self._tasks) - 1))

    @property
    def sheet(self) -> Sheet | None:
        """The task that is open."""
        row = self._office.store.task(self._tasks[self._cursor], self._office.on)
        return sheet_of(self._office, row) if row else None


async def open_task(page: "Page", task: str, others: list[str] | None = None) -> None:
    """Open a task's page; `others` are the ids of the tasks to step through, its own among them."""
    from xiaxian_tasks.tui.pages.detail import DetailPage

    tasks = list(dict.fromkeys(others or [task]))
    around = Around(page.desk.office, tasks, tasks.index(task))
    if around.sheet is not None:
        await page.desk.push_screen(DetailPage(cast(TaskTable, around)))
