"""What stands below a body: annex statement, signature and day, note, annexes, and the record at the page's foot."""

from datetime import date
from decimal import Decimal

from xiaxian_tasks.domain.letters import LETTER, Annex, Paper
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import Pictures, blocks_of, title_of
from xiaxian_tasks.paper._xml import THICK, THIN, Look, border, characters, paragraph, run, space
from xiaxian_tasks.paper.balance import ems
from xiaxian_tasks.paper.printable import line

_RECORD_PITCH = 480
"""Twips from line to line in the record (24 points for 4号; custom)."""

def day_of(on: date) -> str:
    """A day as papers print it: Arabic figures, no leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def annex_lines(annexes: tuple[Annex, ...]) -> list[str]:
    """The statement of annexes, line by line: numbered where there is more than one, no mark at the end."""
    titles = [line(annex.title) for annex in annexes]
    if len(titles) == 1:
        return [f"附件：{titles[0]}"]
    return [f"{'附件：' if number == 1 else ''}{number}. {title}" for number, title in enumerate(titles, 1)]


def annex_statement(annexes: tuple[Annex, ...]) -> str:
    """附件说明: a line below the body; further lines stand under the first name."""
    if not annexes:
        return ""
    numbered = Decimal("1.5") if len(annexes) > 1 else Decimal(0)
    left = characters(5 + numbered)
    made = [
        paragraph(run(text), Look("left", left=left, first=-characters((3 if not at else 0) + numbered)))
        for at, text in enumerate(annex_lines(annexes))
    ]
    return space() + "".join(made)


def indents(sign: str, day: str, *, is_sealed: bool) -> tuple[Decimal, Decimal]:
    """Characters left free to the right of a signature and of its day.

    With a seal the day keeps four and the signature stands centred above it; without one the signature keeps two and
    the day begins two characters further right, or, where it is longer, keeps two itself.
    """
    signed, dated = ems(sign), ems(day)
    if is_sealed:
        right = max(Decimal(4), 1 + (signed - dated) / 2)
        return right + (dated - signed) / 2, right
    if signed - dated >= 2:
        return Decimal(2), signed - dated
    return 2 + dated + 2 - signed, Decimal(2)


def signature(paper: Paper) -> str:
    """署名 and 成文日期, kept together.

    Two lines above stay empty for a seal, which will lie over both; it is never drawn.
    """
    day = day_of(paper.on)
    signs = [line(each) for each in paper.sign] or [""]
    widest = max(signs, key=ems)
    _, right_of_day = indents(widest, day, is_sealed=paper.is_sealed)
    made = space(is_kept=True) * (2 if paper.is_sealed else 1)
    for sign in filter(None, signs):
        right = right_of_day + (ems(day) - ems(sign)) / 2
        if len(signs) == 1:
            right, _ = indents(sign, day, is_sealed=paper.is_sealed)
        made += paragraph(run(sign), Look("right", right=characters(max(right, Decimal(0))), is_kept=True))
    return made + paragraph(run(day), Look("right", right=characters(right_of_day), is_kept=bool(paper.contact)))


def note(paper: Paper) -> str:
    """附注: in brackets, below the day."""
    return paragraph(run(f"（{line(paper.contact)}）"), Look(left=0, first=characters(2))) if paper.contact else ""


def annex_pages(annexes: tuple[Annex, ...], pictures: Pictures) -> str:
    """Each annex that has a body, on a page of its own."""
    made = ""
    for number, annex in enumerate(annexes, 1):
        if annex.blocks:
            label = f"附件{number}" if len(annexes) > 1 else "附件"
            made += paragraph(run(label, g.HEI), Look("left", starts_page=True, is_kept=True)) + space(is_kept=True)
            made += title_of(annex.title) + space(is_kept=True) + blocks_of(annex.blocks, pictures)
    return made


def record(paper: Paper) -> str:
    """版记, its last rule on the lower edge of the last page's type area; a letter has neither rules nor printer."""
    has_rules = paper.form != LETTER
    made = _row(_seal_code(paper.seal_code)) if paper.seal_code else ""
    lines = [_copies(paper.copies)] if paper.copies else []
    if paper.printed_by and has_rules:
        lines.append(_printed(line(paper.printed_by), f"{day_of(paper.on)}印发"))
    for at, each in enumerate(lines):
        rules = border("top", THIN if at else THICK) + (border("bottom", THICK) if at == len(lines) - 1 else "")
        made += _row(each, rules if has_rules else "")
    return _FLOATING + made + "</w:tbl>" + space(20) if made else ""


_SIDE = characters(1, g.SIZE_FOURTH)
_WIDTH = g.twips(g.TYPE_WIDTH) - 20
"""LibreOffice lets a table float only where it is narrower than the text: by a third of a millimetre."""

_FLOATING = (
    '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin"'
    f' w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    f'<w:tblCellMar><w:left w:w="{_SIDE}" w:type="dxa"/><w:right w:w="{_SIDE}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblGrid><w:gridCol w:w="{_WIDTH}"/></w:tblGrid>'
)


def _row(inside: str, rules: str = "") -> str:
    """A line of the record: its text a character narrower on both sides, its rules as wide as the type area."""
    borders = f"<w:tcBorders>{rules}</w:tcBorders>" if rules else ""
    width = f'<w:tcW w:w="{_WIDTH}" w:type="dxa"/>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>{width}{borders}</w:tcPr>{inside}</w:tc></w:tr>"


def _copies(copies: tuple[str, ...]) -> str:
    """抄送: further lines stand under the first name."""
    hung = characters(3, g.SIZE_FOURTH)
    look = Look("left", _RECORD_PITCH, left=hung, first=-hung)
    return paragraph(run(f"抄送：{'，'.join(line(each) for each in copies)}。", size=g.SIZE_FOURTH), look)


def _printed(printer: str, day: str) -> str:
    """印发机关 to the left, its day to the right."""
    runs = run(printer, size=g.SIZE_FOURTH) + "<w:r><w:tab/></w:r>" + run(day, size=g.SIZE_FOURTH)
    end = _WIDTH - 2 * _SIDE
    return paragraph(runs, Look("left", _RECORD_PITCH, tab=end))


def _seal_code(code: str) -> str:
    look = Look("left", _RECORD_PITCH)
    return paragraph(run(f"账本封存码：{line(code)}", size=g.SIZE_FIFTH), look)
