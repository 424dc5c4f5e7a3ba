"""Widths in characters, and lines broken where a reader would: titles balanced, names kept whole."""

from decimal import Decimal
from unicodedata import combining, east_asian_width

NOT_FIRST = frozenset("，。、；：？！）】》〉」』〕”’％%‰℃…—·,.;:?!)]}")
"""Characters that may not begin a line (GB/T 15834)."""

NOT_LAST = frozenset("（【《〈「『〔“‘([{")
"""Characters that may not end a line."""

_CLINGS = frozenset("的和及与等第关于")
"""A title's line does not begin with these: they belong to what stands before, or (第, 关于) end no line either."""


def ems(text: str) -> Decimal:
    """How many characters wide a text is in print: figures and Latin letters take half of one, as in 仿宋."""
    halves = sum(0 if combining(c) else 2 if east_asian_width(c) in "WFA" else 1 for c in text)
    return Decimal(halves) / 2


def title_lines(title: str, most: int) -> list[str]:
    """A title in as few lines of at most `most` characters as hold it, about equally long."""
    wanted = max(1, -(-int(ems(title) * 2) // (most * 2)))
    rest, lines = title, []
    while wanted > 1 and rest:
        target = ems(rest) / wanted
        cut = min(_cuts(rest, most), key=lambda place: (abs(ems(rest[:place]) - target), -place), default=len(rest))
        lines.append(rest[:cut].rstrip(" "))
        rest = rest[cut:].lstrip(" ")
        wanted = max(wanted - 1, -(-int(ems(rest) * 2) // (most * 2)))
    return [*lines, rest] if rest or not lines else lines


def _cuts(text: str, most: int) -> list[int]:
    """Places where a line may end; where none is good, any that fits."""
    fits = [place for place in range(1, len(text)) if ems(text[:place]) <= most]
    good = [place for place in fits if _is_good(text, place)]
    return good or fits[-1:]


def _is_good(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after in NOT_FIRST or before in NOT_LAST or after in _CLINGS or before in "第":
        return False
    is_in_word = before.isascii() and after.isascii() and not (before == " " or after == " ")
    is_figure = before.isdigit() and after in "年月日号期个项名条季度"
    return not (is_in_word or is_figure)
