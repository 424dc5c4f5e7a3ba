"""What stands below a body: annex statement, signature and day, note, annexes."""

from datetime import date
from decimal import Decimal

from xiaxian_tasks.domain.letters import Annex, Paper, Table
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import Pictures, blocks_of, title_of
from xiaxian_tasks.paper._xml import Look, characters, paragraph, run, space
from xiaxian_tasks.paper.balance import ems
from xiaxian_tasks.paper.printable import line

_MOST_COLUMNS = 6
"""Columns of a table on an upright page; more leave less than four characters to each."""


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
    return "".join(annex_page(annexes, at, pictures) for at, annex in enumerate(annexes) if annex.blocks)


def annex_page(
    annexes: tuple[Annex, ...], at: int, pictures: Pictures, *, width: Decimal = g.TYPE_WIDTH
) -> str:
    """One annex with its number, which is left out where it is the only one."""
    label = f"附件{at + 1}" if len(annexes) > 1 else "附件"
    made = paragraph(run(label, g.HEI), Look("left", starts_page=True, is_kept=True)) + space(is_kept=True)
    return made + title_of(annexes[at].title) + space(is_kept=True) + blocks_of(annexes[at].blocks, pictures, width)


def is_across(annex: Annex) -> bool:
    """Whether an annex is laid across the page: a table of it has more columns than stand beside each other, or is
    wider than the type area."""
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    return any(
        len(table.columns) > _MOST_COLUMNS or sum(column.width for column in table.columns) > g.TYPE_WIDTH
        for table in tables
    )
