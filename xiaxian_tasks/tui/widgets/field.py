"""A line to type in: Textual's input, with the terminal's cursor where the caret is.

An input method shows its candidates at the terminal's cursor. Textual computes that place before the text scrolls; here
text and caret are laid out together, at painting time, in the cells the terminal counts.
"""

from typing import Any

from textual import events
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import Input

from xiaxian_tasks.tui.look import Line, strip
from xiaxian_tasks.tui.width import cells, clean


class Field(Input, inherit_css=False):
    """One line of text. The caret does not blink: a blinking cursor never lets a slow line rest."""

    DEFAULT_CSS = "Field { height: 1; width: 1fr; border: none; padding: 0; background: $field; overflow: hidden; }"

    def __init__(self, placeholder: str = "", **more: Any) -> None:
        more.setdefault("select_on_focus", False)
        super().__init__(placeholder=placeholder, **more)
        self.cursor_blink = False
        self._shift = 0

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the caret stands on the screen."""
        left, top, _, _ = self.content_region
        return Offset(left + self._caret(), top)

    def _caret(self) -> int:
        """The caret's cell in the field; the text is shifted so that it is seen."""
        width = max(self.content_size.width, 1)
        before = cells(clean(self.value[: self.cursor_position]))
        spare = max(cells(clean(self.value)) + 1 - width, 0)  # beyond it only blanks would be shown
        self._shift = max(min(self._shift, before, spare), before - width + 1)
        return before - self._shift

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
        else:
            self._caret()
        if y or not (self.value or self.has_focus):
            return strip([(self.placeholder, "quiet")], width, "field")
        if not self.value:  # what may be typed is read while the caret stands before it
            return strip([(" ", "chosen"), (self.placeholder, "quiet")], width, "field")
        return strip(self._window(), width, "field")

    def _window(self) -> Line:
        """The text from the shift on, the caret's character in reverse."""
        line: Line = []
        at = 0
        chosen = range(*sorted(self.selection))
        for index, typed in enumerate(self.value + " "):
            character = clean(typed)
            taken = cells(character)
            at += taken
            if at <= self._shift:
                continue
            if at - taken < self._shift:  # a wide character of which one cell is left
                character = " "
            marked = self.has_focus and (index == self.cursor_position or index in chosen)
            line.append((character, "chosen" if marked else "field"))
        return line

    def _on_paste(self, event: events.Paste) -> None:
        """All lines that are pasted, joined by a blank: Textual would keep the first and say nothing."""
        text = " ".join(event.text.split())
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
        event.stop()
        event.prevent_default()
