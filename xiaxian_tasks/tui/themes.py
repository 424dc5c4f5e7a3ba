"""The themes: which ink on which ground each named style has in each of them.

Text stands against its ground with at least 4.5 : 1 (WCAG 2.2, 1.4.3), in `contrast` with 7 : 1 (1.4.6), and what is
full against what is empty with 3 : 1 (1.4.11); a test computes it, in 256 colours too. The `ansi` themes name the
sixteen colours of the terminal, whose user chose them; they are reckoned as xterm and as a VGA console draw them.
"""

from typing import NamedTuple

from xiaxian_tasks.language import N_

NAMES = ("dark", "light", "contrast", "ansi-dark", "ansi-light", "none")
"""Dark and light ground, both at full contrast (高对比), the terminal's own sixteen colours on dark and light, and none
at all (as NO_COLOR asks)."""

NONE = NAMES[-1]

TITLES = {
    "dark": N_("dark"), "light": N_("light ground"), "contrast": N_("high contrast"), "none": N_("no colours"),
    "ansi-dark": N_("16 colours on dark"), "ansi-light": N_("16 colours on light"),
}
"""How the themes are called."""

_COLUMNS = NAMES[:-1]

_STYLES = """
base          e4e9ee 11161c  1b222a fbfcfd  ffffff 000000  default default         default default
quiet         9aa7b4 11161c  55606c fbfcfd  d8d8d8 000000  default default         default default
title         ffffff 11161c  000000 fbfcfd  ffffff 000000  bright_white default    black default
head          c9d4df 1d2630  26313c e4e9ef  ffffff 262626  black white             black white
head-here     ffffff 2a4560  ffffff 2f6690  000000 5fd7ff  black cyan              black cyan
chrome        e4e9ee 1d2630  1b222a e4e9ef  ffffff 262626  black white             black white
chrome-quiet  9aa7b4 1d2630  4b5560 e4e9ef  e4e4e4 262626  black white             black white
chosen        ffffff 0b4f8a  ffffff 0b5cad  000000 5fd7ff  bright_white blue       bright_white blue
key           8fc7ff 1d2630  0b4f8a e4e9ef  ffd700 262626  blue white              blue white
cursor        ffffff 0b4f8a  ffffff 0b5cad  000000 5fd7ff  bright_white blue       bright_white blue
cursor-dim    e4e9ee 26323f  1b222a d3e3f3  ffffff 444444  black cyan              black cyan
field         ffffff 0a0d11  000000 e6eefa  ffffff 303030  black white             black white
warn          ffb4a8 11161c  a61b00 fbfcfd  ffafaf 000000  bright_red default      red default
good          9fe0a4 11161c  1b6e26 fbfcfd  afffaf 000000  bright_green default    blue default
red           ffffff c0392b  ffffff c0392b  ffffff af0000  bright_white red        bright_white red
yellow        000000 e0a800  000000 e0a800  000000 ffd700  black bright_yellow     black bright_yellow
green         ffffff 2e7d32  ffffff 2e7d32  ffffff 005f00  black green             black green
grey          ffffff 5b6470  ffffff 5b6470  000000 c6c6c6  black white             bright_white black
done          ffffff 1f5f8b  ffffff 1f5f8b  ffffff 0000d7  bright_white blue       bright_white blue
full          ffffff 3575b0  ffffff 2f6fa8  000000 e4e4e4  black cyan              bright_white blue
empty         ffffff 1c222a  1b222a dde3e9  ffffff 303030  bright_white black      black white
plot          9aa7b4 161d25  55606c f1f4f7  d8d8d8 000000  default default         default default
plot-done     7cc4ff 161d25  0b5cad f1f4f7  5fd7ff 000000  bright_cyan default     blue default
plot-due      c9d4df 161d25  1b222a f1f4f7  ffffff 000000  bright_white default    black default
plot-ahead    f0c24a 161d25  7a5000 f1f4f7  ffd700 000000  bright_yellow default   red default
plot-today    ffffff 2a4560  ffffff 2f6690  000000 5fd7ff  bright_white blue       bright_white blue
"""
"""A style a line: ink and ground in each theme."""

_FEW = {
    "dark": {
        **dict.fromkeys(("head", "chrome", "chrome-quiet", "key"), "303030"), "head-here": "005f87",
        **dict.fromkeys(("plot", "plot-done", "plot-due", "plot-ahead"), "1c1c1c"), "plot-today": "005f87",
        "cursor-dim": "303030", "red": "af0000", "green": "005f00", "yellow": "d7af00", "grey": "585858",
        "done": "005f87", "full": "005faf", "empty": "080808", "cursor": "005f87", "chosen": "005f87",
    },
    "light": {
        "head-here": "005f87", "plot-today": "005f87", "cursor-dim": "d7e4f2", "red": "af0000", "green": "005f00",
        "yellow": "d7af00", "grey": "585858", "done": "005f87", "full": "005f87", "cursor": "005faf",
        "chosen": "005faf",
    },
}
"""Grounds where there are 256 colours: the nearest to ours would be brown for red and blue for grey."""

BOLD = frozenset({"title", "head", "head-here", "chosen", "key"})
REVERSED = frozenset({"cursor", "chosen", "head-here"})
"""Styles in bold in every theme, and in reverse where there is no colour."""


class Pair(NamedTuple):
    """Ink on a ground: #rrggbb, or the name of one of the sixteen colours."""

    ink: str
    ground: str


def pairs(theme: str, *, few: bool = False) -> dict[str, Pair]:
    """Every style of a theme with colours, for terminals with 256 of them where `few`."""
    column = _COLUMNS.index(theme)
    grounds = _FEW.get(theme, {}) if few else {}
    found = {}
    for line in _STYLES.split("\n"):
        if words := line.split():
            ink, ground = words[1 + 2 * column : 3 + 2 * column]
            found[words[0]] = Pair(_colour(ink), _colour(grounds.get(words[0], ground)))
    return found


def names() -> tuple[str, ...]:
    """The names of all styles."""
    return tuple(line.split()[0] for line in _STYLES.split("\n") if line)


def after(theme: str) -> str:
    """The theme that follows, the first behind the last."""
    return NAMES[(NAMES.index(theme) + 1) % len(NAMES)]


def guess(ground: tuple[int, int, int] | None) -> str:
    """The theme for a ground of so much red, green and blue, 0 to 255; dark where it is unknown."""
    if ground is None:
        return "dark"
    red, green, blue = ground
    return "light" if 299 * red + 587 * green + 114 * blue > 127_500 else "dark"  # the luma of ITU-R BT.601


def _colour(word: str) -> str:
    return f"#{word}" if len(word) == 6 and all(letter in "0123456789abcdef" for letter in word) else word
