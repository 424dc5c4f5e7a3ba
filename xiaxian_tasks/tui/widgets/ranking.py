"""Bodies in a list, in the order of a measure, or month by month."""

from decimal import Decimal
from typing import Any

from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import ranking
from xiaxian_tasks.tui.look import Line, here
from xiaxian_tasks.tui.ranking import Ranked
from xiaxian_tasks.tui.widgets.listing import Listing


class Ranking(Listing):
    """The bodies of one standing; the cursor stays with its body whatever is shown of it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self._row, **more)
        self.measure = ranking.MEASURES[0]
        self._standings: Sheet | None = None
        self._months: list[str] = []

    @property
    def chosen(self) -> Ranked | None:
        """The body under the cursor."""
        return self.row if isinstance(self.row, Ranked) else None

    def take(
        self, standings: Sheet, lights: dict[str, dict[str, int]], before: Sheet | None, *, by_months: bool
    ) -> None:
        """Show standings, those of the period before for comparison, in the order of the measure."""
        at, self._standings = self.chosen, standings
        self._months = ranking.months_of(standings) if by_months else []
        rows = ranking.ranked(standings, lights, before, self.measure)
        found = [place for place, row in enumerate(rows) if at and row.name == at.name]
        self.show(rows, found[0] if found else 0)

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        inside = (self.size.width or width) - 1
        named = ranking.months_heading(self._months, inside) if self._months else (
            ranking.heading(inside, self.measure)
        )
        line: Line = [(" ", "head"), *named]
        return here(line) if self.has_focus else line

    def _row(self, each: Ranked, width: int, ground: str) -> Line:
        if self._months and self._standings:
            base = Decimal(self._standings["rules"]["base"])
            return ranking.months_row(each, self._months, base, width, ground)
        return ranking.row(each, self.measure, width, ground)
