"""The numbering of a paper: which heading stands where, and under which.

Ranks follow the order official papers keep (GB/T 9704: 一、 （一） 1. （1）), chapters and articles above them. A
number at the head of a line counts; one in the middle of a line counts after a stop or a gap when it goes on from the
number before it, or starts again at one.
"""

import re
from typing import NamedTuple

from xiaxian_tasks.reading import numerals

_CN = "一二三四五六七八九十百零〇"
_KINDS: tuple[tuple[str, int, str], ...] = (
    ("chapter", 1, rf"第(?P<chapter>[{_CN}\d]{{1,4}})[章编](?=[\s\u4e00-\u9fff])"),
    ("section", 2, rf"第(?P<section>[{_CN}\d]{{1,4}})节(?=[\s\u4e00-\u9fff])"),
    ("article", 3, rf"第(?P<article>[{_CN}\d]{{1,5}})条(?![、第款规和及之至—的])"),
    ("cn", 4, rf"(?P<cn>[{_CN}]{{1,4}})[、.．]\s?(?![—年月日个])"),
    ("cn_bracket", 5, rf"（(?P<cn_bracket>[{_CN}]{{1,4}})）[、.]?"),
    ("lone", 6, r"(?P<lone>\d{1,3})(?=\n)"),
    ("plain", 4, r"(?P<plain>\d{1,2})(?=[\u4e00-\u9fff])"),
    ("decimal", 5, r"(?P<decimal>\d{1,2}(?:[.．]\d{1,2}){1,3})[.、]?(?=[\u4e00-\u9fff“（])"),
    ("dot", 6, r"(?P<dot>\d{1,3})\s?[.、．](?:(?!\d)|(?=20\d{2}年))"),
    ("half", 7, r"(?P<half>\d{1,2})）(?=[\u4e00-\u9fff“])"),
    ("bracket", 8, r"（(?P<bracket>\d{1,2})）[、.]?"),
    ("circle", 9, r"(?P<circle>[①-⑳])"),
    ("bullet", 10, r"(?P<bullet>——+|[●■◆▲★]|•|·)(?=[\s\u4e00-\u9fff“])"),
)
RANK = {kind: rank for kind, rank, _ in _KINDS}
_MARK = re.compile("|".join(f"(?:{pattern})" for _, _, pattern in _KINDS))
_STOPS = "。；！？）”"
ONLY_AT_LINE_HEAD = frozenset({"bullet", "chapter", "section", "lone", "plain", "decimal"})
AFTER_DECIMALS = frozenset({"plain"})
"""A bare number before words is a heading only in a paper that numbers by decimals (1 总则, 1.1 …)."""


class Heading(NamedTuple):
    """A numbered heading: kind, number (None for a bullet), where its mark and its words start, what it shows.

    `label` is the number in Arabic digits, "" for a bullet; a decimal one is shown whole (6.1).
    """

    kind: str
    number: int | None
    start: int
    words: int
    label: str = ""


class Block(NamedTuple):
    """A heading and the text that is its own: up to the next heading. `above` are the indices of those above it."""

    heading: Heading | None
    start: int
    end: int
    above: tuple[int, ...] = ()
    has_children: bool = False


def headings(text: str, gaps: set[int]) -> list[Heading]:
    """All headings in order."""
    found: list[Heading] = []
    last: dict[str, int] = {}
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        start = match.start()
        line_head = start == 0 or text[start - 1] == "\n"
        if "\t" in text[start : match.end() + 1] or not (line_head or _may_stand_inside(text, start, gaps, kind)):
            continue
        number = _number(kind, match[kind])
        before = last.get(kind)
        if kind in {"lone", "plain"} and not (before is None or number in {before + 1, 1}):
            continue
        if kind in {"plain", "decimal"} and not _is_decimal(text, gaps, match):
            continue
        if kind == "article" and not line_head and (before is None or number != before + 1):
            continue
        if not line_head and before is not None and number not in {before + 1, 1}:
            continue
        if kind not in {"bullet"} and (number is None or number == 0):
            continue
        label = match[kind].replace("．", ".") if kind == "decimal" else "" if number is None else str(number)
        found.append(Heading(kind, number, start, match.end(), label))
        if number is not None:
            last[kind] = number
    kinds = {heading.kind for heading in found}
    return [heading for heading in found if heading.kind not in AFTER_DECIMALS or "decimal" in kinds]


def _is_decimal(text: str, gaps: set[int], match: re.Match[str]) -> bool:
    """Whether a number before words is set off from them by white space, as a heading's is and an amount's is not."""
    return match.end() in gaps or text[match.end() : match.end() + 1] == "（"


def _may_stand_inside(text: str, start: int, gaps: set[int], kind: str) -> bool:
    if kind in ONLY_AT_LINE_HEAD:
        return False
    before = text[start - 1]
    return (
        before in _STOPS
        or start in gaps
        or (before == " " and start - 1 in gaps)
        or (before == "：" and kind in {"circle", "bracket", "dot"})
    )


def _number(kind: str, printed: str) -> int | None:
    if kind == "bullet":
        return None
    if kind == "decimal":
        return int(re.split(r"[.．]", printed)[-1])
    if kind == "circle":
        return ord(printed) - ord("①") + 1
    return int(printed) if printed.isascii() and printed.isdigit() else numerals.chinese(printed)


def blocks(text: str, gaps: set[int], tables: list[tuple[int, int]]) -> list[Block]:
    """The whole text cut at its headings; the first block has none when text stands before them."""
    found = [
        heading for heading in headings(text, gaps) if not any(low <= heading.start < high for low, high in tables)
    ]
    made: list[Block] = []
    first = min([found[0].start if found else len(text), *(low for low, _ in tables)])
    if text[:first].strip():
        made.append(Block(None, 0, first))
    stack: list[int] = []
    for index, heading in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(text)
        end = min([end, *(low for low, _ in tables if heading.start < low < end)])
        while stack and rank(made[stack[-1]].heading) >= rank(heading):
            stack.pop()
        if stack:
            made[stack[-1]] = made[stack[-1]]._replace(has_children=True)
        made.append(Block(heading, heading.start, end, tuple(stack)))
        stack.append(len(made) - 1)
    return made


def rank(heading: Heading | None) -> tuple[int, int]:
    """How high a heading stands, 1 the highest; decimals by their depth."""
    return (0, 0) if heading is None else (RANK[heading.kind], heading.label.count("."))
