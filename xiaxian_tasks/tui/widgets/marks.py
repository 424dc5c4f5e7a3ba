"""A list of which several rows are taken: those that are marked."""

from collections.abc import Callable, Sequence
from typing import Any

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.widgets.listing import Draw, Listing

TAKEN, LEFT = "[x] ", "[ ] "
"""Before a row: taken or not; told apart in every character set."""


class Marks(Listing, inherit_bindings=False):
    """Rows to mark; `can_mark` says which may be."""

    BINDINGS = acts.bindings(places.MARKS)

    def __init__(self, draw: Draw, can_mark: Callable[[Any], bool], **more: Any) -> None:
        super().__init__(draw, **more)
        self._can_mark = can_mark
        self.marked: set[int] = set()
        """The places of the marked rows."""
        self.when_marked: Callable[[], None] = lambda: None
        """Called when another row is marked, or no longer."""

    def mark(self, places_of: Sequence[int]) -> None:
        """Mark these rows and no others."""
        self.marked = {place for place in places_of if self._can_mark(self.rows[place])}
        self.refresh()
        self.when_marked()

    def taken(self) -> list[Any]:
        """The marked rows, in their order."""
        return [row for place, row in enumerate(self.rows) if place in self.marked]

    def lead(self, index: int) -> str:
        """Whether the row is taken; blank where it cannot be."""
        return (TAKEN if index in self.marked else LEFT) if self._can_mark(self.rows[index]) else " " * len(LEFT)

    def action_mark_row(self) -> None:
        if self.rows:
            self.mark(sorted(self.marked ^ {self.cursor}))
            self.cursor += 1

    def action_mark_all_rows(self) -> None:
        """All of them; none where all are marked already."""
        every = [place for place, row in enumerate(self.rows) if self._can_mark(row)]
        self.mark([] if self.marked >= set(every) else every)
