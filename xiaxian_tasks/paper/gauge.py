"""A foreign .docx measured against GB/T 9704-2012: what it is, what it should be, and where."""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.paper import _gauge_head, _gauge_record
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper._looks import Looks, W, first_run, text_of
from xiaxian_tasks.paper.balance import ems
from xiaxian_tasks.paper.findings import Finding, mm, points

LARGEST = 64 * 1024 * 1024
"""Bytes a paper may unpack to."""

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_ZERO = re.compile(r"20\d\d年(?:0\d月\d{1,2}|\d{1,2}月0\d)日")
_HEADINGS = ((re.compile(r"[一二三四五六七八九十]+、"), g.HEI), (re.compile(r"（[一二三四五六七八九十]+）"), g.KAI))
_PITCHES = range(560, 601)
"""Twips from line to line that still make 22 lines, or 21 and a little: 28 to 30 points."""

_ROUNDED = Decimal("0.02")
"""Millimetres that a length in twips may be off."""

_ROOM = Decimal("0.1")
"""Points that a line of 28 may be too long by before it is one of 27: what rounding to twips loses."""


def check(source: bytes) -> list[Finding]:
    """How a .docx deviates from the standard; an empty list where nothing measured does.

    Raises Faulty (3): `word-old-or-locked`, `word-damaged`, `word-too-large`.
    """
    document = _opened(source)
    looks = Looks(document)
    paragraphs = list(enumerate(document.element.body.iterchildren(f"{W}p"), 1))
    try:
        found = [finding for section in document.sections for finding in _page(section)]
        found += _grid(document, looks, [paragraph for _, paragraph in paragraphs])
        found += [*_gauge_head.check(document, looks), *_feet(document, looks)]
        found += [each for at, paragraph in paragraphs for each in _paragraph(document, looks, (str(at), paragraph))]
        found += _gauge_record.check(document, looks)
    except _DAMAGE:
        raise Faulty([Fault("", 0, "word-damaged")]) from None
    return list(dict.fromkeys(found))


_DAMAGE = (
    zipfile.BadZipFile, LookupError, ValueError, SyntaxError, OSError, EOFError, AttributeError, TypeError,
    RuntimeError, ArithmeticError,
)  # fmt: skip


def _opened(source: bytes) -> Any:
    from docx import Document

    if source.startswith(_OLD_WORD):
        raise Faulty([Fault("", 0, "word-old-or-locked")])
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise Faulty([Fault("", 0, "word-too-large", {"most": str(LARGEST)})])
        document = Document(io.BytesIO(source))
        list(document.sections)
    except _DAMAGE:
        raise Faulty([Fault("", 0, "word-damaged")]) from None
    return document


def _page(section: Any) -> list[Finding]:
    """The sheet and its margins; pages laid across (annexes) are measured turned."""
    width, height = section.page_width, section.page_height
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    if width is not None and height is not None and width > height:
        width, height = height, width
        margins = [margins[3], margins[2], margins[0], margins[1]]
    measured = (
        ("page-width", width, g.PAGE_WIDTH), ("page-height", height, g.PAGE_HEIGHT), ("margin-top", margins[0], g.TOP),
        ("margin-bottom", margins[1], g.BOTTOM), ("margin-inside", margins[2], g.INSIDE),
        ("margin-outside", margins[3], g.OUTSIDE),
    )  # fmt: skip
    return [
        Finding("page", code, mm(Decimal(length) / 36000) if length is not None else "", f"{wanted} mm")
        for code, length, wanted in measured
        if length is None or abs(Decimal(length) / 36000 - wanted) > g.TOLERANCE + _ROUNDED
    ]


def _is_body(looks: Looks, paragraph: Any) -> bool:
    """Running text: longer than a line, not centred, and not the note of the table right above it in smaller type."""
    if ems(text_of(paragraph)) <= g.CHARACTERS or looks.align(paragraph) == "center":
        return False
    above = paragraph.getprevious()
    is_small = looks.size(paragraph) == str(int(g.SIZE_FIFTH * 2))
    return not (is_small and above is not None and above.tag == f"{W}tbl")


def _grid(document: Any, looks: Looks, paragraphs: list[Any]) -> list[Finding]:
    """Characters of a line and lines of a page, as the first running text is set."""
    body = next((each for each in paragraphs if _is_body(looks, each)), None)
    section = document.sections[0]
    if body is None or section.page_width is None or section.left_margin is None or section.right_margin is None:
        return []
    width = g.points(Decimal(section.page_width - section.left_margin - section.right_margin) / 36000)
    size, closer = looks.size(body), looks.of_run(body, first_run(body), "spacing")
    wide = Decimal(size or 21) / 2 + (Decimal(closer) / 20 if closer.lstrip("-").isdecimal() else 0)
    grid = section._sectPr.find(f"{W}docGrid")  # noqa: SLF001  python-docx tells no grid
    squeeze = grid.get(f"{W}charSpace") or "" if grid is not None else ""
    is_on_grid = looks.of_paragraph(body, "snapToGrid") not in {"0", "false", "off"}
    if is_on_grid and grid is not None and grid.get(f"{W}type") in {"linesAndChars", "snapToChars"}:
        wide += Decimal(squeeze) / 4096 if squeeze.lstrip("-").isdecimal() else 0
    count = int((width + _ROOM) / wide) if wide > 0 else 0
    return [Finding("page", "characters", str(count), str(g.CHARACTERS))] if count != g.CHARACTERS else []


def _feet(document: Any, looks: Looks) -> list[Finding]:
    """Page numbers: there, right on odd and left on even pages, 4号, dashes beside them."""
    section = document.sections[0]
    feet = {"odd": section.footer, "even": section.even_page_footer}
    if not document.settings.odd_and_even_pages_header_footer:
        del feet["even"]
    found = [Finding("footer", "page-number-sides", "", "odd-right even-left")] if "even" not in feet else []
    for side, foot in feet.items():
        numbered = [each for each in foot._element.iter(f"{W}p") if _is_numbered(each)]  # noqa: SLF001  as above
        if not numbered:
            found.append(Finding("footer", "page-number", "", side))
            continue
        (number, *_) = numbered
        wanted = "right" if side == "odd" else "left"
        align = looks.align(number)
        if align not in {wanted, "both" if wanted == "left" else ""} and "even" in feet:
            found.append(Finding("footer", f"page-number-{side}", align, wanted))
        said = "".join(number.itertext(f"{W}t"))
        if said.count("—") != 2:
            found.append(Finding("footer", "page-number-dashes", said, "— 1 —"))
        size = looks.of_run(number, next(number.iter(f"{W}r")), "sz")
        if size != "28":
            found.append(Finding("footer", "page-number-size", points(size), "14 pt"))
    return found


def _is_numbered(paragraph: Any) -> bool:
    return "PAGE" in "".join((*paragraph.itertext(f"{W}instrText"), *paragraph.xpath("w:fldSimple/@w:instr")))


def _paragraph(document: Any, looks: Looks, placed: tuple[str, Any]) -> Iterator[Finding]:
    """The face, size and pitch of text and headings, and how days are written."""
    place, paragraph = placed
    text = text_of(paragraph)
    if first_run(paragraph) is None:
        return
    face = next((face for pattern, face in _HEADINGS if pattern.match(text)), None)
    is_body = face is None and _is_body(looks, paragraph)
    if face or is_body:
        if not looks.is_set_in(paragraph, face or g.FANG):
            yield Finding(place, "font", looks.face(paragraph), (face or g.FANG).name)
        if looks.size(paragraph) != str(int(g.SIZE_THIRD * 2)):
            yield Finding(place, "size", points(looks.size(paragraph)), "16 pt")
    if is_body and not _is_pitched(document, looks, paragraph):
        line = looks.of_paragraph(paragraph, "spacing", "line")
        said = f"{Decimal(line) / 20} pt" if line.isdecimal() else ""
        rule = looks.of_paragraph(paragraph, "spacing", "lineRule")
        yield Finding(place, "pitch", f"{said} {rule}".strip(), "28.95 pt exact")
    yield from (Finding(place, "day-form", zero[0], "1月1日") for zero in _ZERO.finditer(text))


def _is_pitched(document: Any, looks: Looks, paragraph: Any) -> bool:
    """Exact lines, or single ones on a grid, so that 22 stand on a page."""
    line = looks.of_paragraph(paragraph, "spacing", "line")
    rule = looks.of_paragraph(paragraph, "spacing", "lineRule")
    if rule == "exact":
        return line.isdecimal() and int(line) in _PITCHES
    grid = document.sections[0]._sectPr.find(f"{W}docGrid")  # noqa: SLF001  as above
    pitch = (grid.get(f"{W}linePitch") or "") if grid is not None and grid.get(f"{W}type") else ""
    is_on_grid = looks.of_paragraph(paragraph, "snapToGrid") not in {"0", "false", "off"}
    return is_on_grid and line in {"", "240"} and rule in {"", "auto"} and pitch.isdecimal() and int(pitch) in _PITCHES
