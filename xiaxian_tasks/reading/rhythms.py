"""Rhythms a paper prints, as RFC 5545 rules: 每月5日前, 每季度, 每半年, 每年12月底前. A period ends on its last day."""

import re
from typing import NamedTuple

from xiaxian_tasks.reading import numerals

EVERY = re.compile(
    r"(?<!每人)(?<!每户)(?<!每亩)(?<!每吨)每(?P<count>两|半|[一二三四五六1-6])?个?"
    r"(?P<unit>年度?|季度?|月度?|周|星期|日|天|旬|学期|工作日|半年|半月)(?P<times>[一二两三四]次)?"
    r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2}[日号])?(?P<edge>底|末|初)?(?:之前|前)?"
)
_RULES = {
    "季": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "周": "FREQ=WEEKLY",
    "星期": "FREQ=WEEKLY",
    "日": "FREQ=DAILY",
    "天": "FREQ=DAILY",
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "工作日": "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "半年": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "半月": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
    "学期": "FREQ=YEARLY;BYMONTH=1,6;BYMONTHDAY=-1",
}
_FREQUENCIES = {
    "年": ("YEARLY", 1),
    "季": ("MONTHLY", 3),
    "月": ("MONTHLY", 1),
    "周": ("WEEKLY", 1),
    "星期": ("WEEKLY", 1),
}
BEGINNING = 5
"""The day a month's beginning (月初) is taken to end."""


class Rhythm(NamedTuple):
    """A returning duty as printed: where, its rule, and the unit it returns by."""

    start: int
    end: int
    rule: str
    unit: str


def rhythms(text: str, start: int, end: int) -> list[Rhythm]:
    """The rhythms printed between two places, in order."""
    return [_rhythm(match) for match in EVERY.finditer(text, start, end)]


def _rhythm(match: re.Match[str]) -> Rhythm:
    unit = match["unit"].removesuffix("度")
    if match["count"] == "半":
        unit = "半" + unit
    return Rhythm(match.start(), match.end(), _rule(match, unit), unit)


def _rule(match: re.Match[str], unit: str) -> str:
    every = numerals.value(match["count"]) if match["count"] and match["count"] != "半" else None
    if every is not None and every > 1:
        frequency, factor = _FREQUENCIES.get(unit, ("DAILY", 1))
        return f"FREQ={frequency};INTERVAL={int(every) * factor}"
    if unit == "年":
        return f"FREQ=YEARLY;BYMONTH={_within(match['month'], 12, 12)};BYMONTHDAY={_within(match['day'], 31, -1)}"
    if unit == "月":
        twice = match["times"] in {"两次", "二次"}
        edge = BEGINNING if match["edge"] == "初" else -1
        return "FREQ=MONTHLY;BYMONTHDAY=" + ("15,-1" if twice else str(_within(match["day"], 31, edge)))
    return _RULES.get(unit, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1")


def _within(printed: str | None, most: int, otherwise: int) -> int:
    number = int(printed.rstrip("日号")) if printed else 0
    return number if 1 <= number <= most else otherwise
