"""A line to type in: Textual's input, with the terminal's cursor where the caret is.

An input method shows its candidates at the terminal's cursor. Textual computes that place before the text scrolls; here
text and caret are laid out together, at painting time, in the cells the terminal counts.
"""

from typing import Any, NamedTuple

from textual import events
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import Input

from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line, is_ascii, strip
from xiaxian_tasks.tui.width import cells, clean

HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord("。"): ".", ord("、"): ",", ord("\u3000"): " ", ord("\u2212"): "-", ord("—"): "-", ord("–"): "-", ord("·"): ".",
}
"""What an input method in Chinese mode types in the place of figures and signs, and what is meant by it."""

PAST = 200
"""Changes of a field that can be taken back."""


class Typed(NamedTuple):
    """What stood in a field, and where the caret was."""

    text: str
    caret: int


class Field(Input, inherit_css=False):
    """One line of text. The caret does not blink: a blinking cursor never lets a slow line rest."""

    DEFAULT_CSS = "Field { height: 1; width: 1fr; border: none; padding: 0; background: $field; overflow: hidden; }"
    BINDINGS = acts.bindings(places.FIELD)

    def __init__(self, placeholder: str = "", **more: Any) -> None:
        more.setdefault("select_on_focus", False)
        super().__init__(placeholder=placeholder, **more)
        self.cursor_blink = False
        self._past: list[Typed] = []
        self._taken_back: list[Typed] = []

    _shift = 0
    """Cells the text is shifted by; a value given at once is looked at before all else stands."""

    # What is typed.

    def meant(self, text: str) -> str:
        """What is meant by a text that is typed or pasted here: all its lines, joined by blanks."""
        return " ".join(text.split()) if "\n" in text or "\r" in text else text

    def replace(self, text: str, start: int, end: int) -> None:
        """Textual's, through which everything goes that changes the text; what stood before can be had back."""
        before = Typed(self.value, self.cursor_position)
        super().replace(self.meant(text), start, end)
        if self.value != before.text:
            goes_on = len(text) == 1 and not text.isspace() and start == end == before.caret and self._goes_on
            if not goes_on:
                self._past = [*self._past[-PAST + 1 :], before]
            self._goes_on = len(text) == 1 and not text.isspace()
            self._taken_back.clear()

    _goes_on = False
    """Whether the last change was a character typed: the next one belongs to the same word."""

    def action_undo_typing(self) -> None:
        """What was typed last goes, a word at a time."""
        self._exchange(self._past, self._taken_back)

    def action_redo_typing(self) -> None:
        """What was taken back comes again."""
        self._exchange(self._taken_back, self._past)

    def _exchange(self, source: list[Typed], target: list[Typed]) -> None:
        if source:
            target.append(Typed(self.value, self.cursor_position))
            self.value, self.cursor_position = source.pop()
            self._goes_on = False

    # Where the caret is, and what is seen.

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow)

    def _follow(self, _screen: object) -> None:
        """Where another layout moved the field without drawing it anew, the terminal's cursor goes with it."""
        if self.has_focus and self.app.cursor_position != self.cursor_screen_offset:
            self.refresh()

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
        under = max(cells(clean(self.value[self.cursor_position : self.cursor_position + 1])), 1)  # all of it is seen
        self._shift = max(min(self._shift, before, spare), before + under - width)
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
            character = clean(typed) if typed != "\n" else "|" if is_ascii() else "\u21b5"
            taken = cells(character)
            at += taken
            if at <= self._shift:
                continue
            if at - taken < self._shift:  # a wide character of which one cell is left
                character = " "
            marked = self.has_focus and (index == self.cursor_position or index in chosen)
            line.append((character, "chosen" if marked else "field"))
        return line

    def _cell_offset_to_index(self, offset: int) -> int:
        """Textual's, for the mouse: the character at a cell of the field as it is drawn here."""
        taken = 0
        for index, character in enumerate(self.value):
            taken += cells(clean(character))
            if offset + self._shift < taken:
                return index
        return len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        """All lines that are pasted: Textual would keep the first and say nothing."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(event.text)
        else:
            self.replace(event.text, *self.selection)
        event.stop()
        event.prevent_default()


class Figure(Field):
    """A line for a figure or a day: full-width figures and signs are taken as what they mean, １２。５ as 12.5."""

    def meant(self, text: str) -> str:
        """Figures and signs in half width."""
        return super().meant(text).translate(HALF)


class Note(Field):
    """A line for a text of several lines: they stay as they are pasted, each end drawn as a sign."""

    def meant(self, text: str) -> str:
        """The lines, without blanks at their ends and empty ones at the end of all."""
        lines = text.strip("\r\n").splitlines()
        return "\n".join(line.strip() for line in lines) if len(lines) > 1 else text.rstrip("\r\n")
