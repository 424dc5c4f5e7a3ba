"""A foreign .docx measured against GB/T 9704-2012: what it is, what it should be, and where."""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any, NamedTuple

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.paper import geometry as g
from xiaxian_tasks.paper.balance import ems

LARGEST = 64 * 1024 * 1024
"""Bytes a paper may unpack to."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(r"^[\u4e00-\u9fff]{2,12}(?P<open>[〔\[［（(【])20\d\d[〕\]］）)】](?P<count>第?\d+)号$")
_ZERO = re.compile(r"20\d\d年(?:0\d月\d{1,2}|\d{1,2}月0\d)日")
_HEADINGS = ((re.compile(r"[一二三四五六七八九十]+、"), g.HEI), (re.compile(r"（[一二三四五六七八九十]+）"), g.KAI))
_PITCHES = range(560, 601)
"""Twips from line to line that still make 22 lines, or 21 and a little: 28 to 30 points."""


class Finding(NamedTuple):
    """One deviation: where (page, footer, or the number of a paragraph from 1), a code, what it is and should be."""

    place: str
    code: str
    found: str
    wanted: str


def check(source: bytes) -> list[Finding]:
    """How a .docx deviates from the standard; an empty list where nothing measured does.

    Raises Faulty (3): `word-damaged`, `word-too-large`.
    """
    document = _opened(source)
    page = [finding for section in document.sections for finding in _page(section)]
    paragraphs = [
        (number, each, "".join(each.itertext(f"{_W}t")).strip())
        for number, each in enumerate(document.element.body.iterchildren(f"{_W}p"), 1)
    ]
    told = [
        finding for number, each, text in paragraphs if text for finding in _paragraph(document, number, each, text)
    ]
    return list(dict.fromkeys([*page, *_feet(document), *told]))


def _opened(source: bytes) -> Any:
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(source)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise Faulty([Fault("", 0, "word-too-large", {"most": str(LARGEST)})])
        document = Document(io.BytesIO(source))
        list(document.sections)
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError, EOFError, AttributeError, TypeError):
        raise Faulty([Fault("", 0, "word-damaged")]) from None
    return document


def _page(section: Any) -> list[Finding]:
    measured = (
        ("page-width", section.page_width, g.PAGE_WIDTH), ("page-height", section.page_height, g.PAGE_HEIGHT),
        ("margin-top", section.top_margin, g.TOP), ("margin-bottom", section.bottom_margin, g.BOTTOM),
        ("margin-inside", section.left_margin, g.INSIDE), ("margin-outside", section.right_margin, g.OUTSIDE),
    )  # fmt: skip
    return [
        Finding("page", code, f"{length.mm:.1f} mm" if length is not None else "", f"{wanted} mm")
        for code, length, wanted in measured
        if length is None or abs(Decimal(length) / 36000 - wanted) > g.TOLERANCE
    ]


def _feet(document: Any) -> list[Finding]:
    """Page numbers: there, right on odd and left on even pages, 4号, dashes beside them."""
    section = document.sections[-1]
    feet = {"odd": section.footer, "even": section.even_page_footer}
    if not document.settings.odd_and_even_pages_header_footer:
        del feet["even"]
    found = [Finding("footer", "page-number-sides", "", "odd-right even-left")] if "even" not in feet else []
    for side, foot in feet.items():
        numbered = [
            each for each in foot._element.iter(f"{_W}p")  # noqa: SLF001  python-docx tells no fields
            if "PAGE" in "".join((*each.itertext(f"{_W}instrText"), *each.xpath("w:fldSimple/@w:instr")))
        ]  # fmt: skip
        if not numbered:
            found.append(Finding("footer", "page-number", "", side))
            continue
        (number, *_) = numbered
        wanted = {"odd": {"right", "end"}, "even": {"left", "start", ""}}[side]
        align = _of_paragraph(document, number, "jc", "val")
        if align not in wanted and "even" in feet:
            found.append(Finding("footer", f"page-number-{side}", align, "right" if side == "odd" else "left"))
        if "".join(number.itertext(f"{_W}t")).count("—") != 2:
            found.append(Finding("footer", "page-number-dashes", "".join(number.itertext(f"{_W}t")), "— 1 —"))
        size = _of_run(document, number, next(number.iter(f"{_W}r")), "sz", "val")
        if size != "28":
            found.append(Finding("footer", "page-number-size", _points(size), "14 pt"))
    return found


def _paragraph(document: Any, number: int, paragraph: Any, text: str) -> list[Finding]:
    place, found = str(number), []
    first = next((run for run in paragraph.iter(f"{_W}r") if "".join(run.itertext(f"{_W}t")).strip()), None)
    if first is None:
        return []
    family = _of_run(document, paragraph, first, "rFonts", "eastAsia")
    size = _of_run(document, paragraph, first, "sz", "val")
    face = next((face for pattern, face in _HEADINGS if pattern.match(text)), None)
    is_body = face is None and ems(text) > g.CHARACTERS and _of_paragraph(document, paragraph, "jc", "val") != "center"
    if face or is_body:
        wanted = face or g.FANG
        if family not in {wanted.family, *wanted.others}:
            found.append(Finding(place, "font", family, wanted.name))
        if size != str(int(g.SIZE_THIRD * 2)):
            found.append(Finding(place, "size", _points(size), "16 pt"))
    if is_body:
        line = _of_paragraph(document, paragraph, "spacing", "line")
        rule = _of_paragraph(document, paragraph, "spacing", "lineRule")
        if rule != "exact" or not line.isdecimal() or int(line) not in _PITCHES:
            found.append(Finding(place, "pitch", f"{_pitch(line)} {rule}".strip(), "28.95 pt exact"))
    printed = _NUMBER.match(text)
    if printed and (printed["open"] != "〔" or printed["count"][0] in "0第"):
        found.append(Finding(place, "number-form", text, "〔〕"))
    found += [Finding(place, "day-form", zero[0], "1月1日") for zero in _ZERO.finditer(text)]
    return found


def _points(halves: str) -> str:
    return f"{Decimal(halves) / 2} pt" if halves.isdecimal() else ""


def _pitch(twips: str) -> str:
    return f"{Decimal(twips) / 20} pt" if twips.isdecimal() else ""


def _of_run(document: Any, paragraph: Any, run: Any, tag: str, key: str) -> str:
    """A property of a run: its own, its style's, its paragraph's style's, or the default."""
    own = run.find(f"{_W}rPr")
    sources = [own, *_styles(document, _style(own, "rStyle"), "rPr"), *_styles(document, _named(paragraph), "rPr")]
    return _first(document, sources, "rPr", tag, key)


def _of_paragraph(document: Any, paragraph: Any, tag: str, key: str) -> str:
    own = paragraph.find(f"{_W}pPr")
    return _first(document, [own, *_styles(document, _named(paragraph), "pPr")], "pPr", tag, key)


def _first(document: Any, sources: list[Any], sort: str, tag: str, key: str) -> str:
    defaults = document.styles.element.find(f"{_W}docDefaults/{_W}{sort}Default/{_W}{sort}")
    for source in (*sources, defaults):
        said = source.find(f"{_W}{tag}") if source is not None else None
        if said is not None and (value := said.get(f"{_W}{key}")) is not None:
            return str(value)
    return ""


def _named(paragraph: Any) -> str:
    return _style(paragraph.find(f"{_W}pPr"), "pStyle")


def _style(properties: Any, tag: str) -> str:
    said = properties.find(f"{_W}{tag}") if properties is not None else None
    return str(said.get(f"{_W}val")) if said is not None else ""


def _styles(document: Any, name: str, sort: str) -> list[Any]:
    """The properties of a style (the default one for "" of paragraphs) and of those it is based on."""
    found: list[Any] = []
    known = {each.get(f"{_W}styleId"): each for each in document.styles.element.iterchildren(f"{_W}style")}
    default = (key for key, each in known.items() if each.get(f"{_W}default") and each.get(f"{_W}type") == "paragraph")
    name = name or next(default, "")
    while name in known:
        style = known.pop(name)
        found.append(style.find(f"{_W}{sort}"))
        name = _style(style, "basedOn")
    return found
