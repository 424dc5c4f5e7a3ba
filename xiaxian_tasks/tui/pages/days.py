"""What a page over days does: which days are shown, and what is known of them, asked beside the screen."""

from datetime import date

from xiaxian_tasks.office import almanac
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.widgets.month import MonthGrid


class DaysPage(Page):
    """A page with a sheet of days."""

    def __init__(self) -> None:
        super().__init__()
        self._body = ""
        self._asked: tuple[date, date, str] | None = None

    @property
    def grid(self) -> MonthGrid:
        """The days."""
        return self.query_one(MonthGrid)

    def reread(self) -> None:
        if self.grid.today != self.desk.office.on:
            self.grid.today = self.desk.office.on
            self.grid.go(self.grid.today)
        self._asked = None
        self._read()

    def _read(self) -> None:
        """Ask for the days that are shown, where they were not asked for yet: a day of a month is told with its month,
        a week that lies in two months by itself."""
        grid = self.grid
        first, last = (grid.first if grid.by_week else grid.on.replace(day=1)), grid.last
        wanted = first, last, self._body
        if self._asked == wanted:
            return
        self._asked = wanted
        self.beside(lambda office: almanac.days_of(office, first, last, body=wanted[2]), self._take)

    def _take(self, found: Sheet) -> None:
        self.grid.days = {day["on"]: day for day in found["days"]}
        self.grid.refresh()
        self._tell()

    def _moved(self) -> None:
        self._read()
        self._tell()

    def _tell(self) -> None:
        """Show what is known of the day under the cursor."""

    def action_leaf(self, by: int) -> None:
        """So many months on, or weeks."""
        self.grid.action_leaf(by)

    def action_this_day(self) -> None:
        self.grid.go(self.desk.office.on)

    def action_by_week(self) -> None:
        self.grid.by_week = not self.grid.by_week
        self.grid.refresh()
        self._read()
