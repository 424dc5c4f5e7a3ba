"""A paper as a .docx by the figures of GB/T 9704-2012: the same paper gives the same bytes, anywhere and any day."""

from xiaxian_tasks.domain.letters import LETTER, OFFICIAL, SHEET, Paper
from xiaxian_tasks.paper import _head, _record, _sheet, _tail
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._blocks import Pictures, blocks_of
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
    body = _body(paper, pictures) + _section(pieces, is_letter=paper.form == LETTER)
    shown = [_picture(number, content) for number, content in enumerate(pictures.parts, 1)]
    by = paper.sign[0] if paper.sign else paper.mark
    return parcel(body, [*pieces, *shown], title=paper.title, on=paper.on, by=by)


def _body(paper: Paper, pictures: Pictures) -> str:
    if paper.form == SHEET:
        made = _sheet.sheet(paper, pictures)
    else:
        made = (_head.official if paper.form == OFFICIAL else _head.letter)(paper)
        made += _with_signature(blocks_of(paper.body, pictures)) + _with_signature(_tail.annex_statement(paper.annexes))
        made += _tail.signature(paper) + _tail.note(paper)
    return made + _tail.annex_pages(paper.annexes, pictures) + _record.record(paper)


def _with_signature(made: str) -> str:
    """Text whose last paragraph stands on the page of what follows: no page holds the signature alone."""
    before, begin, last = made.rpartition(_BEGIN)
    return f"{before}{begin}{_KEPT}{last}" if begin and _KEPT not in last and "</w:tbl>" not in last else made


_BEGIN, _KEPT = "<w:p><w:pPr>", "<w:keepNext/>"


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
    return pieces


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


_KINDS = {"odd": "default", "even": "even", "first": "first"}


def _section(pieces: list[Part], *, is_letter: bool) -> str:
    links = "".join(
        f'<w:{part.link}Reference w:type="{_KINDS[part.name.split("-")[1].removesuffix(".xml")]}" r:id="rId{number}"/>'
        for number, part in enumerate(pieces, 1)
    )
    foot = g.LETTER_RULE_ABOVE_EDGE if is_letter else _NUMBER_FOOT
    return (
        f'<w:sectPr>{links}<w:pgSz w:w="{g.twips(g.PAGE_WIDTH)}" w:h="{g.twips(g.PAGE_HEIGHT)}"/>'
        f'<w:pgMar w:top="{g.twips(g.TOP)}" w:right="{g.twips(g.OUTSIDE)}" w:bottom="{g.twips(g.BOTTOM)}"'
        f' w:left="{g.twips(g.INSIDE)}" w:header="{g.twips(g.LETTER_MARK_TOP)}" w:footer="{g.twips(foot)}"'
        ' w:gutter="0"/>'
        f"{'<w:titlePg/>' if is_letter else ''}"
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{g.PITCH}" w:charSpace="{g.SQUEEZE}"/></w:sectPr>'
    )


def _picture(number: int, content: bytes) -> Part:
    size = size_of(content)
    return Part(f"media/{number}.{size.sort if size else ''}", content, "image")
