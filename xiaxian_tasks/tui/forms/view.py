"""Something to read over a screen, until it is closed."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.chrome import Bar, TooSmall, footer
from xiaxian_tasks.tui.widgets.paper import Layout, Paper
from xiaxian_tasks.tui.width import fit

MOST = 14
"""Lines shown at once; more are scrolled to."""


class ViewScreen(ModalScreen[bool]):
    """A text under a heading, at the foot of the screen."""

    PLACE = places.VIEW
    BINDINGS = acts.bindings(places.VIEW)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    DEFAULT_CSS = """
    ViewScreen { align: left bottom; background: transparent; layers: default over; }
    ViewScreen #view { height: auto; width: 100%; background: $ground; }
    """

    def __init__(self, title: str, tell: Layout) -> None:
        super().__init__()
        self._title, self._tell = title, tell

    def compose(self) -> ComposeResult:
        with Vertical(id="view"):
            yield Bar(self._heading, ground="head")
            yield Paper()
            yield Bar(lambda width: footer((self.PLACE,), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        paper = self.query_one(Paper)
        paper.styles.height = min(max(len(self._tell(self.app.size.width)), 1), MOST)
        paper.show(self._tell)
        self.set_focus(paper)

    def _heading(self, width: int) -> Line:
        return [(fit(f" {self._title}", width), "head")]

    def action_leave_it(self) -> None:
        self.dismiss(False)
