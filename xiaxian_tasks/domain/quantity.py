"""Quantities with a unit: read from what people type and converted inside one sort, exactly where decimals can.

Sorts and factors: 万 and 亿 scale any unit; 方 is the county's word for a cubic metre (立方米, m³); 公顷 is 15 亩
(《中华人民共和国法定计量单位》 and national land statistics). A unit not listed is a sort of its own.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from xiaxian_tasks.errors import Misused, Refused

DIGITS_AT_MOST = 15
"""More digits than this are a slip of the hand, not a county's figure."""

_SCALES = {"": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "百万": Decimal(1_000_000),
           "千万": Decimal(10_000_000), "亿": Decimal(100_000_000), "万亿": Decimal(1_000_000_000_000)}

_UNITS: dict[str, tuple[str, Decimal]] = {
    "方": ("m³", Decimal(1)), "立方": ("m³", Decimal(1)), "立方米": ("m³", Decimal(1)), "m³": ("m³", Decimal(1)),
    "m3": ("m³", Decimal(1)), "升": ("m³", Decimal("0.001")),
    "亩": ("亩", Decimal(1)), "公顷": ("亩", Decimal(15)), "平方米": ("m²", Decimal(1)), "m²": ("m²", Decimal(1)),
    "㎡": ("m²", Decimal(1)), "平方公里": ("m²", Decimal(1_000_000)),
    "%": ("%", Decimal(1)), "％": ("%", Decimal(1)), "个百分点": ("%", Decimal(1)),
    "百分点": ("%", Decimal(1)), "‰": ("%", Decimal("0.1")),
    "元": ("元", Decimal(1)), "角": ("元", Decimal("0.1")),
    "吨": ("吨", Decimal(1)), "t": ("吨", Decimal(1)),
    "公斤": ("吨", Decimal("0.001")), "千克": ("吨", Decimal("0.001")),
    "公里": ("米", Decimal(1000)), "千米": ("米", Decimal(1000)), "km": ("米", Decimal(1000)),
    "米": ("米", Decimal(1)), "m": ("米", Decimal(1)),
    "度": ("kWh", Decimal(1)), "千瓦时": ("kWh", Decimal(1)), "kwh": ("kWh", Decimal(1)),
    "户": ("户", Decimal(1)), "家庭": ("户", Decimal(1)), "眼": ("眼", Decimal(1)), "口": ("眼", Decimal(1)),
    "人": ("人", Decimal(1)), "人次": ("人次", Decimal(1)), "名": ("人", Decimal(1)),
}

_NUMBER = re.compile(r"\s*(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|-?\.[0-9]+)\s*(.*)", re.DOTALL)
_NO_UNIT = re.compile(r"[\d.,+_\x00-\x1f\x7f-\x9f-]|^[eE]$")
_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，－＋％", "0123456789.,-+%", strict=True)}
_SCALE_NAMES = sorted((name for name in _SCALES if name), key=len, reverse=True)


class Quantity(NamedTuple):
    """A number as typed and its unit as typed ("" when none was given)."""

    value: Decimal
    unit: str


def parse(text: str) -> Quantity:
    """Read "43万方", "１２０ 户", "1,300" or "97.5%". A plus sign is refused: some mean 5, some mean 5 more.

    Raises Misused `not-a-number` (2) for anything but one finite decimal of at most 15 digits with an optional unit.
    """
    text = text.translate(_WIDE)
    if text.lstrip().startswith("+"):
        raise Misused("plus-sign", text=text)
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise Misused("not-a-number", text=text)
    digits, unit = found[1].replace(",", ""), found[2].strip()
    if sum(character.isdigit() for character in digits) > DIGITS_AT_MOST:
        raise Misused("too-many-digits", most=DIGITS_AT_MOST)
    if unit.lower() not in _UNITS and _NO_UNIT.search(unit):
        raise Misused("not-a-number", text=text)
    try:
        return Quantity(Decimal(digits), unit)
    except InvalidOperation:
        raise Misused("not-a-number", text=text) from None


def sort_of(unit: str) -> tuple[str, Decimal]:
    """The sort of a unit and how many of the sort's own unit one of it is: 万方 is ("m³", 10000)."""
    unit = unit.strip()
    known = _UNITS.get(unit) or _UNITS.get(unit.lower())
    if known:
        return known
    for name in _SCALE_NAMES:
        if unit.startswith(name):
            sort, factor = sort_of(unit[len(name):])
            return sort, factor * _SCALES[name]
    return unit, Decimal(1)


def convert(quantity: Quantity, unit: str) -> Decimal:
    """The number of `unit` the quantity is; without a unit of its own it is already in `unit`.

    A bare scale ("43万" for a target in 方) scales the target's sort. Raises Refused `unit` (4) for another sort.
    """
    if not quantity.unit:
        return quantity.value
    given, factor = sort_of(quantity.unit)
    wanted, wanted_factor = sort_of(unit)
    if given not in {wanted, ""}:
        raise Refused("unit", given=quantity.unit, wanted=unit)
    if factor == wanted_factor:
        return quantity.value
    return quantity.value * factor / wanted_factor
