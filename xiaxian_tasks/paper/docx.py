"""A paper as a .docx by the figures of GB/T 9704-2012: the same paper gives the same bytes, anywhere and any day."""

import re
from decimal import Decimal

from xiaxian_tasks.domain.letters import LETTER, OFFICIAL, SHEET, Paper
from xiaxian_tasks.paper import _head, _record, _sheet, _tail
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import Pictures, blocks_of
from xiaxian_tasks.paper._floating import Box, Place, box
from xiaxian_tasks.paper._parcel import Part, parcel, piece
from xiaxian_tasks.paper._xml import Look, characters, looks, paragraph, run, space
from xiaxian_tasks.paper.pictures import size_of
from xiaxian_tasks.paper.template import Template, fill

_NUMBER_FOOT = g.BOTTOM - g.NUMBER_BELOW_TYPE - g.SIZE_FOURTH / g.POINTS_PER_MM / 2
"""Millimetres from the paper's lower edge to the foot of the page number: its dashes, in the middle of their line, lie
7 mm below the type area."""


def write(paper: Paper, template: Template | None = None) -> bytes:
    """The paper as a .docx: laid out by the standard, or into the office's own template.

    Raises Faulty (3): `picture-unreadable`, and what `template.fill` raises.
    """
    if template is not None:
        return fill(paper, template)
    pieces = _pieces(paper)
    pictures = Pictures(len(pieces))
    body = _body(paper, pictures, pieces)
    shown = [_picture(number, content) for number, content in enumerate(pictures.parts, 1)]
    by = paper.sign[0] if paper.sign else paper.mark
    return parcel(body, [*pieces, *shown], title=paper.title, on=paper.on, by=by)


def _body(paper: Paper, pictures: Pictures, pieces: list[Part]) -> str:
    """Stretches of pages upright and across, each with its section at its end."""
    *before, last = _stretches(paper, pictures)
    made = ""
    for number, (inside, across) in enumerate(before):
        ends = _section(pieces, is_first_letter=paper.form == LETTER and not number, across=across)
        made += inside + space(20).replace("</w:pPr>", f"{ends}</w:pPr>")
    is_first_letter = paper.form == LETTER and not before
    return made + last[0] + _section(pieces, is_first_letter=is_first_letter, across=last[1])


def _stretches(paper: Paper, pictures: Pictures) -> list[tuple[str, bool]]:
    """(blocks, whether they lie across the page), those that lie alike together."""
    made = [(_front(paper, pictures), False)]
    for at, annex in enumerate(paper.annexes):
        if annex.blocks:
            across = _tail.is_across(annex)
            width = g.TYPE_HEIGHT if across else g.TYPE_WIDTH
            made.append((_tail.annex_page(paper.annexes, at, pictures, width=width), across))
    if record := _record.record(paper):
        made.append((record, False))
    joined = [made[0]]
    for inside, across in made[1:]:
        if joined[-1][1] == across:
            joined[-1] = (joined[-1][0] + inside, across)
        else:
            joined.append((inside, across))
    return joined


def _front(paper: Paper, pictures: Pictures) -> str:
    """Everything before the annexes."""
    if paper.form == SHEET:
        return _sheet.sheet(paper, pictures)
    made = (_head.official if paper.form == OFFICIAL else _head.letter)(paper)
    made += _with_signature(blocks_of(paper.body, pictures)) + _with_signature(_tail.annex_statement(paper.annexes))
    return made + _tail.signature(paper) + _tail.note(paper)


def _with_signature(made: str) -> str:
    """Text whose last paragraph stands on the page of what follows: no page holds the signature alone. LibreOffice
    takes such a paragraph to the next page whole, so a long one is left to be parted."""
    before, begin, last = made.rpartition(_BEGIN)
    is_short = len(_TAG.sub("", last)) <= _KEPT_AT_MOST
    is_kept = begin and is_short and _KEPT not in last and "</w:tbl>" not in last
    return f"{before}{begin}{_KEPT}{last}" if is_kept else made


_BEGIN, _KEPT = "<w:p><w:pPr>", "<w:keepNext/>"
_TAG = re.compile("<[^>]*>")
_KEPT_AT_MOST = g.CHARACTERS * 8
"""Characters of a last paragraph that is kept with the signature: eight lines, a third of a page."""


def _pieces(paper: Paper) -> list[Part]:
    """Heads and feet of the pages: number right on odd pages and left on even ones; a letter's first page has lines."""
    below = space(g.twips(_NUMBER_FOOT - g.LETTER_RULE_ABOVE_EDGE)) if paper.form == LETTER else ""
    pieces = [
        piece("footer-odd.xml", _number("right") + below),
        piece("footer-even.xml", _number("left") + below),
    ]
    if paper.form == LETTER:
        pieces.append(piece("header-first.xml", _head.letter_top(paper)))
        pieces.append(piece("footer-first.xml", _head.letter_foot()))
    if any(map(_tail.is_across, paper.annexes)):
        pieces += [piece(f"footer-{side}_across.xml", _number_across(side)) for side in ("odd", "even")]
    return pieces


_TURNED = (g.twips(Decimal(10)), g.twips(Decimal(60)))
"""How wide and high the box of a turned page number is."""


def _number_across(side: str) -> str:
    """The number of a page laid across stands where it does on upright ones, once the page is turned upright: its lower
    edge is then the left one here, and whoever turns the pages sees all numbers in one place (GB/T 9704-2012, 8.1)."""
    wide, high = _TURNED
    right = g.twips(g.BOTTOM - g.NUMBER_BELOW_TYPE) - wide // 2
    outer = g.twips(g.OUTSIDE)
    down = outer if side == "even" else g.twips(g.PAGE_WIDTH) - outer - high
    place = Box(wide, high, Place(right, down), "页码", 9001 if side == "odd" else 9002, is_turned=True)
    return paragraph(box(_number("right" if side == "odd" else "left"), place), Look("left", 20))


def _number(align: str) -> str:
    """— 1 —: 4号, one character in from the outer edge."""
    size, side = g.SIZE_FOURTH, characters(1, g.SIZE_FOURTH)
    field = (
        '<w:r>{0}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{0}<w:instrText xml:space="preserve"> PAGE </w:instrText>'
        '</w:r><w:r>{0}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{0}<w:t>1</w:t></w:r>'
        '<w:r>{0}<w:fldChar w:fldCharType="end"/></w:r>'
    ).format(looks(g.SONG, size))
    look = Look(align, int(size * 20))
    look = look._replace(right=side) if align == "right" else look._replace(left=side)
    return paragraph(run("— ", g.SONG, size) + field + run(" —", g.SONG, size), look)


_KINDS = {"odd": "default", "even": "even", "first": "first", "odd_across": "default", "even_across": "even"}

_ACROSS = (
    f'w:top="{g.twips((g.INSIDE + g.OUTSIDE) / 2)}" w:right="{g.twips((g.TOP + g.BOTTOM) / 2)}"'
    f' w:bottom="{g.twips((g.INSIDE + g.OUTSIDE) / 2)}" w:left="{g.twips((g.TOP + g.BOTTOM) / 2)}"'
)
"""Margins of a page laid across: its head is at the left once it is turned upright, on either side of the sheet. Each
is the mean of two, so that it holds for odd and even pages; none is more than a millimetre off."""


def _section(pieces: list[Part], *, is_first_letter: bool, across: bool = False) -> str:
    """What the pages before it look like; `is_first_letter` is the section that begins with a letter's first page."""
    links = "".join(
        f'<w:{part.link}Reference w:type="{_KINDS[which]}" r:id="rId{number}"/>'
        for number, part in enumerate(pieces, 1)
        if (which := part.name.split("-")[1].removesuffix(".xml")).endswith("_across") == across
        and (which != "first" or is_first_letter)
    )
    is_letter = any("first" in part.name for part in pieces)
    foot = g.LETTER_RULE_ABOVE_EDGE if is_letter else _NUMBER_FOOT
    width, height = g.twips(g.PAGE_WIDTH), g.twips(g.PAGE_HEIGHT)
    size = f'w:w="{height}" w:h="{width}" w:orient="landscape"' if across else f'w:w="{width}" w:h="{height}"'
    margins = _ACROSS if across else (
        f'w:top="{g.twips(g.TOP)}" w:right="{g.twips(g.OUTSIDE)}" w:bottom="{g.twips(g.BOTTOM)}"'
        f' w:left="{g.twips(g.INSIDE)}"'
    )
    return (
        f"<w:sectPr>{links}<w:pgSz {size}/>"
        f'<w:pgMar {margins} w:header="{g.twips(g.LETTER_MARK_TOP)}" w:footer="{g.twips(foot)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if is_first_letter else ''}"
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{g.PITCH}" w:charSpace="{g.SQUEEZE}"/></w:sectPr>'
    )


def _picture(number: int, content: bytes) -> Part:
    size = size_of(content)
    return Part(f"media/{number}.{size.sort if size else ''}", content, "image")
