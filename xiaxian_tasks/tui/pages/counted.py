"""How the board is counted: beside the first frame, and where bodies stand now and then."""

from typing import TYPE_CHECKING, NamedTuple

from textual.timer import Timer

from xiaxian_tasks.office import lists
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui.pages.page import Page

if TYPE_CHECKING:
    from xiaxian_tasks.tui.county import Told

RANKED_UP_TO = 3000
"""A standing folds every history, 0.4 ms a task: the bodies of counties up to this size are ranked by themselves."""

RANKED_EVERY = 10.0
"""Seconds from a change, at least, to the ranking that takes it in: somebody may be writing every second."""


class Counts(NamedTuple):
    """What is asked beside the first frame: lists.board, series.of_county, past.long_past."""

    board: Sheet
    series: Sheet
    past: list[Sheet]


class CountedPage(Page):
    """A page that tells the county, once it has been counted."""

    def __init__(self) -> None:
        super().__init__()
        self.told: Told | None = None
        self._timer: Timer | None = None

    def show_county(self) -> None:
        """Draw what has been counted."""

    def count(self) -> None:
        """Count the county by a thread."""
        self.beside(counts, self._take)

    def _take(self, found: Counts) -> None:
        """The counts are there: show them, and ask where bodies stand; after a change not more often than now and
        then, for that folds every history."""
        from xiaxian_tasks.tui import county

        before, self.told = self.told, county.Told(found.series, found.past, found.board)
        if before is not None:
            self.told = self.told._replace(standing=before.standing)
        self.show_county()
        if sum(plan["total"] for plan in found.board["plans"]) > RANKED_UP_TO:
            return
        if before is None:
            self._rank()
        elif self._timer is None:
            self._timer = self.set_timer(RANKED_EVERY, self._rank)

    def _rank(self) -> None:
        self._timer = None
        self.beside(standings, self._take_standing, group="standing")

    def _take_standing(self, standing: Sheet) -> None:
        if self.told is not None:
            self.told = self.told._replace(standing=standing)
            self.show_county()


def counts(office: Office) -> Counts:
    """What is counted beside the screen."""
    from xiaxian_tasks.office import past, series

    return Counts(lists.board(office), series.of_county(office), past.long_past(office))


def standings(office: Office) -> Sheet:
    """Where bodies stand in the running month."""
    from xiaxian_tasks import assemble
    from xiaxian_tasks.office import standing

    return standing.standings(office, assemble.scoring(), standing.span(office))
