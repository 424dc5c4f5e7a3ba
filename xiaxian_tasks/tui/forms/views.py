"""Saved views (视图): one is chosen by its name, the filter that stands is saved under a name, one is dropped."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from xiaxian_tasks.errors import XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office import views
from xiaxian_tasks.tui import acts, places, speak
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, TooSmall, footer
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.width import fit
from xiaxian_tasks.wording import queries

if TYPE_CHECKING:
    from xiaxian_tasks.tui.app import Xiaxian

NAME, HEIGHT = 18, 10
"""Cells of a view's name, and lines of views."""


class ViewsScreen(ModalScreen[str | None]):
    """A line for a name, and the views whose name or query answers to it."""

    BINDINGS = acts.bindings(places.VIEWS)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    CSS = """
    ViewsScreen { align: center top; background: transparent; layers: default over; }
    #box { width: 76; height: 16; margin-top: 3; background: $raised; }
    #box Lines { height: 1fr; }
    """

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query = query
        self._known: dict[str, str] = {}
        self._at = 0
        self._dropping = ""

    @property
    def desk(self) -> "Xiaxian":
        """The program this screen belongs to."""
        return cast("Xiaxian", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Bar(lambda width: [(fit(f" {_(places.PLACES[places.VIEWS].title)}", width), "head")])
            yield Field(_("a name: Enter takes the view, F9 saves the filter under it"))
            yield Lines()
            yield Bar(self._filter, id="filter-now")
            yield Bar(id="told")
            yield Bar(lambda width: footer((places.VIEWS,), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Field))
        self.query_one(Lines).say(self._lines)
        self._reread()

    def _reread(self) -> None:
        try:
            self._known = views.known(self.desk.office)
        except XiaxianError as error:
            self._tell(next(speak.error(error)), "warn")
        self.query_one(Lines).refresh()

    def _filter(self, width: int) -> Line:
        text = _("Filter now: {query}").format(query=queries.said(self._query)) if self._query else _("No filter now.")
        return [(fit(f" {text}", width), "quiet")]

    def _tell(self, text: str, style: str = "good") -> None:
        self.query_one("#told", Bar).say(lambda width: [(fit(f" {text}", width), style)])

    @property
    def _found(self) -> list[tuple[str, str]]:
        """The views that answer to what is typed."""
        words = self.query_one(Field).value.lower().split()
        return [
            (name, query) for name, query in self._known.items()
            if all(word in f"{name} {query}".lower() for word in words)
        ]

    def _lines(self, width: int) -> list[Line]:
        first = max(0, self._at - HEIGHT + 1)
        lines: list[Line] = []
        for place, (name, query) in enumerate(self._found[first:], start=first):
            here = place == self._at
            text = f"{'>' if here else ' '} {fit(name, NAME)} {queries.said(query)}"
            lines.append([(fit(text, width), "cursor" if here else "base")])
        nothing = _("No view is called so.") if self._known else _("No view is saved yet.")
        return lines or [[(f" {nothing}", "quiet")]]

    def on_input_changed(self) -> None:
        self._at = 0
        self.query_one(Lines).refresh()

    def _move(self, to: int) -> None:
        self._at = max(0, min(to, len(self._found) - 1))
        self._dropping = ""
        self.query_one(Lines).refresh()

    def action_next_line(self) -> None:
        self._move(self._at + 1)

    def action_previous_line(self) -> None:
        self._move(self._at - 1)

    def on_input_submitted(self) -> None:
        self.action_take_view()

    def action_take_view(self) -> None:
        """Show what the view asks for."""
        if self._found:
            self.dismiss(self._found[self._at][1])

    def action_save_view(self) -> None:
        """Keep the filter under the name that is typed."""
        try:
            kept = views.save(self.desk.office, self.query_one(Field).value, self._query).content
        except XiaxianError as error:
            self._tell(next(speak.error(error)), "warn")
            return
        self._tell(_("Saved: {name}").format(name=kept["name"]))
        self._reread()

    def action_drop_view(self) -> None:
        """Drop the view under the cursor; the first time it is only said what would be dropped."""
        if not self._found:
            return
        name = self._found[self._at][0]
        if self._dropping != name:
            self._dropping = name
            self._tell(_("Press F4 again to drop “{name}” for everybody.").format(name=name), "warn")
            return
        try:
            views.drop(self.desk.office, name)
        except XiaxianError as error:
            self._tell(next(speak.error(error)), "warn")
            return
        self._tell(_("Dropped: {name}").format(name=name))
        self._at, self._dropping = 0, ""
        self._reread()

    def action_leave(self) -> None:
        self.dismiss(None)
