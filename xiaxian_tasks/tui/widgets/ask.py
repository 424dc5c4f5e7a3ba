"""A question in one line: what is asked, and a field for the answer."""

from collections.abc import Callable, Iterator
from typing import Any

from textual.containers import Horizontal
from textual.widget import Widget

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.widgets.chrome import Bar
from xiaxian_tasks.tui.widgets.field import Field
from xiaxian_tasks.tui.width import cells


class Answer(Field):
    """The line the answer is typed into."""

    BINDINGS = acts.bindings(places.ASK)

    when_given: Callable[[str], None] = staticmethod(lambda _text: None)
    """Called with what was typed."""
    when_left: Callable[[], None] = staticmethod(lambda: None)
    """Called when there is no question any more, answered or not."""

    def action_answer(self) -> None:
        given = self.when_given
        self.when_left()
        given(self.value.strip())

    def action_wipe_answer(self) -> None:
        self.value = ""

    def action_leave_ask(self) -> None:
        self.when_left()


class Ask(Horizontal):
    """A question; it shows itself when something is asked, and goes when it is answered or left."""

    DEFAULT_CSS = "Ask { height: 1; display: none; } Ask Answer { width: 1fr; }"

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._back: Widget | None = None

    def compose(self) -> Iterator[Widget]:
        yield Bar(id="asked")
        yield Answer()

    def ask(self, question: str, value: str, given: Callable[[str], None], *, hint: str = "") -> None:
        """Ask; `value` stands in the field to begin with, `given` takes the answer, the focus goes back after it."""
        bar, field = self.query_one("#asked", Bar), self.query_one(Answer)
        asked = _(" {question}: ").format(question=question)
        bar.styles.width = cells(asked)
        bar.say(lambda _width: [(asked, "title")])
        field.placeholder, field.value, field.cursor_position = hint, value, len(value)
        field.when_given, field.when_left = given, self._leave
        if not isinstance(self.screen.focused, Answer):
            self._back = self.screen.focused
        self.display = True
        self.screen.set_focus(field)

    def _leave(self) -> None:
        self.display = False
        self.screen.set_focus(self._back)
