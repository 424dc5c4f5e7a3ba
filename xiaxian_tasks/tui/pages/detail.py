"""详情: one task, from its paper to this day."""

from collections.abc import Iterator

from textual.widget import Widget

from xiaxian_tasks.office import histories
from xiaxian_tasks.office.sight import Sheet, sheet
from xiaxian_tasks.tui import acts, places, telling
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.widgets.paper import Paper
from xiaxian_tasks.tui.widgets.table import TaskTable


class DetailPage(Page):
    """One task (详情), with the tasks before and after it in the list it was opened from."""

    PLACE = places.DETAIL
    BINDINGS = acts.bindings(places.DETAIL)

    def __init__(self, table: TaskTable) -> None:
        super().__init__()
        self._table = table
        self._shown_id = table.sheet["id"] if table.sheet else ""
        self._sheet: Sheet | None = None

    def body(self) -> Iterator[Widget]:
        yield Paper()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Paper))

    def current(self) -> Sheet | None:
        return self._sheet

    def reread(self) -> None:
        self._tell(keep_place=True)

    def _tell(self, *, keep_place: bool) -> None:
        office = self.desk.office
        row = office.store.task(self._shown_id, office.on)
        if row is None:
            return
        self._sheet = found = sheet(office, row)
        told = telling.Told(found, histories.of_task(office, found["id"]), office.on, office.workdays)
        self.query_one(Paper).show(lambda width: telling.task(told, width), keep_place=keep_place)

    def action_next(self) -> None:
        self._step(1)

    def action_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self._table.cursor += by
        if found := self._table.sheet:
            self._shown_id = found["id"]
            self._tell(keep_place=False)
