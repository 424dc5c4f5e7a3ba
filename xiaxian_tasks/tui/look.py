"""How things look: named styles, and lines of text made of spans.

A span is (text, style name); a line is a list of spans. Text stands against its ground with at least 4.5 : 1 (WCAG 2.2,
1.4.3). Without colour (NO_COLOR) the cursor is drawn in reverse, and bars of characters.
"""

import os
from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from xiaxian_tasks.tui.width import cells, clean, cut, is_ambiguous_wide

Span = tuple[str, str]
Line = list[Span]

GROUND, RAISED, FIELD, INK, QUIET = "#11161c", "#1d2630", "#0a0d11", "#e4e9ee", "#9aa7b4"

_COLOURS = {
    "base": (INK, GROUND),
    "quiet": (QUIET, GROUND),
    "title": ("#ffffff", GROUND),
    "head": ("#c9d4df", RAISED),
    "head-here": ("#ffffff", "#2a4560"),
    "chrome": (INK, RAISED),
    "chrome-quiet": (QUIET, RAISED),
    "chosen": ("#ffffff", "#0b4f8a"),
    "key": ("#8fc7ff", RAISED),
    "cursor": ("#ffffff", "#0b4f8a"),
    "cursor-dim": (INK, "#26323f"),
    "field": ("#ffffff", FIELD),
    "warn": ("#ffb4a8", GROUND),
    "good": ("#9fe0a4", GROUND),
    "red": ("#ffffff", "#c0392b"),
    "yellow": ("#000000", "#e0a800"),
    "green": ("#ffffff", "#2e7d32"),
    "grey": ("#ffffff", "#5b6470"),
    "done": ("#ffffff", "#1f5f8b"),
    "full": ("#ffffff", "#2f6fa8"),
    "empty": ("#ffffff", "#333c46"),
    "plot": (QUIET, "#161d25"),
    "plot-done": ("#7cc4ff", "#161d25"),
    "plot-due": ("#c9d4df", "#161d25"),
    "plot-ahead": ("#f0c24a", "#161d25"),
    "plot-today": ("#ffffff", "#2a4560"),
}
_FEW_COLOURS = {
    **dict.fromkeys(("head", "chrome", "chrome-quiet", "key"), "#303030"), "head-here": "#005f87",
    **dict.fromkeys(("plot", "plot-done", "plot-due", "plot-ahead"), "#1c1c1c"), "plot-today": "#005f87",
    "cursor-dim": "#303030", "red": "#af0000", "green": "#005f00", "yellow": "#d7af00", "grey": "#585858",
}
"""Grounds where there are 256 colours: the nearest to ours would be brown for red and blue for grey."""

_BOLD = frozenset({"title", "head", "head-here", "chosen", "key"})
_REVERSED = frozenset({"cursor", "chosen", "head-here"})


class _Palette:
    styles: dict[str, Style] = {}
    is_plain = False


def use_colours(count: str) -> None:
    """Draw with all colours ("all"), the 256 of older terminals ("few"), or without any ("none")."""
    _Palette.is_plain = count == "none"
    grounds = _FEW_COLOURS if count == "few" else {}
    _Palette.styles = {
        name: Style(bold=name in _BOLD, reverse=name in _REVERSED)
        if count == "none"
        else Style(color=ink, bgcolor=grounds.get(name, ground), bold=name in _BOLD)
        for name, (ink, ground) in _COLOURS.items()
    }


def is_plain() -> bool:
    """Whether nothing is told by colour (NO_COLOR)."""
    return _Palette.is_plain


def is_ascii() -> bool:
    """Whether lines are drawn with + - | # only: where it was asked for (XIAXIAN_ASCII), or where what Unicode calls
    ambiguous takes two cells, for such terminals have other opinions on what else is wide."""
    return is_ambiguous_wide() or bool(os.environ.get("XIAXIAN_ASCII"))


def grounds() -> dict[str, str]:
    """The grounds that style sheets name: $ground, $raised and $field."""
    return {"ground": GROUND, "raised": RAISED, "field": FIELD}


def style(name: str) -> Style:
    """The style of this name."""
    if not _Palette.styles:
        use_colours("all")
    return _Palette.styles[name]


def strip(line: Iterable[Span], width: int, ground: str = "base") -> Strip:
    """A line as exactly `width` cells, the rest filled with the style `ground`.

    The length is told to Textual as the terminal counts it, which Textual could not know of ambiguous characters.
    """
    segments: list[Segment] = []
    left = width
    for text, name in line:
        text = clean(text)
        taken = cells(text)
        if taken > left:
            text = cut(text, left)
            taken = cells(text)
        if text:
            segments.append(Segment(text, style(name)))
        left -= taken
        if left <= 0:
            break
    if left > 0:
        segments.append(Segment(" " * left, style(ground)))
    return Strip(segments, width)


def here(line: Line) -> Line:
    """The first line of a pane that has the focus, so that it is told from the others without colour too."""
    return [(text, "head-here" if name in {"head", "base", "quiet", "title"} else name) for text, name in line]


def length(line: Iterable[Span]) -> int:
    """The cells a line takes."""
    return sum(cells(clean(text)) for text, _ in line)


def bar(label: str, share: float | None, width: int) -> Line:
    """A label over a bar: its ground filled from the left by `share` (a fraction), in exactly `width` cells.

    A label that would not fit is left out. Without colour the bar is drawn with # and -, and the label stands behind.
    """
    filled = round(width * min(1.0, max(0.0, share or 0.0)))
    if _Palette.is_plain:
        room = width - cells(label) - 1
        drawn = round(room * min(1.0, max(0.0, share or 0.0)))
        return [("#" * drawn + "-" * (room - drawn) + f" {label}" if room > 2 else label.rjust(width), "base")]
    text = label.center(width) if label.isascii() and len(label) <= width else " " * width
    return [(part, name) for part, name in ((text[:filled], "full"), (text[filled:], "empty")) if part]
