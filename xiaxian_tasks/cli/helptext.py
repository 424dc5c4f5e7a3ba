"""Help laid out by terminal cells: click counts characters, and a Chinese one takes two cells."""

from collections.abc import Iterable

import click

from xiaxian_tasks.language import _
from xiaxian_tasks.terminal import width


class CellFormatter(click.HelpFormatter):
    """click's formatter, wrapping at cells. Chinese breaks anywhere but before a closing mark."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called."""
        call = f"{prog} {args}".rstrip()
        usage = _("Usage: {usage}").format(usage=call) if prefix is None else f"{prefix}{call}"
        self.write(f"{'':>{self.current_indent}}{usage}\n")

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(_("{heading}:").format(heading=f"{'':>{self.current_indent}}{heading}") + "\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, each wrapped and indented."""
        for paragraph in text.split("\n\n"):
            for line in wrapped(paragraph, self.width - self.current_indent):
                self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names with their descriptions, under each other."""
        rows = list(rows)
        first = min(max((width(name) for name, _ in rows), default=0), col_max) + col_spacing
        for name, words in rows:
            before = f"{'':>{self.current_indent}}{name}"
            lines = wrapped(words, self.width - first - self.current_indent) or [""]
            if width(name) > first - col_spacing:
                self.write(f"{before}\n")
                before = " " * (first + self.current_indent)
            self.write(f"{before}{' ' * max(0, first + self.current_indent - width(before))}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{'':>{first + self.current_indent}}{line}\n")


_CLOSING = " ，。、；：？！）》”"


def wrapped(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many cells."""
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line.strip() and width(line) + width(piece.rstrip()) > cells:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """What may not be broken: a word with the blank behind it, a wide character with the closing marks behind it."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1][-1] if pieces else " "
        if pieces and (character in _CLOSING or (character.isascii() and last.isascii() and last != " ")):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
