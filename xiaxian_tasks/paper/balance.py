"""Widths in characters, and lines broken where a reader would: titles balanced, names kept whole."""

import re
from decimal import Decimal
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from xiaxian_tasks.paper._words import WORDS

NOT_FIRST = frozenset("，。、；：？！）】》〉」』〕”’％%‰℃…—·,.;:?!)]}")
"""Characters that may not begin a line (GB/T 15834)."""

NOT_LAST = frozenset("（【《〈「『〔“‘([{")
"""Characters that may not end a line."""

_CLINGS = frozenset("的和及与等局")
"""A title's line does not begin with these: they belong to what stands before."""

_PARTED = frozenset("的、，；：》）” ")
"""Behind these a line may always end."""

_UNSURE = Decimal(3)
"""Characters a line may be longer or shorter to end where a word is known to begin or end."""

_LONGEST = max(map(len, WORDS))

_NUMBERED = re.compile("[\u4e00-\u9fff]政办?[发函电]〔[0-9]{4}〕[0-9]+号")
"""The number of a document, 夏政办发〔2023〕21号, which stays in one piece."""


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
        ends = _ends(rest)
        cut = min(
            _cuts(rest, most, ends), default=len(rest),
            key=lambda place: (abs(ems(rest[:place]) - target) + (0 if place in ends.sure else _UNSURE), -place),
        )
        lines.append(rest[:cut].rstrip(" "))
        rest = rest[cut:].lstrip(" ")
        wanted = max(wanted - 1, -(-int(ems(rest) * 2) // (most * 2)))
    return [*lines, rest] if rest or not lines else lines


class _Ends(NamedTuple):
    """Places in a text where a word begins or ends, and those within one."""

    sure: frozenset[int]
    within: frozenset[int]


def _ends(text: str) -> _Ends:
    sure, within = set[int](), set[int]()
    for start in range(len(text)):
        for length in range(2, _LONGEST + 1):
            if text[start:start + length] in WORDS:
                sure |= {start, start + length}
                within |= set(range(start + 1, start + length))
    for number in _NUMBERED.finditer(text):
        sure |= {number.start(), number.end()}
        within |= set(range(number.start() + 1, number.end()))
    marks = {place for place in range(1, len(text)) if text[place - 1] in _PARTED or text[place] in "《（“"}
    return _Ends(frozenset((sure - within) | marks), frozenset(within))


def _cuts(text: str, most: int, ends: _Ends) -> list[int]:
    """Places where a line may end; where none is good, any that fits."""
    fits = [place for place in range(1, len(text)) if ems(text[:place]) <= most]
    good = [place for place in fits if _is_good(text, place)]
    whole = [place for place in good if place not in ends.within]
    return whole or good or fits[-1:]


def _is_good(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after in NOT_FIRST or before in NOT_LAST or after in _CLINGS or before in "第各〕" or after == "〔":
        return False
    is_in_word = before.isascii() and after.isascii() and not (before == " " or after == " ")
    is_figure = before.isdigit() and after in "年月日号期个项名条季度月份"
    return not (is_in_word or is_figure)


def is_broken(line: str, after: str) -> bool:
    """Whether a line ends within a word, or where no line may end, with what goes on after it."""
    whole, place = line + after, len(line)
    return bool(line and after) and (place in _ends(whole).within or not _is_good(whole, place))
