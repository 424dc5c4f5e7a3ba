"""The text as the grammar sees it: one alphabet, no stray white space, broken lines joined, offsets kept.

Official papers arrive with full-width digits, either sort of bracket, and, out of a PDF, lines cut in mid-sentence.
The grammar reads a `View`; what it finds is carried back to the text as it was given through `View.span`.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_SAME = {
    "（": "([【［﹙",
    "）": ")]】］﹚",
    "：": ":∶﹕",
    "；": ";",
    "，": ",",
    "？": "?",
    "！": "!",
    "%": "％﹪",
    ".": "．",
    "—": "–－―",
    "-": "~～‐",
}
_ALPHABET = {ord(found): shown for shown, many in _SAME.items() for found in many} | {
    ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")
}

_ENDS = "。！？；：!?;:.）)】]”"
_MARKED = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]+[章节条编部]|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]"
    r"|[（(]?\d{1,3}\s*[）)、.．](?!\d)"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,3}\s|\d{1,2}\s+[\u4e00-\u9fff]|[①-⑳]|——|[●■◆•]|附件"
    r"|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$"
    r"|(?:牵头|责任|配合|主办|承办|协办|参加|参与)[^：:，。]{0,6}[：:])"
)
_SHORTEST_BROKEN = 12
"""A line shorter than this that ends without a stop is a title, not the first half of a sentence."""


_CELL_WALLS = "\t│┃┆┊╎|｜"
_SILENT = frozenset("*─━═┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬" + "│┃┆┊╎|｜")
"""Marks that carry no words: emphasis, and the walls of boxes (which set cells off)."""
_ONLY_BODIES = re.compile(
    r"(?:(?:各|[省市县区州]|国网|人行)[^，。；：！？、\s]{1,24}?(?:局|委|办|厅|院|会|中心|公司|政府|办公室|支行"
    r"|大队|管委会|部|单位|部门|乡镇|街道)[、，\s]*)+"
)


class Span(NamedTuple):
    """A stretch of characters, `end` exclusive."""

    start: int
    end: int


class View:
    """The characters of a text in one alphabet; `at[i]` is where the i-th stood, `gaps` follow white space."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at: list[int] = []
        self.gaps: set[int] = set()
        made: list[str] = []
        for start, line, broken in _lines(source):
            if made and not broken:
                self._put(made, "\n", start - 1)
            self._line(made, line, start)
        self.text = "".join(made)

    def _put(self, made: list[str], character: str, at: int) -> None:
        made.append(character)
        self.at.append(max(at, 0))

    def _line(self, made: list[str], line: str, start: int) -> None:
        space = False
        for index, character in enumerate(line):
            if character in _CELL_WALLS and made and made[-1] != "\n":
                if made[-1] != "\t":
                    self._put(made, "\t", start + index)
            elif character.isspace() or character in _SILENT or unicodedata.category(character) in {"Cf", "Cc"}:
                space = True
                continue
            else:
                shown = _shown(line, index)
                if space and made:
                    if _is_han(made[-1]) and _is_han(shown):
                        self._put(made, " ", start + index - 1)
                    self.gaps.add(len(made))
                self._put(made, shown, start + index)
            space = False

    def span(self, start: int, end: int) -> Span:
        """The offsets in the given text of characters `start` to `end` (exclusive) of the view."""
        if start >= end:
            here = self.at[start] if start < len(self.at) else len(self.source)
            return Span(here, here)
        return Span(self.at[start], self.at[end - 1] + 1)

    def printed(self, start: int, end: int) -> str:
        """The given text of a stretch of the view, without white space."""
        found = self.span(start, end)
        return "".join(self.source[found.start : found.end].split())


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _shown(line: str, index: int) -> str:
    """One character in the view's alphabet; a comma, stop or colon between digits stays what it is."""
    character = line[index]
    if character in ",:：∶" and line[max(index - 1, 0) : index].isdigit() and line[index + 1 : index + 2].isdigit():
        return "," if character == "," else ":"
    return character.translate(_ALPHABET)


def _lines(source: str) -> Iterator[tuple[int, str, bool]]:
    """(offset, line, whether it goes on from the line before), blank lines left out."""
    start, before = 0, ""
    for line in source.splitlines(keepends=True):
        bare = line.strip()
        if bare.strip("".join(_SILENT)):
            yield start, line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"), bool(before) and _goes_on(before, bare)
            before = bare
        start += len(line)


def _goes_on(before: str, line: str) -> bool:
    """Whether `line` is the second half of a sentence that `before` began."""
    if any(wall in before or wall in line for wall in _CELL_WALLS):
        return False
    if line[0] in "，、。；）)":
        return True
    if _MARKED.match(line):
        return False
    opened = sum(before.count(mark) for mark in "（(") - sum(before.count(mark) for mark in "）)")
    if opened > 0:
        return True
    if before[-1] in _ENDS or len(before) < _SHORTEST_BROKEN or _ONLY_BODIES.fullmatch(line):
        return False
    return not (_MARKED.match(before) and "。" not in before)


_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_PART = re.compile(r"[^，：。！？；\n]*[，：。！？；\n]?")


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences between two places, each with its closing mark; 。 and ； both close one."""
    return _cut(_SENTENCE, text, start, end)


def parts(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a sentence that commas and colons set off."""
    return _cut(_PART, text, start, end)


def _cut(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        found = pattern.match(text, start, end)
        if found is None or found.end() == start:
            return
        yield Span(start, found.end())
        start = found.end()


def brackets(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The outermost （…） of a stretch, brackets included; one never closed ends with its line."""
    limit = len(text) if end is None else end
    index = text.find("（", start, limit)
    while index >= 0:
        close = _closing(text, index, limit)
        yield Span(index, close)
        index = text.find("（", max(close, index + 1), limit)


_LONGEST_BRACKET = 600


def _closing(text: str, start: int, limit: int) -> int:
    depth, line_end = 0, -1
    for index in range(start, min(limit, start + _LONGEST_BRACKET)):
        character = text[index]
        if character == "（":
            depth += 1
        elif character == "）":
            depth -= 1
            if depth == 0:
                return index + 1
        elif character == "\n" and line_end < 0:
            line_end = index
            if depth > 1 or text[index + 1 : index + 2] in "（一二三四五六七八九十123456789":
                break
    return line_end if line_end >= 0 else min(limit, start + _LONGEST_BRACKET)
