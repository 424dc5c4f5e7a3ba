"""A form at the foot of the screen: what is asked, what would come of it as one types, and nothing typed is ever lost.

What is typed is kept as a draft until it is saved or thrown away: Esc leaves it, and so does a killed program. While
one types, the office rehearses what is there and the form says what would come of it, or why it would be refused.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widget import Widget

from xiaxian_tasks.errors import Misused, XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.tui import places, speak, telling
from xiaxian_tasks.tui.forms.typed import Papers
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, TooSmall, footer
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.paper import Layout
from xiaxian_tasks.tui.width import cells, fit

if TYPE_CHECKING:
    from xiaxian_tasks.tui.app import Xiaxian

Answer = TypeVar("Answer")

PAUSE = 0.06
"""Seconds of rest after a key before what would come of it is looked at."""


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


class Form(ModalScreen[Answer]):
    """What all forms share. `FORM` names its drafts, `PLACE` its keys, `FIRST` what the caret may begin in; `about` is
    the task (or tasks) it is on."""

    FORM: ClassVar[str] = ""
    FIRST: ClassVar[str] = "Field, Choice"
    PLACE: ClassVar[str] = ""
    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    DEFAULT_CSS = """
    Form { align: left bottom; background: transparent; layers: default over; }
    Form #form { height: auto; width: 100%; background: $ground; }
    Form #asked { height: auto; max-height: 18; overflow: hidden auto; scrollbar-size: 0 0; }
    Form #asked Horizontal { height: 1; }
    Form .label { width: 10; }
    Form .-hidden { display: none; }
    Form .-with-more { width: 24; }
    Form Field.-short { width: 16; }
    Form #said { height: 3; }
    """

    def __init__(self, about: str) -> None:
        super().__init__()
        self.about = about
        self.papers = Papers()
        self._timer: Timer | None = None
        self._has_draft = False
        self._is_old = False

    # What a form is made of.

    def heading(self) -> str:
        """What stands over the form."""
        return ""

    def rows(self) -> Iterator[Row]:
        """Everything that is asked."""
        yield from ()

    def below(self) -> ComposeResult:
        """What stands below the lines that are asked."""
        yield from ()

    def foretold(self, _desk: Office) -> Layout:
        """What would come of what is typed, rehearsed at the office given. Raises XiaxianError for what is refused."""
        return lambda _width: []

    def act(self) -> Answer:
        """Record what is typed. Raises XiaxianError."""
        raise Misused("nothing-to-report")

    # How it works.

    @property
    def office(self) -> Office:
        """The office it is filled in at."""
        return self._desk.office

    @property
    def _desk(self) -> "Xiaxian":
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
            yield Bar(lambda width: footer(self._places(), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        self._restore()
        shown = (each for each in self.query(self.FIRST) if each.can_focus and not _is_hidden(each))
        self.set_focus(next(shown, None))
        self.look()

    def _head(self, width: int) -> Line:
        """What the form is, and that it holds what was typed before and not saved."""
        told = _("typed before, not saved; Ctrl+R begins anew") + " " if self._is_old else ""
        return [(fit(f" {self.heading()}", max(width - cells(told), 1)), "head"), (told, "head")]

    def _places(self) -> tuple[str, ...]:
        has_choice = any(choice.can_focus for choice in self.query(Choice))
        return (self.PLACE, places.CHOICE) if has_choice else (self.PLACE,)

    def say(self, make: Layout) -> None:
        """Show what came, or would come, of it."""
        self.query_one("#said", Lines).say(make)

    # What is typed.

    def typed(self, key: str) -> str:
        """What was typed under a name; "" where there is nothing of the kind."""
        return "".join(field.value.strip() for field in self.query(f"#{key}").results(Field))

    def said(self) -> dict[str, str]:
        """Everything typed and chosen, by name; a choice gives what the chosen one means."""
        found = {field.id or "": field.value.strip() for field in self.query(Field) if field.value.strip()}
        for choice in self.query(Choice):
            found |= choice.meant
        return found

    def on_input_changed(self) -> None:
        self._look_soon()

    def on_choice_changed(self) -> None:
        self._look_soon()

    def _look_soon(self) -> None:
        self._keep()
        self.typed_on()
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self.look)

    def typed_on(self) -> None:
        """Something was typed: what was foretold may no longer hold."""

    def look(self) -> None:
        """Say what would come of what is typed by now."""
        try:
            self.say(self.foretold(rehearsal(self.office)))
        except XiaxianError as error:
            self.complain(error)

    def complain(self, error: XiaxianError, style: str = "quiet") -> None:
        """Say why it would be refused, or was; ask what the rule asks for."""
        self.needed(error)
        self.say(_told(error, style))

    def needed(self, error: XiaxianError) -> None:
        """A rule would refuse it as it stands: what it asks for is asked."""

    def refused(self, error: XiaxianError) -> None:
        """It was to be saved and was refused: where what is amiss is one line of several, go there."""

    def show_row(self, key: str) -> None:
        """Show the line of this name, which was hidden till now."""
        for widget in self.query(f"#{key}"):
            if widget.parent is not None and widget.parent.has_class("-hidden"):
                widget.parent.remove_class("-hidden")
                if self.focused is None:
                    self.set_focus(widget)

    # Drafts.

    @property
    def draft_name(self) -> str:
        """What drafts of this form are kept under."""
        return self.FORM

    def _values(self) -> dict[str, str]:
        """What is typed and chosen as it is kept: by the names of the widgets."""
        found = {field.id or "": field.value for field in self.query(Field) if field.value.strip()}
        return found | {choice.id or "": choice.called for choice in self.query(Choice) if choice.called}

    def _keep(self) -> None:
        values = self._values()
        if values:
            self._desk.kept.keep_draft(self.draft_name, self.about, values)
        elif self._has_draft:
            self.drop_draft()
        self._has_draft = bool(values)

    def drop_draft(self) -> None:
        """What is typed is saved, or thrown away."""
        self._desk.kept.drop_draft(self.draft_name, self.about)

    def _restore(self) -> None:
        """Fill in what was typed before and not saved."""
        draft = self._desk.kept.draft(self.draft_name, self.about)
        for field in self.query(Field):
            field.value = draft.get(field.id or "", field.value)
            field.cursor_position = len(field.value)
            if field.value and field.id:
                self.show_row(field.id)
        for choice in self.query(Choice):
            choice.choose(draft.get(choice.id or "", ""))
        self._has_draft = bool(draft)
        self._is_old = bool(draft)

    # What can be done.

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        if self._timer:
            self._timer.stop()
        try:
            answer = self.act()
        except XiaxianError as error:
            self.refused(error)
            self.complain(error, "warn")
            return
        self.drop_draft()
        self.dismiss(answer)

    def action_anew(self) -> None:
        """Throw away what is typed."""
        for field in self.query(Field):
            field.value = ""
        for choice in self.query(Choice):
            choice.place = 0
        self.drop_draft()
        self._is_old = False
        self.query(Bar).first().refresh()

    def action_next_field(self) -> None:
        self.focus_next("Field, Choice")

    def action_previous_field(self) -> None:
        self.focus_previous("Field, Choice")

    def action_leave(self) -> None:
        self.dismiss(None)


def _is_hidden(widget: Widget) -> bool:
    return widget.parent is not None and widget.parent.has_class("-hidden")


def _told(error: XiaxianError, style: str) -> Layout:
    """Why something is, or would be, refused, as lines."""
    first, *near = speak.error(error)
    texts = [first, " ".join(text.strip() for text in near)] if near else [first]

    def lines(width: int) -> list[Line]:
        return [line for text in texts for line in telling.paragraph(text, width, style=style)]

    return lines
