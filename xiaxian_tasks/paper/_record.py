"""The record at the foot of the last page (版记): who gets copies, who printed it, the ledger's seal.

It lies in a box of its own at the foot of the type area, so that its last rule is on the lower edge whatever stands
above; an empty line as high as the box keeps its place in the text, and takes it to a page of its own where the text
goes down too far.
"""

from xiaxian_tasks.domain.letters import LETTER, Paper
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._floating import Box, Place, box
from xiaxian_tasks.paper._tail import day_of
from xiaxian_tasks.paper._xml import THICK, THIN, Look, border, characters, paragraph, run, space
from xiaxian_tasks.paper.balance import ems
from xiaxian_tasks.paper.printable import line

NAME = "版记"
"""What the box is called, for whoever measures it."""

_PITCH = 480
"""Twips from line to line in the record (24 points for 4号; custom)."""

_SIDE = characters(1, g.SIZE_FOURTH)
_HUNG = 3
"""Characters of 抄送 and its colon, below which further lines do not stand."""

_ROOM = int(g.points(g.TYPE_WIDTH) / g.SIZE_FOURTH) - 2
"""Characters of 4号 between the two that stay free: 29."""

_RULE = 20
"""Twips of the line a rule lies below."""


def record(paper: Paper) -> str:
    """版记, its last rule on the lower edge of the last page's type area; a letter has neither rules nor printer."""
    has_rules = paper.form != LETTER
    copies = "，".join(map(line, paper.copies))
    lines = [(_copies(copies), _lines_of(copies))] if copies else []
    if paper.printed_by and has_rules:
        lines.append((_printed(line(paper.printed_by), f"{day_of(paper.on)}印发"), 1))
    made, high = (_seal_code(paper.seal_code), _PITCH) if paper.seal_code else ("", 0)
    for at, (text, count) in enumerate(lines):
        rule = _rule(THIN if at else THICK) if has_rules else ""
        made, high = made + rule + text, high + count * _PITCH
    if not made:
        return ""
    made += _rule(THICK) if has_rules and lines else ""
    high = min(high + 4 * (_RULE + THICK * 5 // 2), g.twips(g.TYPE_HEIGHT) - g.PITCH)
    return paragraph(box(made, Box(g.twips(g.TYPE_WIDTH), high, Place(), NAME, 9000)), Look("left", high))


def _rule(eighths: int) -> str:
    """A rule as wide as the box."""
    return space(_RULE, borders=border("bottom", eighths))


def _lines_of(copies: str) -> int:
    """Lines 抄送 takes at most: a mark that may not begin a line takes what is before it along."""
    first, further = _ROOM - _HUNG - 1, _ROOM - _HUNG - 1
    left = ems(copies) + 1 - first
    return 1 + max(0, int(-(-left // further)))


def _copies(copies: str) -> str:
    """抄送: further lines stand under the first name."""
    hung = characters(_HUNG, g.SIZE_FOURTH)
    look = Look("left", _PITCH, left=_SIDE + hung, right=_SIDE, first=-hung)
    return paragraph(run(f"抄送：{copies}。", size=g.SIZE_FOURTH), look)


def _printed(printer: str, day: str) -> str:
    """印发机关 to the left, its day to the right."""
    runs = run(printer, size=g.SIZE_FOURTH) + "<w:r><w:tab/></w:r>" + run(day, size=g.SIZE_FOURTH)
    return paragraph(runs, Look("left", _PITCH, left=_SIDE, right=_SIDE, tab=g.twips(g.TYPE_WIDTH) - _SIDE))


def _seal_code(code: str) -> str:
    return paragraph(run(f"账本封存码：{line(code)}", size=g.SIZE_FIFTH), Look("left", _PITCH, left=_SIDE))
