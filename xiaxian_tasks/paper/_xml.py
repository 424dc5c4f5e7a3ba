"""Paragraphs, runs and borders of a .docx as strings: few shapes, each laid out to twips.

Written by hand rather than through a library's model: the same paper gives the same bytes whatever version of a library
is installed, and a paper of 300 rows takes milliseconds.
"""

from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape

from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper.printable import line

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)

THICK, THIN, RULE = 8, 6, 16
"""Rules in eighths of a point: 0.35 mm and 0.25 mm of the record, 0.7 mm of the red rule (its strength is custom)."""


class Look(NamedTuple):
    """How a paragraph stands: lengths in twips, `borders` of `border` by side, `tab` where a tab to the right ends.

    A `pitch` of 0 lets a line be as high as what stands in it; a `first` below 0 hangs out to the left.
    """

    align: str = "both"
    pitch: int = g.PITCH
    first: int = 0
    left: int = 0
    right: int = 0
    borders: str = ""
    tab: int = 0
    is_kept: bool = False
    starts_page: bool = False
    outline: int = 0


def quoted(text: str) -> str:
    """Text as it may stand in XML; nothing of it that does not print."""
    return escape(line(text), {'"': "&quot;"})


def run(text: str, face: g.Face = g.FANG, size: Decimal = g.SIZE_THIRD, colour: str = "") -> str:
    """Text in one face, size (points) and colour (RRGGBB)."""
    return f'<w:r>{looks(face, size, colour)}<w:t xml:space="preserve">{quoted(text)}</w:t></w:r>' if text else ""


def looks(face: g.Face, size: Decimal, colour: str = "") -> str:
    """The properties of a run; those of the style are not said again."""
    said = ""
    if face is not g.FANG:
        family = face.family
        said += f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'
    if colour:
        said += f'<w:color w:val="{colour}"/>'
    if size != g.SIZE_THIRD:
        said += f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'
    return f"<w:rPr>{said}</w:rPr>" if said else ""


def broken(lines: list[str], face: g.Face, size: Decimal, colour: str = "") -> str:
    """Lines of one paragraph, each broken where it ends."""
    return "<w:r><w:br/></w:r>".join(run(each, face, size, colour) for each in lines)


def paragraph(runs: str, look: Look = Look()) -> str:  # noqa: B008  a value that cannot change
    """One paragraph, its properties in the order the schema wants."""
    first = f'w:firstLine="{look.first}"' if look.first >= 0 else f'w:hanging="{-look.first}"'
    indents = f'<w:ind w:left="{look.left}" w:right="{look.right}" {first}/>'
    properties = (
        ("<w:keepNext/>" if look.is_kept else "")
        + ("<w:pageBreakBefore/>" if look.starts_page else "")
        + (f"<w:pBdr>{look.borders}</w:pBdr>" if look.borders else "")
        + (f'<w:tabs><w:tab w:val="right" w:pos="{look.tab}"/></w:tabs>' if look.tab else "")
        + _pitch(look.pitch)
        + (indents if look.first or look.left or look.right else "")
        + (f'<w:jc w:val="{look.align}"/>' if look.align != "both" else "")
        + (f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else "")
    )
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def _pitch(pitch: int) -> str:
    if pitch == g.PITCH:  # the style says so
        return ""
    height, rule = (pitch, "exact") if pitch else (240, "auto")
    return f'<w:spacing w:line="{height}" w:lineRule="{rule}"/>'


def space(pitch: int = g.PITCH, *, is_kept: bool = False, borders: str = "") -> str:
    """An empty line of a height in twips; its mark is as small as the line, so that nothing is cut off."""
    size = max(2, min(32, pitch // 10))
    mark = f'<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>' if size < 32 else ""
    kept = "<w:keepNext/>" if is_kept else ""
    kept += f"<w:pBdr>{borders}</w:pBdr>" if borders else ""
    return f'<w:p><w:pPr>{kept}<w:spacing w:line="{pitch}" w:lineRule="exact"/>{mark}</w:pPr></w:p>'


def border(side: str, eighths: int, colour: str = g.BLACK) -> str:
    """A single rule on one side of a paragraph."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


def characters(count: Decimal | int, size: Decimal = g.SIZE_THIRD) -> int:
    """The width of characters in twips: on the grid for 3号, the size itself for others."""
    width = g.CHARACTER if size == g.SIZE_THIRD else size
    return int(width * 20 * count)
