"""Papers in bytes, made for the tests: Word by python-docx, PDF by hand."""

import io

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xiaxian_tasks.errors import Fault, Faulty
from xiaxian_tasks.intake import text_of


def saved(document: Document) -> bytes:
    paper = io.BytesIO()
    document.save(paper)
    return paper.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def numbered(levels: list[tuple[str, str]], paragraphs: list[tuple[int, str]]) -> bytes:
    """A Word paper whose numbers Word sets itself: levels as (form, pattern), paragraphs as (level, words)."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    shown = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (form, pattern) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{shown}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, words in paragraphs:
        made = document.add_paragraph(words)
        place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        made._p.get_or_add_pPr().append(parse_xml(place))
    return saved(document)


def pdf(*pages: list[str]) -> bytes:
    """A PDF of ASCII lines, one list a page."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    bodies.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, lines in enumerate(pages):
        drawn = "BT /F1 12 Tf 72 720 Td 20 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        bodies.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream".encode())
    paper, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(paper))
        paper += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(paper)
    paper += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    paper += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    paper += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(paper)


def fault(name: str, source: bytes) -> Fault:
    """The one fault of a paper that cannot be read."""
    with pytest.raises(Faulty) as caught:
        text_of(name, source)
    (found,) = caught.value.faults
    return found
