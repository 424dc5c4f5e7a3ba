"""A page over a list of lines, and what is told of the one under the cursor beside it or below."""

from xiaxian_tasks.tui.pages.page import Page
from xiaxian_tasks.tui.widgets.listing import Listing
from xiaxian_tasks.tui.widgets.paper import Paper


class LinedPage(Page):
    """A page with a list that has the focus first, and one text."""

    @property
    def listing(self) -> Listing:
        """The list."""
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.listing.when_moved = self._moved
        self.query_one(Paper).is_beside = True
        self.set_focus(self.listing)

    def _moved(self) -> None:
        """Another line is under the cursor."""
