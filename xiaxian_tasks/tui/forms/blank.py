"""A form before anything is done with it: its lines at the foot of the screen, and how one goes through them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.tui import places
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.chrome import Bar, Footer, Lines, TooSmall
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.paper import Layout
from xiaxian_tasks.tui.width import cells, fit

if TYPE_CHECKING:
    from xiaxian_tasks.tui.app import Xiaxian

Answer = TypeVar("Answer")


class Row(NamedTuple):
    """One line of a form: its label, what is typed into or chosen from (its id names it), and what is said behind it.

    What is said takes the place of the hint within the line, so that it stays while one types. A hidden line is shown
    once it is needed, or holds something typed before.
    """

    label: str
    widget: Widget
    behind: str = ""
    is_hidden: bool = False

    def compose(self) -> ComposeResult:
        """The widgets of the line."""
        is_wide = "-with-more" if self.behind else "label"
        yield Bar(lambda width: [(fit(f" {self.label}", width), "quiet")], classes=is_wide)
        yield self.widget
        if self.behind:
            self.widget.add_class("-short")
            yield Bar(lambda width: [(fit(f" {self.behind}", width), "quiet")])


class Blank(ModalScreen[Answer]):
    """What is asked and where it is typed. `PLACE` names its keys, `FIRST` what the caret may begin in."""

    PLACE: ClassVar[str] = ""
    FIRST: ClassVar[str] = "Field, Choice"
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    DEFAULT_CSS = """
    Blank { align: left bottom; background: transparent; layers: default over; }
    Blank #form { height: auto; width: 100%; background: $ground; }
    Blank #asked { height: auto; max-height: 18; overflow: hidden auto; scrollbar-size: 0 0; }
    Blank #asked Horizontal { height: 1; }
    Blank .label { width: 10; }
    Blank .-hidden { display: none; }
    Blank .-with-more { width: 24; }
    Blank Field.-short { width: 16; }
    Blank #said { height: 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_old = False
        """Whether it holds what was typed before and not saved."""

    def heading(self) -> str:
        """What stands over the form."""
        return ""

    def rows(self) -> Iterator[Row]:
        """Everything that is asked."""
        yield from ()

    def below(self) -> ComposeResult:
        """What stands below the lines that are asked."""
        yield from ()

    @property
    def office(self) -> Office:
        """The office it is filled in at."""
        return self.desk.office

    @property
    def desk(self) -> "Xiaxian":
        return cast("Xiaxian", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Bar(self._head, ground="head")
            with VerticalScroll(id="asked", can_focus=False):
                for row in self.rows():
                    with Horizontal(classes="-hidden" if row.is_hidden else ""):
                        yield from row.compose()
            yield from self.below()
            yield Lines(id="said")
            yield Footer(self._places)
        yield TooSmall()

    def _head(self, width: int) -> Line:
        """What the form is, and that it holds what was typed before and not saved."""
        told = _("typed before, not saved; Ctrl+R begins anew") + " " if self.is_old else ""
        day = f" {self.counts_from()} " if self.counts_from() else ""
        room = max(width - cells(told) - cells(day), 1)
        return [(fit(f" {self.heading()}", room), "head"), (told, "head"), (day, "yellow")]

    def counts_from(self) -> str:
        """The day from which what is recorded here counts, where it is not the true one."""
        return ""

    def _places(self) -> tuple[str, ...]:
        has_choice = any(choice.can_focus for choice in self.query(Choice))
        return (self.PLACE, places.CHOICE) if has_choice else (self.PLACE,)

    def say(self, make: Layout) -> None:
        """Show what came, or would come, of it."""
        self.query_one("#said", Lines).say(make)

    def typed(self, key: str) -> str:
        """What was typed under a name; "" where there is nothing of the kind."""
        return "".join(field.value.strip() for field in self.query(f"#{key}").results(Field))

    def said(self) -> dict[str, str]:
        """Everything typed and chosen, by name; a choice gives what the chosen one means."""
        found = {field.id or "": field.value.strip() for field in self.query(Field) if field.value.strip()}
        for choice in self.query(Choice):
            found |= choice.meant
        return found

    def show_row(self, key: str) -> None:
        """Show the line of this name, which was hidden till now."""
        for widget in self.query(f"#{key}"):
            if widget.parent is not None and widget.parent.has_class("-hidden"):
                widget.parent.remove_class("-hidden")
                if self.focused is None:
                    self.set_focus(widget)

    def begin(self) -> None:
        """Put the caret into the first line that is shown."""
        shown = (each for each in self.query(self.FIRST) if each.can_focus and not _is_hidden(each))
        self.set_focus(next(shown, None))

    def action_next_field(self) -> None:
        self.focus_next("Field, Choice")

    def action_previous_field(self) -> None:
        self.focus_previous("Field, Choice")

    def action_leave(self) -> None:
        self.dismiss(None)


def _is_hidden(widget: Widget) -> bool:
    return widget.parent is not None and widget.parent.has_class("-hidden")
