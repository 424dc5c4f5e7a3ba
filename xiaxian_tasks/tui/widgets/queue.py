"""The two lists of the page of reminders: bodies to whom something is to be said, and messages, some of them marked."""

from typing import Any

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.widgets.listing import Draw, Listing


class Asks(Listing, inherit_bindings=False):
    """Bodies to whom something is to be said."""

    BINDINGS = [*acts.bindings(places.LINES), *acts.bindings(places.ASKS)]

    def action_its_tasks(self) -> None:
        """What the page does with the body under the cursor."""
        self.post_message(self.Opened())


class Outbox(Listing, inherit_bindings=False):
    """Messages; what is done is done to those that are marked, else to the one under the cursor."""

    BINDINGS = [*acts.bindings(places.LINES), *acts.bindings(places.OUTBOX)]

    def __init__(self, draw: Draw, **more: Any) -> None:
        super().__init__(draw, **more)
        self.marked: set[str] = set()
        """The ids of the marked messages."""

    def taken(self) -> list[Any]:
        """The marked messages in their order; where none is, the one under the cursor."""
        found = [row for row in self.rows if row["id"] in self.marked]
        return found or [self.row] * (self.row is not None)

    def lead(self, index: int) -> str:
        """Whether the message is marked."""
        return "*" if self.rows[index]["id"] in self.marked else " "

    def unmark(self) -> None:
        """Mark nothing any more."""
        self.marked = set()
        self.refresh()

    def action_send(self) -> None:
        """What the page does where a message is opened."""
        self.post_message(self.Opened())

    def action_mark_message(self) -> None:
        if self.row is not None:
            self.marked ^= {self.row["id"]}
            self.redraw(self.cursor)
            self.cursor += 1

    def action_mark_messages(self) -> None:
        """All that are shown; none where all are marked already."""
        every = {row["id"] for row in self.rows}
        self.marked = set() if every <= self.marked else every
        self.refresh()
