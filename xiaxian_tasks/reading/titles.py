"""Where a measure's heading stands, and where the measure ends."""

import re

from xiaxian_tasks.reading.clauses import Clause
from xiaxian_tasks.reading.outline import Block
from xiaxian_tasks.reading.view import Span, parts, sentences

TITLE_AT_MOST = 60
"""Characters of a title; a longer first sentence gives its first part."""

_HEADING_ENDS = re.compile(r"[。：；！\n]")
_NO_TITLE = re.compile(
    r"(?:依照|根据|按照|为|通过|[^，。：]{2,6}(?:领导|任务|内容|时限|目标|单位)：|\d{4}年|到\d{4}|年底前)"
)
_TRAILER = re.compile(r"\n[^\n]{0,40}\n?\s*20\d{2}年\d{1,2}月\d{1,2}日|\n\s*附件|\n（此件|\n\s*抄送|\n本文件由")
_MARKS = "。；，、 \n\t）"


def skip_marks(text: str, start: int, end: int) -> int:
    """The first place from `start` that holds a word."""
    while start < end and text[start] in _MARKS:
        start += 1
    return start


def end_of(text: str, start: int, end: int) -> int:
    """The end of a stretch without signature, annexes and the blank behind it."""
    trailer = _TRAILER.search(text, start, end)
    end = trailer.start() if trailer else end
    while end > start and text[end - 1] in " \n\t":
        end -= 1
    return end


def end_behind(text: str, low: int, end: int) -> int:
    """The end of a measure whose clause ends at `low`: there, unless sentences follow that belong to it."""
    end = end_of(text, low, end)
    return end if re.search(r"[。；]", text[low + 1 : end]) else low


def title(text: str, block: Block, start: int, clause: Clause | None, *, first: bool) -> Span:
    """The printed heading, up to its stop or its line's end, never into the clause; else its first part."""
    low = block.heading.words if block.heading and first else start
    if clause is not None and clause.start <= low:
        return first_part(text, clause.end, block.end)
    end = clause.start if clause is not None else block.end
    if first and block.heading is not None:
        stop = _HEADING_ENDS.search(text, skip_marks(text, low, end), end)
        cut = stop.start() if stop else end
        if cut - low <= TITLE_AT_MOST:
            return Span(low, cut)
    return first_part(text, low, end)


def first_part(text: str, start: int, end: int) -> Span:
    """The first part of a stretch that is neither a day nor a mere reference."""
    for sentence in sentences(text, start, end):
        for part in parts(text, sentence.start, sentence.end):
            bare = text[part.start : part.end].strip("，。；：！？、 \n\t")
            if len(bare) < 4 or _NO_TITLE.match(text[part.start : part.end].lstrip()):
                continue
            stop = part.end - 1 if text[part.end - 1] in "，。；：！？、\n" else part.end
            return Span(part.start, min(stop, part.start + TITLE_AT_MOST))
    return Span(start, min(end, start + TITLE_AT_MOST))
