"""Tables: cut to the terminal by cells, whole and plain when piped. tabulate is imported where a table is printed."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NamedTuple

from xiaxian_tasks.cli import outlet
from xiaxian_tasks.terminal import width

GAP = 2
"""Cells between two columns."""


class Column(NamedTuple):
    """A column: its heading, and how few cells it may be cut to (0: never cut). `right` puts figures to the right."""

    name: str
    least: int = 0
    right: bool = False


def cut(text: str, cells: int) -> str:
    """The text in at most so many cells, … where something was cut off."""
    if width(text) <= cells:
        return text
    kept, room = "", cells - width("…")
    for character in text:
        room -= width(character)
        if room < 0:
            break
        kept += character
    return f"{kept}…"


def room() -> int | None:
    """The cells of a line on the terminal; None when there is no terminal to fit."""
    if not outlet.is_terminal(sys.stdout):
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def show(columns: Sequence[Column], rows: Sequence[Sequence[str]], lights: Sequence[str] = ()) -> None:
    """Print a table. `lights` are those of the rows, to paint their first word."""
    if not rows:
        return
    cells = [[outlet.clean(outlet.one_line(cell)) for cell in row] for row in rows]
    columns, cells = _fitted(columns, cells, room())
    lines = _laid_out(columns, cells).splitlines()
    heads = len(lines) - len(rows)
    for number, line in enumerate(lines):
        row = number - heads
        outlet.put(line.rstrip(), lights[row] if lights and row >= 0 else "")


def _laid_out(columns: Sequence[Column], cells: list[list[str]]) -> str:
    with _own_widths():
        import tabulate

    tabulate.PRESERVE_WHITESPACE = True
    tabulate.MIN_PADDING = 0  # a heading takes the cells it has, or the line is longer than the terminal
    text: str = tabulate.tabulate(
        cells, [column.name for column in columns], tablefmt="simple" if room() else "plain", disable_numparse=True,
        colalign=["right" if column.right else "left" for column in columns],
    )
    return text


@contextmanager
def _own_widths() -> Iterator[None]:
    """Inside, tabulate is imported with our widths: wcwidth's know no ambiguous width as it calls them, and to load
    them takes a third of a start."""
    before, ours = sys.modules.get("wcwidth"), ModuleType("wcwidth")
    vars(ours)["wcswidth"] = width
    sys.modules["wcwidth"] = ours
    try:
        yield
    finally:
        del sys.modules["wcwidth"]
        if before is not None:
            sys.modules["wcwidth"] = before


def _fitted(
    columns: Sequence[Column], cells: list[list[str]], cells_of_line: int | None
) -> tuple[Sequence[Column], list[list[str]]]:
    """The columns cut to a line: the widest that may be cut gives first; what still does not fit is left out."""
    if cells_of_line is None:
        return columns, cells
    widths = [max(map(width, (column.name, *(row[n] for row in cells)))) for n, column in enumerate(columns)]
    while sum(widths) + GAP * (len(widths) - 1) > cells_of_line:
        spare = [(widths[n] - c.least, n) for n, c in enumerate(columns) if 0 < c.least < widths[n]]
        if not spare:
            break
        widths[max(spare)[1]] -= 1
    return columns, [[cut(text, widths[n]) for n, text in enumerate(row)] for row in cells]


def pairs(rows: Sequence[tuple[str, Any]]) -> None:
    """Names and values, one a line, values under each other; those without a value are left out."""
    shown = [(name, str(value)) for name, value in rows if value not in {"", None}]
    wide = max((_rough_width(name) for name, _ in shown), default=0)
    for name, value in shown:
        first, *more = value.split("\n")
        outlet.put(f"{name}{' ' * (wide - _rough_width(name))}  {first}")
        for line in more:
            outlet.put(f"{' ' * wide}  {line}")


def _rough_width(name: str) -> int:
    """Cells of our own words: ASCII or Chinese, so that wcwidth need not be loaded."""
    return len(name) if name.isascii() else sum(1 if character.isascii() else 2 for character in name)
