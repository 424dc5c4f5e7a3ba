"""The page of GB/T 9704-2012 in numbers. Each figure is the standard's own; what is derived from it says how.

Millimetres are exact Decimals; a .docx counts in twips (1/20 point), its borders in eighths and its grid's characters
in 4096ths of a point.
"""

from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

POINTS_PER_MM = Decimal(72) / Decimal("25.4")

PAGE_WIDTH, PAGE_HEIGHT = Decimal(210), Decimal(297)
TOP, INSIDE = Decimal(37), Decimal(28)
"""天头 and 订口, each ±1 mm."""
TYPE_WIDTH, TYPE_HEIGHT = Decimal(156), Decimal(225)
"""版心."""
OUTSIDE, BOTTOM = PAGE_WIDTH - INSIDE - TYPE_WIDTH, PAGE_HEIGHT - TOP - TYPE_HEIGHT
TOLERANCE = Decimal(1)
"""Millimetres a margin may be off."""

LINES, CHARACTERS = 22, 28
"""Lines of a page, characters of a line."""

MARK_BELOW_TYPE_TOP = Decimal(35)
RULE_BELOW_NUMBER = Decimal(4)
NUMBER_BELOW_TYPE = Decimal(7)
"""From the lower edge of the type area to the dashes beside a page number."""

LETTER_MARK_TOP, LETTER_RULE_BELOW_MARK, LETTER_RULE_ABOVE_EDGE = Decimal(30), Decimal(4), Decimal(20)
LETTER_RULE_WIDTH = Decimal(170)

SEAL = Decimal(42)
"""Diameter of a county government's seal (国发〔1999〕25号); its top is at most a line below the text."""

SIZE_SECOND, SIZE_THIRD, SIZE_FOURTH, SIZE_SMALL_FOURTH, SIZE_FIFTH = (
    Decimal(22), Decimal(16), Decimal(14), Decimal(12), Decimal("10.5"),
)  # fmt: skip
"""2号, 3号, 4号, 小4号 and 5号 in points."""

MARK_LARGEST = Decimal(54)
"""Points of the name at a paper's head; the standard asks only that it be striking and fit (office custom)."""

RED, BLUE, YELLOW, BLACK = "FF0000", "0070C0", "C09000", "000000"


class Face(NamedTuple):
    """A typeface as the standard names it: the family a paper asks for, families that are as good, and what a desktop
    without any of them has instead, nearest first."""

    name: str
    family: str
    others: tuple[str, ...]
    instead: tuple[str, ...]


_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "思源宋体", "AR PL UMing CN")

SONG_TITLE = Face("小标宋", "方正小标宋简体", (
    "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "FZXBSJW--GB1-0", "小标宋体", "华文中宋",
    "STZhongsong",
), _SERIF)  # fmt: skip
FANG = Face("仿宋", "仿宋_GB2312", (
    "仿宋", "FangSong", "FangSong_GB2312", "方正仿宋_GBK", "方正仿宋简体", "STFangsong", "华文仿宋",
), ("cwTeX Q Fangsong", *_SERIF))  # fmt: skip
KAI = Face("楷体", "楷体_GB2312", (
    "楷体", "KaiTi", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "STKaiti", "华文楷体",
), ("AR PL UKai CN", "LXGW WenKai", *_SERIF))  # fmt: skip
HEI = Face("黑体", "黑体", ("SimHei", "方正黑体_GBK", "方正黑体简体", "STHeiti", "华文黑体"), (
    "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "WenQuanYi Zen Hei",
))  # fmt: skip
SONG = Face(
    "宋体", "宋体", ("SimSun", "NSimSun", "新宋体", "方正书宋_GBK", "方正书宋简体", "STSong", "华文宋体"), _SERIF
)
FACES = (SONG_TITLE, FANG, KAI, HEI, SONG)
"""The standard names kinds of type, no vendor (as does this table); fonts are asked for by name and never shipped."""

LEVEL_FACES = (FANG, HEI, KAI, FANG, FANG)
"""Of the text, 一、, （一）, 1. and （1）."""


def points(millimetres: Decimal) -> Decimal:
    """Millimetres in points."""
    return millimetres * POINTS_PER_MM


def twips(millimetres: Decimal) -> int:
    """Millimetres in twips, to the nearest."""
    return int((points(millimetres) * 20).to_integral_value(ROUND_HALF_EVEN))


def millimetres(twips: int) -> Decimal:
    """Twips in millimetres, to a hundredth."""
    return (Decimal(twips) / 20 / POINTS_PER_MM).quantize(Decimal("0.01"))


PITCH = int((points(TYPE_HEIGHT) * 20 / LINES).to_integral_value(ROUND_FLOOR))
"""Twips from line to line: 579. At 580 (29 points) the 22nd line would need 0.07 mm more than the type area has, and
programs that lay out pages would put it on the next."""

CHARACTER = points(TYPE_WIDTH) / CHARACTERS
"""Points a character takes: 15.79, a little less than the 16 of its size."""

SQUEEZE = int(((CHARACTER - SIZE_THIRD) * 4096).to_integral_value(ROUND_FLOOR))
"""What a grid's character is narrower than its size, in 4096ths of a point, rounded so that 28 fit."""

KERN = int((CHARACTER - SIZE_THIRD) * 20) - 2
"""Twips by which characters stand closer: -6. The line of 28 is set flush to both sides of the type area; -4.2 would
fill it exactly, and LibreOffice wants a point to spare before it puts the 28th there."""
