"""How things look: named styles, and lines of text made of spans.

A span is (text, style name); a line is a list of spans. Which colours a name stands for is the theme's to say
(`themes`). Without colour (NO_COLOR) the cursor is drawn in reverse, and bars of characters.
"""

import os
from collections.abc import Iterable

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from xiaxian_tasks.tui import themes
from xiaxian_tasks.tui.width import cells, clean, cut, is_ambiguous_wide

Span = tuple[str, str]
Line = list[Span]


class _Palette:
    styles: dict[str, Style] = {}
    theme = "dark"
    is_ascii = False


def use_colours(count: str, theme: str = "dark") -> None:
    """Draw in a theme with all its colours ("all"), the 256 of older terminals ("few"), or without any ("none")."""
    _Palette.theme = themes.NONE if count == "none" else theme
    if _Palette.theme == themes.NONE:
        _Palette.styles = {
            name: Style(bold=name in themes.BOLD, reverse=name in themes.REVERSED) for name in themes.names()
        }
        return
    _Palette.styles = {
        name: Style(color=pair.ink, bgcolor=pair.ground, bold=name in themes.BOLD)
        for name, pair in themes.pairs(theme, few=count == "few").items()
    }


def draw_with_signs(*, only: bool) -> None:
    """Draw lines with + - | # only from here on."""
    _Palette.is_ascii = only


def theme() -> str:
    """The theme things are drawn in."""
    return _Palette.theme


def is_plain() -> bool:
    """Whether nothing is told by colour (NO_COLOR)."""
    return _Palette.theme == themes.NONE


def is_ascii() -> bool:
    """Whether lines are drawn with + - | # only: where it was asked for (XIAXIAN_ASCII), or where what Unicode calls
    ambiguous takes two cells, for such terminals have other opinions on what else is wide."""
    return _Palette.is_ascii or is_ambiguous_wide() or bool(os.environ.get("XIAXIAN_ASCII"))


def grounds() -> dict[str, str]:
    """The grounds that style sheets name: $ground, $raised and $field."""
    found = {name: style(named).bgcolor for name, named in _GROUNDS.items()}
    return {name: _in_css(colour) for name, colour in found.items()}


_GROUNDS = {"ground": "base", "raised": "chrome", "field": "field"}


def _in_css(colour: Color | None) -> str:
    """A colour as style sheets of Textual write it."""
    if colour is None or colour.is_default:
        return "ansi_default"
    return colour.name if colour.name.startswith("#") else f"ansi_{colour.name}"


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
    if is_plain():
        room = width - cells(label) - 1
        drawn = round(room * min(1.0, max(0.0, share or 0.0)))
        return [("#" * drawn + "-" * (room - drawn) + f" {label}" if room > 2 else label.rjust(width), "base")]
    text = label.center(width) if label.isascii() and len(label) <= width else " " * width
    return [(part, name) for part, name in ((text[:filled], "full"), (text[filled:], "empty")) if part]
