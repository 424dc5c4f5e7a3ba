"""Opening one task's page from a list that is no task table."""

from typing import TYPE_CHECKING, cast

from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.office.sight import sheet as sheet_of
from xiaxian_tasks.tui.widgets.table import TaskTable

if TYPE_CHECKING:
    from xiaxian_tasks.tui.pages.page import Page


class Around:
    """The tasks of a list as the page of one task steps through them: a cursor, and the task under it."""

    def __init__(self, sheets: list[Sheet], cursor: int) -> None:
        self._sheets = sheets
        self._cursor = cursor

    @property
    def cursor(self) -> int:
        """The place of the task that is open."""
        return self._cursor

    @cursor.setter
    def cursor(self, place: int) -> None:
        self._cursor = max(0, min(place, len(self._sheets) - 1))

    @property
    def sheet(self) -> Sheet | None:
        """The task that is open."""
        return self._sheets[self._cursor] if self._sheets else None


async def open_task(page: "Page", task: str, others: list[Sheet] | None = None) -> None:
    """Open a task's page; `others` are the tasks to step through, itself among them."""
    from xiaxian_tasks.tui.pages.detail import DetailPage

    office = page.desk.office
    if others is None:
        row = office.store.task(task, office.on)
        others = [sheet_of(office, row)] if row else []
    places = [place for place, each in enumerate(others) if each["id"] == task]
    if places:
        await page.desk.push_screen(DetailPage(cast(TaskTable, Around(others, places[0]))))
