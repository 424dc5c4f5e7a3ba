"""The body of a paper: paragraphs by level, tables, pictures."""

from decimal import Decimal

from xiaxian_tasks.domain.letters import CENTRED, FLUSH, RIGHT, Block, Column, Paragraph, Picture, Table
from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._xml import Look, broken, characters, paragraph, quoted, run
from xiaxian_tasks.paper.balance import title_lines
from xiaxian_tasks.paper.pictures import size_of
from xiaxian_tasks.paper.printable import line, lines

TITLE_MOST = int(g.points(g.TYPE_WIDTH) / g.SIZE_SECOND)
"""Characters of 2号 in a line: 20."""

_EMU = 36000
"""Units of a drawing to the millimetre."""

_TABLE_PITCH, _CELL = 340, 57
"""Twips from line to line in a table, and from a rule to the text (1 mm): office custom."""

_ROW_KEPT = 14
"""Lines of a row that is not broken over pages; a longer one has to be."""


class Pictures:
    """The pictures of one paper in their order; the same picture twice is one part."""

    def __init__(self, before: int) -> None:
        self.parts: list[bytes] = []
        self.shown = 0
        self._before = before

    def link(self, content: bytes) -> str:
        """The link of a picture's part."""
        if content not in self.parts:
            self.parts.append(content)
        return f"rId{self._before + self.parts.index(content) + 1}"


def blocks_of(blocks: tuple[Block, ...], pictures: Pictures, width: Decimal = g.TYPE_WIDTH) -> str:
    """Blocks one below the other, at most `width` millimetres wide."""
    return "".join(_block(block, pictures, width) for block in blocks)


def title_of(title: str, *, colour: str = "", is_kept: bool = True) -> str:
    """A title: 2号小标宋, centred, its lines balanced."""
    lines = title_lines(line(title), TITLE_MOST)
    return paragraph(broken(lines, g.SONG_TITLE, g.SIZE_SECOND, colour), Look("center", is_kept=is_kept))


def _block(block: Block, pictures: Pictures, width: Decimal) -> str:
    if isinstance(block, Paragraph):
        return "".join(_paragraphs(block))
    if isinstance(block, Table):
        return table_of(block, width)
    return _picture(block, pictures, width)


def _paragraphs(block: Paragraph) -> list[str]:
    """One paragraph for each of the text's own lines."""
    face = g.LEVEL_FACES[block.level]
    align = {CENTRED: "center", RIGHT: "right"}.get(block.place, "both")
    first = 0 if block.place in {CENTRED, FLUSH, RIGHT} else characters(2)
    texts = lines(block.text)
    made = [run(text, face) + (run(line(block.then)) if text is texts[-1] else "") for text in texts]
    look = Look(align, first=first, is_kept=bool(block.level and not block.then), outline=block.level)
    return [paragraph(runs, look) for runs in made]


def widths_of(columns: tuple[Column, ...], width: Decimal) -> list[int]:
    """Widths in twips that fill `width` millimetres: those given, narrowed where too wide; others share the rest."""
    whole = g.twips(width)
    given = [g.twips(Decimal(column.width)) for column in columns]
    free = given.count(0)
    least = g.twips(Decimal(12))
    room = whole - free * least
    if (told := sum(given)) > room or not free:
        given = [each * max(room, 0) // told if told else 0 for each in given]
    share = (whole - sum(given)) // free if free else 0
    filled = [each or share for each in given]
    return [*filled[:-1], whole - sum(filled[:-1])]


def table_of(table: Table, width: Decimal = g.TYPE_WIDTH) -> str:
    """A table with its title above and its note below; the heading is repeated on every page."""
    size = g.SIZE_SMALL_FOURTH if len(table.columns) <= 6 else g.SIZE_FIFTH
    widths = widths_of(table.columns, width)
    above = paragraph(run(line(table.title), g.HEI), Look("center", is_kept=True)) if table.title else ""
    note = paragraph(run(line(table.note), size=g.SIZE_FIFTH), Look(pitch=_TABLE_PITCH)) if table.note else ""
    heading = _row([column.title for column in table.columns], table.columns, widths, size, is_heading=True)
    rows = "".join(_row(list(row), table.columns, widths, size) for row in table.rows)
    return above + framed(widths, heading + rows) + (note or paragraph("", Look(pitch=_TABLE_PITCH // 2)))


def framed(widths: list[int], rows: str, *, colour: str = g.BLACK, outer: int = 4) -> str:
    """Rows in rules: 0.5 points inside, `outer` eighths around."""
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{4 if side.startswith("inside") else outer}" w:space="0"'
        f' w:color="{g.BLACK if side.startswith("inside") else colour}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_CELL}"'
        f' w:type="dxa"/><w:right w:w="{_CELL}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def cell(inside: str, width: int, *, across: int = 1) -> str:
    """One cell; `inside` ends with a paragraph, as the format wants."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
    )


def _row(
    texts: list[str], columns: tuple[Column, ...], widths: list[int], size: Decimal, *, is_heading: bool = False
) -> str:
    face = g.HEI if is_heading else g.FANG
    texts = [*texts, *[""] * (len(columns) - len(texts))][: len(columns)]
    kept = "<w:cantSplit/>" if is_heading or _is_short(texts, widths, size) else ""
    cells = ""
    for text, column, width in zip(texts, columns, widths, strict=True):
        look = Look("center" if is_heading or column.is_centred else "left", _TABLE_PITCH)
        cells += cell("".join(paragraph(run(each, face, size), look) for each in lines(text)), width)
    return f"<w:tr><w:trPr>{kept}{'<w:tblHeader/>' if is_heading else ''}</w:trPr>{cells}</w:tr>"


def _is_short(texts: list[str], widths: list[int], size: Decimal) -> bool:
    sized = zip(texts, widths, strict=True)
    return all(len(text) * size * 20 < (width - 2 * _CELL) * _ROW_KEPT for text, width in sized)


def _picture(picture: Picture, pictures: Pictures, width: Decimal) -> str:
    """A picture in a line of its own, its own line of words below."""
    size = size_of(picture.content)
    if size is None:
        raise Faulty([Fault("", 0, "picture-unreadable", {"title": picture.title or picture.shows})])
    pictures.shown += 1
    wide = min(Decimal(picture.width), width)
    high = wide * size.height / size.width
    if high > (most := g.TYPE_HEIGHT - 25):
        wide, high = wide * most / high, most
    across, down = int(wide * _EMU), int(high * _EMU)
    name = f'id="{pictures.shown}" name="图{pictures.shown}" descr="{quoted(picture.shows or picture.title)}"'
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
        f"<wp:docPr {name}/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{pictures.link(picture.content)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    below = paragraph(run(line(picture.title), size=g.SIZE_FOURTH), Look("center")) if picture.title else ""
    return paragraph(drawing, Look("center", 0, is_kept=bool(below))) + below
