"""A work sheet (督查工作单): a form in a frame, which is no official document and bears neither red head nor rules."""

from xiaxian_tasks.domain.letters import Field, Paper
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import Pictures, blocks_of, cell, framed, title_of
from xiaxian_tasks.paper._tail import day_of
from xiaxian_tasks.paper._xml import Look, characters, paragraph, run, space
from xiaxian_tasks.paper.printable import line, lines

_LABEL = g.twips(g.TYPE_WIDTH) * 26 // 156
_SHORT = (g.twips(g.TYPE_WIDTH) - 2 * _LABEL) // 2
_WIDTHS = [_LABEL, _SHORT, _LABEL, g.twips(g.TYPE_WIDTH) - 2 * _LABEL - _SHORT]
_PITCH = 440
_INSIDE = g.TYPE_WIDTH - 3
"""Millimetres of the type area that a cell across the frame leaves to its text."""

COLOURS = {"blue": g.BLUE, "yellow": g.YELLOW, "red": g.RED}
"""Which sheet it is (蓝单, 黄单, 红单), as counties call them."""


def sheet(paper: Paper, pictures: Pictures) -> str:
    """The whole sheet down to the frame's lower edge."""
    colour = COLOURS.get(paper.colour, "")
    made = paragraph(run(line(paper.mark), g.SONG), Look("center", is_kept=True)) if paper.mark else ""
    made += title_of(paper.title, colour=colour)
    made += paragraph(run(line(paper.number), size=g.SIZE_FOURTH), Look("right", is_kept=True))
    to = (Field("主送", "，".join(paper.to), is_wide=True),) if paper.to else ()
    rows = _rows((*to, *paper.fields, *reply_field(paper))) + _text(paper, pictures) + _rows(paper.fields_after)
    made += framed(_WIDTHS, rows, colour=colour or g.BLACK, outer=12)
    contact = run(f"（{line(paper.contact)}）", size=g.SIZE_FOURTH)
    return made + (paragraph(contact, Look("left", _PITCH)) if paper.contact else space(_PITCH))


def reply_field(paper: Paper) -> tuple[Field, ...]:
    """When an answer is due, where a sheet asks for one and none of its fields says the day."""
    day = day_of(paper.reply_due) if paper.reply_due else ""
    is_said = any(day in field.text for field in (*paper.fields, *paper.fields_after))
    return (Field("回复期限", day),) if day and not is_said else ()


def _rows(fields: tuple[Field, ...]) -> str:
    """Short fields two in a row, wide ones across; a short one left alone takes the row."""
    made, waiting = "", list(fields)
    while waiting:
        first = waiting.pop(0)
        if not _is_wide(first) and waiting and not _is_wide(waiting[0]):
            second = waiting.pop(0)
            cells = [*_pair(first, _WIDTHS[1], 1), *_pair(second, _WIDTHS[3], 1)]
        else:
            cells = _pair(first, sum(_WIDTHS[1:]), 3)
        made += f"<w:tr><w:trPr>{_kept(first)}</w:trPr>{''.join(cells)}</w:tr>"
    return made


def _is_wide(field: Field) -> bool:
    return field.is_wide or bool(field.lines)


def _kept(field: Field) -> str:
    return "<w:cantSplit/>" if len(field.text) < 300 else ""


def _pair(field: Field, width: int, across: int) -> list[str]:
    label = paragraph(run(line(field.label), g.HEI, g.SIZE_FOURTH), Look("center", _PITCH))
    look = Look("left", _PITCH)
    texts = [paragraph(run(each, size=g.SIZE_FOURTH), look) for each in lines(field.text)]
    return [cell(label, _LABEL), cell("".join(texts) + space(_PITCH) * field.lines, width, across=across)]


def _text(paper: Paper, pictures: Pictures) -> str:
    """The body in one cell across the frame, signature and day at its end."""
    signed = "".join(
        paragraph(run(line(each)), Look("right", right=characters(2), is_kept=True)) for each in paper.sign
    )
    if signed:
        signed = space() + signed + paragraph(run(day_of(paper.on)), Look("right", right=characters(2)))
    inside = blocks_of(paper.body, pictures, _INSIDE) + signed
    if not inside:
        return ""
    inside = inside.replace("<w:keepNext/>", "")  # in a cell it would keep the whole row, and so the frame, together
    return f"<w:tr>{cell(inside, sum(_WIDTHS), across=4)}</w:tr>"
