"""The columns of the list: which, in which order, how wide; the list behind shows at once what it would look like."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from xiaxian_tasks.language import _
from xiaxian_tasks.tui import acts, places
from xiaxian_tasks.tui.look import Line
from xiaxian_tasks.tui.widgets.chrome import Bar, Lines, TooSmall, footer
from xiaxian_tasks.tui.widgets.columns import COLUMNS, USUAL, Form
from xiaxian_tasks.tui.width import fit

STEP, NARROWEST, WIDEST = 2, 4, 80
"""Cells by which a column is made wider, and between which it stays."""

FIRM = ("light", "number", "title")
"""Columns without which a row is no task."""

HEIGHT = 14
"""Lines of the columns."""


class ColumnsScreen(ModalScreen[Form | None]):
    """The columns shown, in their order, and behind them those that are not."""

    BINDINGS = acts.bindings(places.COLUMNS)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]
    CSS = """
    ColumnsScreen { align: center top; background: transparent; layers: default over; }
    #box { width: 76; height: 20; margin-top: 2; background: $raised; }
    #box Lines { height: 1fr; }
    """

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Bar(lambda width: [(fit(f" {_(places.PLACES[places.COLUMNS].title)}", width), "head")])
            yield Lines()
            yield Bar(lambda width: footer((places.COLUMNS,), width), ground="chrome")
        yield TooSmall()

    def on_mount(self) -> None:
        self.query_one(Lines).say(self._lines)

    @property
    def _codes(self) -> list[str]:
        """All columns: those shown first."""
        return [*self._form.codes, *(code for code in COLUMNS if code not in self._form.codes)]

    def _lines(self, width: int) -> list[Line]:
        first = max(0, self._at - HEIGHT + 1)
        return [self._line(place, code, width) for place, code in enumerate(self._codes)][first:]

    def _line(self, place: int, code: str, width: int) -> Line:
        here = place == self._at
        shown = "x" if code in self._form.codes else " "
        wide = dict(self._form.widths).get(code)
        told = "" if wide is None else _("{count} cells").format(count=wide)
        text = f"{'>' if here else ' '} [{shown}] {fit(_(COLUMNS[code].title), 20)} {told}"
        return [(fit(text, width), "cursor" if here else "base")]

    def _change(self, form: Form, at: int | None = None) -> None:
        self._form = form
        self._at = self._at if at is None else at
        self.query_one(Lines).refresh()

    @property
    def _code(self) -> str:
        return self._codes[self._at]

    def action_next_line(self) -> None:
        self._change(self._form, min(self._at + 1, len(self._codes) - 1))

    def action_previous_line(self) -> None:
        self._change(self._form, max(self._at - 1, 0))

    def action_show_column(self) -> None:
        """Show a column, as the last one, or hide it."""
        code, codes = self._code, self._form.codes
        if code in FIRM:
            return
        chosen = tuple(each for each in codes if each != code) if code in codes else (*codes, code)
        self._change(self._form._replace(codes=chosen))
        self._change(self._form, self._codes.index(code))

    def action_earlier_column(self) -> None:
        """Put a shown column before the one to its left."""
        self._shift(-1)

    def action_later_column(self) -> None:
        """Put a shown column behind the one to its right."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        codes, to = list(self._form.codes), self._at + by
        if self._at < len(codes) and 0 <= to < len(codes):
            codes[self._at], codes[to] = codes[to], codes[self._at]
            self._change(self._form._replace(codes=tuple(codes)), to)

    def action_narrower(self) -> None:
        """Give a column fewer cells."""
        self._resize(-STEP)

    def action_wider(self) -> None:
        """Give a column more cells."""
        self._resize(STEP)

    def _resize(self, by: int) -> None:
        code, widths = self._code, dict(self._form.widths)
        if code in FIRM:
            return
        column = COLUMNS[code]
        now = widths.get(code, column.roomy or column.least)
        widths[code] = max(column.least, NARROWEST, min(now + by, WIDEST))
        self._change(self._form._replace(widths=tuple(widths.items())))

    def action_usual(self) -> None:
        """The columns where nobody chose others."""
        self._change(Form(USUAL, (), self._form.number), 0)

    def action_take_columns(self) -> None:
        self.dismiss(self._form)

    def action_leave(self) -> None:
        self.dismiss(None)
