"""What the screen is measured beside: Textual's own table with the same rows of a ledger.

    python bench/tables.py LEDGER

The table's rows, their filter and their order are made as its documentation shows: one call a row, `sort` for an
order, everything cleared and added anew for a filter. "LISTED n" stands in its first line once it holds n rows.
"""

import sqlite3
import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input, Static

ROWS = """
SELECT t.id, s.light, t.title, t.number, t.due, COALESCE(s.progress, 0) FROM task t JOIN light_step s ON s.task = t.id
 AND s.since <= '2023-10-31' AND s.until > '2023-10-31' WHERE t.withdrawn = 0 ORDER BY t.due, t.id
"""

Row = tuple[str, str, str, str, str, int]


class Table(App[None]):
    """The tasks of a ledger in Textual's DataTable."""

    CSS = "Input { height: 1; border: none; } Static { height: 1; } DataTable { height: 1fr; }"
    BINDINGS = [("slash", "find"), ("s", "sort")]

    def __init__(self, ledger: str) -> None:
        super().__init__()
        connection = sqlite3.connect(ledger)
        self.rows: list[Row] = connection.execute(ROWS).fetchall()
        connection.close()
        self.turn = 0

    def compose(self) -> ComposeResult:
        """A line, a filter, the table."""
        yield Static(id="told")
        yield Input(compact=True)
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """All rows."""
        self.query_one(Input).cursor_blink = False
        table = self.query_one(DataTable)
        table.add_columns("id", "light", "title", "number", "due", "progress")
        self.fill(self.rows)
        table.focus()

    def fill(self, rows: list[Row]) -> None:
        """Show these rows."""
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows(rows)
        self.tell()

    def tell(self) -> None:
        """Say that it is done, once it is drawn."""
        self.turn += 1
        said = f"LISTED {self.query_one(DataTable).row_count}, turn {self.turn}."
        self.call_after_refresh(self.query_one("#told", Static).update, said)

    def action_find(self) -> None:
        """To the filter."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The rows that hold what was typed."""
        self.fill([row for row in self.rows if event.value in row[2]] if event.value else self.rows)

    def action_sort(self) -> None:
        """Another order."""
        table = self.query_one(DataTable)
        table.sort(list(table.columns)[(0, 2, 4)[self.turn % 3]])
        self.tell()


if __name__ == "__main__":
    Table(sys.argv[1]).run()
