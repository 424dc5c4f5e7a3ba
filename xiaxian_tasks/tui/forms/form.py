"""A form at the foot of the screen: what is asked, what would come of it as one types, and nothing typed is ever lost.

What is typed is kept as a draft until it is saved or thrown away: Esc leaves it, and so does a killed program. While
one types, the office rehearses what is there and the form says what would come of it, or why it would be refused.
"""

from typing import ClassVar, TypeVar

from textual.timer import Timer

from xiaxian_tasks.errors import Misused, XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.tui import speak, telling
from xiaxian_tasks.tui.forms.meanwhile import Watched
from xiaxian_tasks.tui.forms.typed import Papers
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.pages.frame import Frame
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.paper import Layout

Answer = TypeVar("Answer")

PAUSE = 0.06
"""Seconds of rest after a key before what would come of it is looked at."""


class Form(Watched[Answer]):
    """What all forms share. `FORM` names its drafts; `about` is the task (or tasks) it is on."""

    FORM: ClassVar[str] = ""

    def __init__(self, about: str) -> None:
        super().__init__(about)
        self.papers = Papers()
        self._timer: Timer | None = None
        self._has_draft = False

    # What a form is made of.

    def foretold(self, _desk: Office) -> Layout:
        """What would come of what is typed, rehearsed at the office given. Raises XiaxianError for what is refused."""
        return lambda _width: []

    def act(self) -> Answer:
        """Record what is typed. Raises XiaxianError."""
        raise Misused("nothing-to-report")

    # How it works.

    def on_mount(self) -> None:
        self.watch_task()
        self._restore()
        self.begin()
        self.look()

    # What is typed.

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
            self.desk.kept.keep_draft(self.draft_name, self.about, values)
        elif self._has_draft:
            self.drop_draft()
        self._has_draft = bool(values)

    def drop_draft(self) -> None:
        """What is typed is saved, or thrown away."""
        self.desk.kept.drop_draft(self.draft_name, self.about)

    def _restore(self) -> None:
        """Fill in what was typed before and not saved."""
        draft = self.desk.kept.draft(self.draft_name, self.about)
        for field in self.query(Field):
            field.value = draft.get(field.id or "", field.value)
            field.cursor_position = len(field.value)
            if field.value and field.id:
                self.show_row(field.id)
        for choice in self.query(Choice):
            choice.choose(draft.get(choice.id or "", ""))
        self._has_draft = bool(draft)
        self.is_old = bool(draft)

    # What can be done.

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        if self._timer:
            self._timer.stop()
        try:
            if self.asks_first():
                return
            answer = self.act()
        except XiaxianError as error:
            self.refused(error)
            self.complain(error, "warn")
            return
        self.drop_draft()
        self.dismiss(answer)

    def action_leave(self) -> None:
        """Leave it; what is typed is kept, which the page below says."""
        below = self.desk.screen_stack[-2]
        if self._has_draft and isinstance(below, Frame):
            below.praise(_("What was typed is kept: it stands there when the form is opened again."))
        self.dismiss(None)

    def action_anew(self) -> None:
        """Throw away what is typed."""
        for field in self.query(Field):
            field.value = ""
        for choice in self.query(Choice):
            choice.place = 0
        self.drop_draft()
        self.is_old = False
        self.query(Bar).first().refresh()

def _told(error: XiaxianError, style: str) -> Layout:
    """Why something is, or would be, refused, as lines."""
    first, *near = speak.error(error)
    texts = [first, " ".join(text.strip() for text in near)] if near else [first]

    def lines(width: int) -> list[Line]:
        return [line for text in texts for line in telling.paragraph(text, width, style=style)]

    return lines
