"""A form at the foot of the screen: what is asked, what would come of it as one types, and nothing typed is ever lost.

What is typed is kept as a draft until it is saved or thrown away: Esc leaves it, and so does a killed program. While
one types, the office rehearses what is there and the form says what would come of it, or why it would be refused.
"""

from typing import TypeVar

from textual.timer import Timer

from xiaxian_tasks.errors import Misused, XiaxianError
from xiaxian_tasks.language import _
from xiaxian_tasks.office.desk import Office
from xiaxian_tasks.office.rehearsal import rehearsal
from xiaxian_tasks.tui import speak, telling
from xiaxian_tasks.tui.forms.drafted import Drafted
from xiaxian_tasks.tui.forms.typed import Papers
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.choice import Choice
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.widgets.paper import Layout

Answer = TypeVar("Answer")

PAUSE = 0.06
"""Seconds of rest after a key before what would come of it is looked at."""


class Form(Drafted[Answer]):
    """What all forms share. `about` is the task (or tasks) it is on."""

    def __init__(self, about: str) -> None:
        super().__init__(about)
        self.papers = Papers()
        self._timer: Timer | None = None

    # What a form is made of.

    def foretold(self, _desk: Office) -> Layout:
        """What would come of what is typed, rehearsed at the office given. Raises XiaxianError for what is refused."""
        return lambda _width: []

    def counts_from(self) -> str:
        on = self.office.on
        return "" if on == self.office.today else _("counts from {day}").format(day=on.isoformat())

    def act(self) -> Answer:
        """Record what is typed. Raises XiaxianError."""
        raise Misused("nothing-to-report")

    # How it works.

    def on_mount(self) -> None:
        self.watch_task()
        self.restore()
        self.begin()
        self.look()

    # What is typed.

    def on_input_changed(self) -> None:
        self._look_soon()

    def on_choice_changed(self) -> None:
        self._look_soon()

    def _look_soon(self) -> None:
        self.keep_typed()
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
